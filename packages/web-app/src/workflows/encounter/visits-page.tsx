import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist } from "@practicum/ui/worklist.tsx";
import { useNavigate, useParams } from "@tanstack/react-router";
import { StateChip } from "../../states/state-chip.tsx";
import { errorText } from "../../api/domain-error.ts";
import "../../chart/chart.css";
import { useChart } from "../../chart/chart-queries.ts";
import { Page } from "../../shell/page.tsx";
import { TelephoneNotes } from "./telephone-notes.tsx";

/** The patient's visits with their notes, the newest first. */
export function VisitsPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const chart = useChart(patientId);
  const visits = chart.data?.encounters ?? [];
  return (
    <Page title="Visits">
      {chart.isError && (
        <ErrorState what="The visits" message={errorText(chart.error)} onRetry={() => void chart.refetch()} />
      )}
      {chart.isPending && <LoadingState rows={6} />}
      {chart.data && visits.length === 0 && (
        <EmptyState title="No visits yet">The check-in opens the first one.</EmptyState>
      )}
      {visits.length > 0 && (
        <Worklist
          label="Visits"
          items={visits}
          keyOf={(visit) => visit.encounterId}
          onOpen={(visit) => void navigate({ to: `/p/${patientId}/visit/${visit.encounterId}` })}
          columns={[
            {
              id: "date",
              header: "Date",
              width: "170px",
              cell: (visit) => (
                <b>
                  {formatDate(visit.serviceDate)}
                  {visit.start === null ? "" : ` ${formatTime(visit.start)}`}
                </b>
              ),
            },
            { id: "type", header: "Visit", width: "minmax(160px, 1fr)", cell: (visit) => visit.visitTypeName },
            { id: "provider", header: "Provider", width: "minmax(140px, 1fr)", cell: (visit) => visit.providerName },
            {
              id: "codes",
              header: "Diagnoses",
              width: "minmax(180px, 1.6fr)",
              cell: (visit) => visit.diagnoses.map((d) => `${d.code} ${d.label}`).join("; ") || "—",
            },
            {
              id: "note",
              header: "Note",
              width: "170px",
              cell: (visit) => <StateChip kind="encounter" state={visit.status} />,
            },
          ]}
        />
      )}
      <TelephoneNotes patientId={patientId} />
    </Page>
  );
}
