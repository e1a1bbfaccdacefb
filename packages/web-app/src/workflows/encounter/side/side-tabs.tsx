import { Tabs } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import { errorText } from "../../../api/domain-error.ts";
import { AllergiesPanel } from "../../../chart/allergies-panel.tsx";
import { useChart } from "../../../chart/chart-queries.ts";
import type { Code } from "../../../chart/code-searches.tsx";
import { HistoriesPanel } from "../../../chart/histories/histories-panel.tsx";
import { MedicationsPanel } from "../../../chart/medications-panel.tsx";
import { ProblemsPanel } from "../../../chart/problems-panel.tsx";
import { ResultsList } from "../../../chart/results-list.tsx";
import { GrowthLink } from "../../../chart/growth-link.tsx";
import { VitalsFlowsheet } from "../../../chart/vitals-flowsheet.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { TelephoneNotes } from "../telephone-notes.tsx";
import { PriorNotes, type CarryOver } from "./prior-notes.tsx";

export const sideTabs = ["meds", "problems", "vitals", "results", "prior", "history"] as const;
export type SideTab = (typeof sideTabs)[number];
const names: { readonly [T in SideTab]: string } = {
  meds: "Meds, allergies",
  problems: "Problems",
  vitals: "Vitals",
  results: "Results",
  prior: "Prior notes",
  history: "History",
};

interface Props {
  readonly encounter: Encounter;
  readonly tab: SideTab;
  readonly onTab: (tab: SideTab) => void;
  /** Absent where the note can't be written in. */
  readonly onUseDiagnosis?: (code: Code) => void;
  /** Absent where the note can’t be written in. */
  readonly onInsert?: (section: NoteSection, text: string) => void;
  readonly carry?: CarryOver;
}

/** The chart beside the note: F9 goes on to the next panel. */
export function SideTabs({ encounter, tab, onTab, onUseDiagnosis, onInsert, carry }: Props) {
  const chart = useChart(encounter.patientId);
  return (
    <aside className="e-side" aria-label="Chart">
      <Tabs value={tab} onChange={(value) => onTab(sideTabs.find((one) => one === value) ?? "meds")}>
        <Tabs.List>
          {sideTabs.map((one) => (
            <Tabs.Tab key={one} value={one} px={9}>
              {names[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="sm">
          {chart.isError && (
            <ErrorState what="The chart" message={errorText(chart.error)} onRetry={() => void chart.refetch()} />
          )}
          {chart.isPending && <LoadingState rows={5} />}
          {chart.data && tab === "meds" && (
            <div style={{ display: "grid", gap: 12 }}>
              <AllergiesPanel patientId={encounter.patientId} list={chart.data.allergies} />
              <MedicationsPanel
                patientId={encounter.patientId}
                reviewedAt={chart.data.medications.reviewedAt}
                entries={chart.data.medications.entries}
              />
            </div>
          )}
          {chart.data && tab === "problems" && (
            <ProblemsPanel
              patientId={encounter.patientId}
              problems={chart.data.problems}
              {...(onUseDiagnosis ? { onUse: onUseDiagnosis } : {})}
            />
          )}
          {chart.data && tab === "vitals" && (
            <section className="w-panel" data-field="vitals" aria-label="Vital signs">
              <GrowthLink patientId={encounter.patientId} />
              <VitalsFlowsheet
                sets={chart.data.vitals}
                {...(onInsert ? { onInsert: (text: string) => onInsert("exam", text) } : {})}
              />
            </section>
          )}
          {chart.data && tab === "results" && (
            <ResultsList patientId={encounter.patientId} observations={chart.data.observations} />
          )}
          {tab === "history" && (
            <HistoriesPanel
              patientId={encounter.patientId}
              {...(onInsert ? { onInsert: (text: string) => onInsert("hpi", text) } : {})}
            />
          )}
          {chart.data && tab === "prior" && (
            <>
              <PriorNotes
                encounter={encounter}
                encounters={chart.data.encounters.filter((one) => one.encounterId !== encounter.encounterId)}
                {...(carry ? { carry } : {})}
              />
              <TelephoneNotes patientId={encounter.patientId} readOnly />
            </>
          )}
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}
