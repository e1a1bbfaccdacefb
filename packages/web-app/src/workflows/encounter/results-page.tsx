import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useParams } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import "../../chart/chart.css";
import { useChart } from "../../chart/chart-queries.ts";
import { ResultsList } from "../../chart/results-list.tsx";
import { Page } from "../../shell/page.tsx";

/** The patient's results by name. */
export function ResultsPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const chart = useChart(patientId);
  return (
    <Page title="Results">
      {chart.isError && (
        <ErrorState what="The results" message={errorText(chart.error)} onRetry={() => void chart.refetch()} />
      )}
      {chart.isPending && <LoadingState rows={6} />}
      {chart.data?.observations.length === 0 && (
        <EmptyState title="No results">Results of tests appear here.</EmptyState>
      )}
      {chart.data && chart.data.observations.length > 0 && (
        <section className="w-panel" aria-label="Results by name">
          <ResultsList patientId={patientId} observations={chart.data.observations} />
        </section>
      )}
    </Page>
  );
}
