import { Button, Textarea } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { addDays, formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatTime } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { offerUndo, say } from "../../../shell/undo.tsx";
import { useHandOver } from "./use-hand-over.ts";
import { useWorkers } from "./use-workers.ts";

interface Work {
  readonly kind: "claims" | "denials";
  readonly id: string;
  /** Whose notes these are: a denial's stand with its claim. */
  readonly claimId: string;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly followUpOn: string | null;
  /** Nothing is left to do: no day to look again. */
  readonly finished: boolean;
  readonly notes: readonly { readonly at: string; readonly by: string; readonly text: string }[];
}

/** Whose work a claim or a denial is, when somebody looks again, and what was noted. */
export function WorkPanel({ work }: { readonly work: Work }) {
  const may = useSession().can("claim.write");
  return (
    <section className="w-panel m-stack" aria-label="Work" style={{ gap: 8 }}>
      {may ? <Owner work={work} /> : <OwnerRead work={work} />}
      {may && <AddNote work={work} />}
      <Notes work={work} />
    </section>
  );
}

function OwnerRead({ work }: { readonly work: Work }) {
  return (
    <span className="m-small">
      {work.ownerName ?? "Nobody"} has it
      {work.followUpOn !== null && ` · follow up on ${formatDate(work.followUpOn)}`}
    </span>
  );
}

function Owner({ work }: { readonly work: Work }) {
  const { today } = useSession();
  const { id, ownerId, ownerName } = work;
  const workers = useWorkers(ownerId === null ? null : { id: ownerId, name: ownerName ?? "" });
  const hand = useHandOver(work.kind);
  const follow = useFollow(work);
  const nameOf = (of: string | null) => workers.find((one) => one.id === of)?.name ?? "Nobody";
  return (
    <>
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <ChoiceList
          size="xs"
          label="Owner"
          placeholder="Nobody"
          clearable
          data={workers.map((one) => ({ value: one.id, label: one.name }))}
          value={ownerId}
          onChange={(to) => void hand.handOver([{ id, ownerId }], { id: to, name: nameOf(to) })}
        />
        {!work.finished && (
          <DateInput
            key={work.followUpOn ?? ""}
            size="xs"
            label="Follow up on"
            today={today}
            sense="future"
            value={work.followUpOn}
            onChange={(on) => {
              if (on !== work.followUpOn) void follow.to(on);
            }}
          />
        )}
      </div>
      {!work.finished && (
        <div className="m-row">
          {[7, 14, 30].map((days) => (
            <Button key={days} size="compact-xs" variant="default" onClick={() => void follow.to(addDays(today, days))}>
              In {days} days
            </Button>
          ))}
          {work.followUpOn !== null && (
            <Button size="compact-xs" variant="default" onClick={() => void follow.to(null)}>
              No follow-up
            </Button>
          )}
        </div>
      )}
      {follow.problem && <Notice tone="danger">{follow.problem}</Notice>}
    </>
  );
}

/** Says when to look again, and offers the day that stood there. */
function useFollow(work: Work) {
  const claim = useCommand("billing", "followClaim");
  const denial = useCommand("billing", "followDenial");
  const send = async (was: string | null, on: string | null) =>
    work.kind === "claims" ? claim.run({ claimId: work.id, was, on }) : denial.run({ denialId: work.id, was, on });
  const to = async (on: string | null) => {
    const was = work.followUpOn;
    const result = await send(was, on);
    if (result.ok)
      offerUndo(on === null ? "No follow-up is planned." : `Follow up on ${formatDate(on)}.`, () => void send(on, was));
  };
  const error = claim.error ?? denial.error;
  return { to, problem: error ? (error.fields?.[0]?.message ?? describeError(error)) : null };
}

function AddNote({ work }: { readonly work: Work }) {
  const add = useCommand("billing", "noteClaim");
  const [text, setText, clear, kept] = useDraft(`claim-note:${work.claimId}`, "");
  const save = async () => {
    if (text.trim() === "" || add.pending) return;
    const result = await add.run({ claimId: work.claimId, text: text.trim() });
    if (!result.ok) return;
    clear();
    say("Noted.");
  };
  return (
    <>
      <RestoredNotice small draft={kept} />
      <Textarea
        size="xs"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={1000}
        label="Note"
        description="Stays with who wrote it and when"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          // The page's own Ctrl+Enter sends claims.
          event.preventDefault();
          event.stopPropagation();
          void save();
        }}
      />
      {add.error && <Notice tone="danger">{add.error.fields?.[0]?.message ?? describeError(add.error)}</Notice>}
      {text.trim() !== "" && (
        <Button size="xs" style={{ alignSelf: "flex-start" }} loading={add.pending} onClick={() => void save()}>
          Add the note
        </Button>
      )}
    </>
  );
}

function Notes({ work }: { readonly work: Work }) {
  const { timeZone } = useSession();
  if (work.notes.length === 0) return null;
  return (
    <ul className="m-lineage" aria-label="Notes">
      {work.notes.map((one) => (
        <li key={`${one.at} ${one.text}`}>
          <span style={{ whiteSpace: "pre-wrap" }}>{one.text}</span>
          <small>
            {formatDate(dateIn(one.at, timeZone))} {formatTime(timeIn(one.at, timeZone))} · {one.by}
          </small>
        </li>
      ))}
    </ul>
  );
}
