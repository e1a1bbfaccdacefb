import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useParams } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { AllergiesPanel } from "../../chart/allergies-panel.tsx";
import "../../chart/chart.css";
import { useChart } from "../../chart/chart-queries.ts";
import { MedicationsPanel } from "../../chart/medications-panel.tsx";
import { Page } from "../../shell/page.tsx";

/** Medications and allergies side by side: neither is changed without the other in sight. */
export function MedsPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const chart = useChart(patientId);
  return (
    <Page title="Medications">
      {chart.isError && (
        <ErrorState what="The medications" message={errorText(chart.error)} onRetry={() => void chart.refetch()} />
      )}
      {chart.isPending && <LoadingState rows={6} />}
      {chart.data && (
        <div className="c-columns">
          <MedicationsPanel
            patientId={patientId}
            reviewedAt={chart.data.medications.reviewedAt}
            entries={chart.data.medications.entries}
          />
          <AllergiesPanel patientId={patientId} list={chart.data.allergies} />
        </div>
      )}
    </Page>
  );
}
