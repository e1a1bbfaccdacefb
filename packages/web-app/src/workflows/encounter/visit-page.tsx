import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import "../../chart/chart.css";
import "../../chart/note/note.css";
import { FactMark } from "../../chart/sensitive/fact-mark.tsx";
import { useSession } from "../../session/session-context.ts";
import { Page } from "../../shell/page.tsx";
import "./encounter.css";
import { OpenNote } from "./open-note.tsx";
import { PrivateNotes } from "./private/private-notes.tsx";
import { SignedNote } from "./signed-note.tsx";

const titles = {
  open: "Note",
  signed: "Signed note",
  "awaiting-cosign": "Note, waits for co-signature",
  cosigned: "Co-signed note",
} as const;

/** One visit's note. The address names patient and note; a note of another patient is never shown under this one's banner. */
export function VisitPage() {
  const { patientId = "", visitId = "" }: { patientId?: string; visitId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.charting.getEncounter.queryOptions({ encounterId: visitId }));
  const encounter = query.data;
  if (!encounter) {
    return (
      <Page title="Note">
        {query.isError ? (
          <ErrorState what="The note" message={errorText(query.error)} onRetry={() => void query.refetch()} />
        ) : (
          <LoadingState rows={10} />
        )}
      </Page>
    );
  }
  if (encounter.patientId !== patientId) {
    return (
      <Page title="Note">
        <Notice tone="danger" role="alert">
          This note is of another patient than the address says. Open it from that patient’s visits.
        </Notice>
      </Page>
    );
  }
  const start = encounter.start === null ? "" : ` ${formatTime(encounter.start)}`;
  return (
    <Page
      title={titles[encounter.status]}
      actions={
        <>
          <span className="c-dim" data-field="serviceDate">
            {encounter.visitTypeName} · {formatDate(encounter.serviceDate)}
            {start} · {encounter.providerName}
          </span>
          <FactMark patientId={patientId} factId={visitId} name="this note" />
          {encounter.appointmentId !== null && (
            <Link to={`/p/${patientId}/excuse/${encounter.appointmentId}`} className="p-anchor">
              Work or school excuse
            </Link>
          )}
          {session.can("history.record") && (
            <Link to={`/p/${patientId}/visit/${visitId}/summary`} className="p-anchor">
              After-visit summary
            </Link>
          )}
          {session.can("history.record") && (
            <Link to={`/p/${patientId}/letters`} search={{ visit: visitId }} className="p-anchor">
              Letters
            </Link>
          )}
        </>
      }
    >
      {query.isError && <Notice tone="warn">What others write is not shown just now. {errorText(query.error)}</Notice>}
      {encounter.status === "open" ? (
        <OpenNote key={encounter.encounterId} encounter={encounter} patientId={patientId} />
      ) : (
        <SignedNote key={encounter.encounterId} encounter={encounter} patientId={patientId} />
      )}
      <PrivateNotes key={`private:${encounter.encounterId}`} encounter={encounter} />
    </Page>
  );
}
