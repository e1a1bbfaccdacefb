import { Button } from "@mantine/core";
import type { MissingCharge } from "@practicum/contracts/billing/missing-charges";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { WithoutNote } from "../charges/without-note.tsx";
import { ReasonForm } from "../reason-form.tsx";
import { missingWords, placeOf, taskWords, whatWords, whoWords } from "./missing-words.ts";

/** One thing that nobody charges for: what it is, who must act, and the way to where it is mended. */
export function MissingDetail({ one }: { readonly one: MissingCharge }) {
  const answer = useCommand("billing", "answerMissingCharge");
  const reopen = useCommand("billing", "reopenMissingCharge");
  const [form, setForm] = useState<"answer" | "charge" | null>(null);
  const { word, next } = missingWords[one.kind];
  const { kind, key, patientId } = one;
  const again = () => reopen.run({ answerId: one.answer?.answerId ?? "", patientId });
  return (
    <section className="w-panel m-stack" aria-label="Missing charge">
      <header style={{ marginBottom: 0 }}>
        <div>
          <h2 style={{ margin: 0, fontSize: 16 }}>{word}</h2>
          <span className="m-small">
            <Link to={`/p/${patientId}`} className="p-anchor">
              {formatName(one.patientName)}
            </Link>{" "}
            · {one.mrn} · {formatDate(one.serviceDate)}
          </span>
        </div>
      </header>
      <dl className="w-facts">
        <dt>{one.kind === "given" || one.kind === "struck" ? "Service" : "Visit"}</dt>
        <dd>{whatWords(one)}</dd>
        <dt>Who must act</dt>
        <dd>{whoWords(one)}</dd>
        <dt>What to do</dt>
        <dd>{next}</dd>
        <dt>Amount</dt>
        <dd>{one.amount === null ? "not known yet" : <Amount value={one.amount} strong />}</dd>
        {one.answer && (
          <>
            <dt>Not to be charged</dt>
            <dd>
              {one.answer.because} ({one.answer.by})
            </dd>
          </>
        )}
      </dl>
      {form === null && <Actions one={one} onForm={setForm} onReopen={() => void again()} reopening={reopen.pending} />}
      {reopen.error && <Notice tone="danger">{describeError(reopen.error)}</Notice>}
      {form === "charge" && <WithoutNote onClose={() => setForm(null)} />}
      {form === "answer" && (
        <ReasonForm
          draft={`missing-charge:${kind} ${key}`}
          label="Why it needs no charge"
          action="Not to be charged"
          command={answer}
          input={(because) => ({ answerId: newId<"missing-charge-answer">(), patientId, kind, key, because })}
          done="It leaves the list; the reason stays."
          onClose={() => setForm(null)}
        />
      )}
    </section>
  );
}

interface ActionsProps {
  readonly one: MissingCharge;
  readonly onForm: (form: "answer" | "charge") => void;
  readonly onReopen: () => void;
  readonly reopening: boolean;
}

function Actions({ one, onForm, onReopen, reopening }: ActionsProps) {
  const session = useSession();
  const navigate = useNavigate();
  const place = placeOf(one);
  const may = session.can("charge.write");
  return (
    <div className="m-row">
      {place !== null && (
        <Button size="xs" onClick={() => void navigate({ href: place })}>
          {openWords(place)}
        </Button>
      )}
      {place === null && may && (
        <Button size="xs" onClick={() => onForm("charge")}>
          Charge without a note
        </Button>
      )}
      {one.whoId !== null && !one.answer && session.can("task.write") && <Ask one={one} />}
      {may && (
        <Button
          size="xs"
          variant="default"
          loading={reopening}
          onClick={one.answer ? onReopen : () => onForm("answer")}
        >
          {one.answer ? "It is to be charged after all" : "Not to be charged"}
        </Button>
      )}
    </div>
  );
}

function openWords(place: string): string {
  if (place.endsWith("/appointments")) return "Open the visits";
  return place.endsWith("/ledger") ? "Open the ledger" : "Open the charges";
}

/** A task for who has to write or sign: billers have no way into the note, and need none. */
function Ask({ one }: { readonly one: MissingCharge }) {
  const session = useSession();
  const create = useCommand("messaging", "createTask");
  const [taskId] = useState(() => newId<"task">());
  const [asked, setAsked] = useState(false);
  const run = async () => {
    const { patientId, whoId: ownerId, encounterId } = one;
    const about = encounterId === null ? null : `encounter:${encounterId}`;
    const task = {
      ...taskWords(one),
      patientId,
      ownerId,
      pool: null,
      dueOn: session.today,
      priority: "normal" as const,
    };
    const result = await create.run({ taskId, ...task, about });
    if (!result.ok) return;
    setAsked(true);
    say(`${whoWords(one)} has a task for it.`);
  };
  return (
    <>
      <Button size="xs" variant="default" loading={create.pending} disabled={asked} onClick={() => void run()}>
        {asked ? "Asked" : `Ask ${whoWords(one)}`}
      </Button>
      {create.error && <Notice tone="danger">{describeError(create.error)}</Notice>}
    </>
  );
}
