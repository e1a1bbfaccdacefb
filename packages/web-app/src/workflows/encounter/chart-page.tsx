import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useParams } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { AllergiesPanel } from "../../chart/allergies-panel.tsx";
import "../../chart/chart.css";
import { useChart } from "../../chart/chart-queries.ts";
import { GrowthLink } from "../../chart/growth-link.tsx";
import { HistoriesPanel } from "../../chart/histories/histories-panel.tsx";
import { ImmunizationsPanel } from "../../chart/immunizations/immunizations-panel.tsx";
import { MedicationsPanel } from "../../chart/medications-panel.tsx";
import { ProblemsPanel } from "../../chart/problems-panel.tsx";
import { FactMark } from "../../chart/sensitive/fact-mark.tsx";
import { VitalsFlowsheet } from "../../chart/vitals-flowsheet.tsx";
import { Page } from "../../shell/page.tsx";

/** The chart's lists on one page. */
export function ChartPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const chart = useChart(patientId);
  return (
    <Page title="Chart">
      {chart.isError && (
        <ErrorState what="The chart" message={errorText(chart.error)} onRetry={() => void chart.refetch()} />
      )}
      {chart.isPending && <LoadingState rows={10} />}
      {chart.data && (
        <div className="c-columns">
          <div className="c-stack">
            <ProblemsPanel patientId={patientId} problems={chart.data.problems} />
            <AllergiesPanel patientId={patientId} list={chart.data.allergies} />
            <MedicationsPanel
              patientId={patientId}
              reviewedAt={chart.data.medications.reviewedAt}
              entries={chart.data.medications.entries}
            />
            <HistoriesPanel patientId={patientId} />
          </div>
          <div className="c-stack">
            <section className="w-panel" aria-label="Vital signs">
              <header>
                <h2>Vital signs</h2>
                <GrowthLink patientId={patientId} />
              </header>
              <VitalsFlowsheet sets={chart.data.vitals} />
            </section>
            <ImmunizationsPanel patientId={patientId} immunizations={chart.data.immunizations} />
            <section className="w-panel" aria-label="Past procedures">
              <header>
                <h2>Past procedures</h2>
              </header>
              {chart.data.procedures.length === 0 && <div className="c-dim">None is listed.</div>}
              <ul className="c-list">
                {chart.data.procedures.map((one) => (
                  <li key={one.procedureId}>
                    <span style={{ flex: 1 }}>{one.label}</span>
                    <span className="c-dim">{one.performedOn ? formatDate(one.performedOn) : "date unknown"}</span>
                    <FactMark patientId={patientId} factId={one.procedureId} name={one.label} />
                  </li>
                ))}
              </ul>
            </section>
          </div>
        </div>
      )}
    </Page>
  );
}
