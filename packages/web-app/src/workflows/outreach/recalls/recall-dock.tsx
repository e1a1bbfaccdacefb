import { Button, Textarea, TextInput } from "@mantine/core";
import type { RecallCallOutcome } from "@practicum/contracts/messaging/recalls";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatPhone } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { BookingLinks } from "../../../patient/booking-links.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { languageWord, momentWords } from "../outreach-words.ts";
import { callWords, entryWord, stateWords, type Recall } from "./recall-words.ts";
import { useRecallWork } from "./use-recall-work.ts";
import "../outreach.css";

/** One patient's recall: why, where it stands, what was done, and what comes of a call. */
export function RecallDock({ about }: DockContentProps) {
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.messaging.getRecall.queryOptions({ recallId: about ?? "" }));
  useDockPatient(query.data?.patientId ?? null);
  if (query.isError)
    return <ErrorState what="The recall" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  const of = query.data;
  if (!of) return <LoadingState />;
  const over = ["booked", "declined", "stopped", "opted-out"].includes(of.state);
  return (
    <div className="or-stack">
      <p className="or-dim">
        {languageWord(of.language)} · {of.phone ? formatPhone(of.phone) : "no telephone"}
      </p>
      <dl className="or-facts">
        <dt>State</dt>
        <dd>
          {stateWords[of.state]}
          {of.because && `: ${of.because}`}
        </dd>
        <dt>Rule</dt>
        <dd>{of.reasons.join(", ")}</dd>
        <dt>Visit to book</dt>
        <dd>{of.visitTypeName}</dd>
        {of.visitAt && (
          <>
            <dt>Visit</dt>
            <dd>{momentWords(of.visitAt, session.timeZone)}</dd>
          </>
        )}
        {of.nextAt && (
          <>
            <dt>Next</dt>
            <dd>{momentWords(of.nextAt, session.timeZone)}</dd>
          </>
        )}
        <dt>Record</dt>
        <dd>
          <Link to={`/p/${of.patientId}/summary`} className="p-anchor">
            Open the patient
          </Link>
        </dd>
      </dl>
      {!over && session.can("outreach.call") && <Call key={of.recallId} of={of} />}
      <BookingLinks
        patientId={of.patientId}
        visitType={{ visitTypeId: of.visitTypeId, name: of.visitTypeName }}
        source={{ kind: "recall", id: of.recallId }}
      />
      <ul className="or-history" aria-label="What was done">
        {of.history.map((entry) => (
          <li key={entry.entryId} data-undone={entry.undoneAt !== null || undefined}>
            <strong>{entryWord(entry.what)}</strong>
            {entry.undoneAt !== null && ", undone"}
            <p className="or-dim">
              {momentWords(entry.at, session.timeZone)}, {entry.by}
            </p>
            {entry.note}
          </li>
        ))}
      </ul>
    </div>
  );
}

const outcomes: readonly RecallCallOutcome[] = [
  "no-answer",
  "left-message",
  "wants-visit",
  "declined",
  "wrong-number",
  "no-recalls",
];

function Call({ of }: { readonly of: Recall }) {
  const session = useSession();
  const work = useRecallWork();
  const [note, setNote, clearNote] = useDraft(`recall-note:${of.recallId}`, "");
  const [laterOn, setLaterOn] = useState<string | null>(null);
  const [because, setBecause] = useState("");
  const write = async (outcome: RecallCallOutcome) => {
    if (await work.logCall(of, outcome, { note, laterOn: outcome === "later" ? laterOn : null })) clearNote();
  };
  return (
    <>
      {session.can("appointment.book") && (
        <Button size="sm" onClick={() => work.book(of)}>
          Book the visit
        </Button>
      )}
      <Textarea
        label="Note of the call"
        autosize
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="or-outcomes" role="group" aria-label="What came of the call">
        {outcomes.map((outcome) => (
          <Button
            key={outcome}
            size="sm"
            variant="default"
            justify="flex-start"
            disabled={work.busy}
            onClick={() => void write(outcome)}
          >
            {callWords[outcome]}
          </Button>
        ))}
      </div>
      <div className="or-row">
        <DateInput
          label="Call again from"
          size="sm"
          w={140}
          today={session.today}
          value={laterOn}
          onChange={setLaterOn}
        />
        <Button size="sm" variant="default" disabled={work.busy} onClick={() => void write("later")}>
          Call later
        </Button>
      </div>
      <div className="or-row">
        <TextInput
          label="Why it is stopped"
          size="sm"
          maxLength={200}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
        <Button size="sm" variant="default" disabled={work.busy} onClick={() => void work.end(of, because)}>
          Stop asking
        </Button>
      </div>
    </>
  );
}
