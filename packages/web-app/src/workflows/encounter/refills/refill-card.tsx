import { Button, Group, TextInput } from "@mantine/core";
import type { Refill } from "@practicum/contracts/charting/refills";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { whenText } from "../../../chart/when-text.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { askedText, fillsOf, prescribedText, stepText } from "./refill-words.ts";
import type { RefillActions } from "./use-refill-actions.ts";

interface Props {
  readonly refill: Refill;
  readonly actions: RefillActions;
  /** Each new number, above 0, leads to the reason of a denial. */
  readonly toReason: number;
}

/** One request with what it is decided by. */
export function RefillCard({ refill, actions, toReason }: Props) {
  const session = useSession();
  const { patientId, name, directions, note, fails, lastVisit, state } = refill;
  const isMine = state === "waiting" && session.can("order.write");
  return (
    <section className="w-panel t-card" aria-label={`Refill: ${name}`}>
      <header>
        <h2>{name}</h2>
        <Link to={`/p/${patientId}/meds`} className="p-anchor">
          <b>{formatName(refill.patientName)}</b>
        </Link>{" "}
        {formatDate(refill.birthDate)} · MRN {refill.mrn}
      </header>
      <div>{directions === "" ? "How it is taken is not listed." : directions}</div>
      <div>
        Asked by {refill.askedBy === "patient" ? "the patient" : askedText(refill)}, {whenText(session, refill.askedAt)}
        , noted by {refill.by}
        {note === "" ? "" : `: ${note}`}
      </div>
      <div>Last prescribed: {prescribedText(refill)}</div>
      <div>Last visit: {lastVisit === null ? "none with a signed note" : formatDate(lastVisit)}</div>
      {state === "waiting" && <Protocol fails={fails} />}
      {actions.error && (
        <Notice tone="danger" role="alert">
          {actions.error}
        </Notice>
      )}
      {isMine && <Decide key={refill.requestId} refill={refill} actions={actions} toReason={toReason} />}
      {state === "waiting" && !isMine && <div className="c-dim">Waits for a provider.</div>}
      {state === "to-answer" && <Answer key={refill.requestId} refill={refill} actions={actions} />}
      <Steps refill={refill} />
    </section>
  );
}

function Protocol({ fails }: { readonly fails: readonly string[] }) {
  if (fails.length === 0) return <Notice tone="ok">The protocol passes it.</Notice>;
  return <Notice tone="warn">Outside of the protocol: {fails.join("; ")}.</Notice>;
}

function Decide({ refill, actions, toReason }: Props) {
  const [reason, setReason, clear, kept] = useDraft(`refill-reason:${refill.requestId}`, "");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (toReason > 0) field.current?.focus();
  }, [toReason]);
  const why = reason.trim();
  const then = (isDone: boolean) => {
    if (isDone) clear();
  };
  return (
    <form
      aria-label="Decide"
      onSubmit={(event) => {
        event.preventDefault();
        if (why !== "") void actions.decide(refill, { kind: "denied", reason: why }).then(then);
      }}
    >
      <RestoredNotice small draft={kept} />
      <TextInput
        ref={field}
        label="Reason"
        description="Needed to deny; with a visit it may be left out."
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        {refill.isRenewable && (
          <Button loading={actions.pending} onClick={() => void actions.approve(refill).then(then)}>
            Approve {fillsOf(refill)} {fillsOf(refill) === 1 ? "fill" : "fills"}
          </Button>
        )}
        <Button
          variant="default"
          loading={actions.pending}
          onClick={() => void actions.decide(refill, { kind: "visit", reason: why }).then(then)}
        >
          Needs a visit
        </Button>
        <Button type="submit" color="red" variant="outline" disabled={why === ""} loading={actions.pending}>
          Deny
        </Button>
      </Group>
      {!refill.isRenewable && (
        <p className="c-dim">It can’t be approved here: see the patient, or write a new prescription in a note.</p>
      )}
    </form>
  );
}

/** Who asked is told by a person, or by the connection by itself. */
function Answer({ refill, actions }: Omit<Props, "toReason">) {
  const session = useSession();
  const [how, setHow, clear, kept] = useDraft(`refill-answer:${refill.requestId}`, "");
  if (refill.pharmacy !== null && (session.demonstration || session.mode === "sandbox"))
    return <div className="c-dim">The answer goes to {refill.pharmacy} electronically within minutes.</div>;
  if (!session.can("history.record")) return null;
  return (
    <form
      aria-label="Answer"
      onSubmit={(event) => {
        event.preventDefault();
        if (how.trim() !== "")
          void actions.answer(refill, how.trim()).then((isDone) => {
            if (isDone) clear();
          });
      }}
    >
      <RestoredNotice small draft={kept} />
      <TextInput
        label={`How ${refill.askedBy === "patient" ? "the patient" : "the pharmacy"} was told`}
        placeholder={refill.askedBy === "patient" ? "By phone, repeated it back…" : "By phone, to the pharmacist…"}
        required
        maxLength={200}
        value={how}
        onChange={(event) => setHow(event.currentTarget.value)}
      />
      <Button type="submit" mt="xs" disabled={how.trim() === ""} loading={actions.pending}>
        Answer given
      </Button>
    </form>
  );
}

/** What was said of it, each with who and when; the last step can be taken back. */
function Steps({ refill }: { readonly refill: Refill }) {
  const session = useSession();
  const record = useCommand("charting", "recordRefillStep");
  const { requestId, patientId, steps } = refill;
  const last = steps.findLast((one) => !one.takenBack && one.step.kind !== "taken-back");
  const may =
    last !== undefined &&
    last.step.kind !== "network" &&
    session.can(last.step.kind === "answered" ? "history.record" : "order.write");
  if (steps.length === 0) return null;
  const takeBack = (stepId: string) =>
    void record.run({
      requestId,
      patientId,
      stepId: newId<"refill-step">(),
      step: { kind: "taken-back", stepId },
    });
  return (
    <>
      <ol className="t-steps" aria-label="What was said">
        {steps.map((one) => (
          <li key={one.stepId} data-back={one.takenBack}>
            {stepText(one.step)}, {one.by}, {whenText(session, one.at)}
          </li>
        ))}
      </ol>
      {may && (
        <Button size="compact-xs" variant="default" loading={record.pending} onClick={() => takeBack(last.stepId)}>
          Take the last step back
        </Button>
      )}
      {record.error && <Notice tone="danger">{describeError(record.error)}</Notice>}
    </>
  );
}
