import type { Allergy, AllergyList, EncounterSummary, Medication, Problem, VitalsRecord } from "./chart-types.ts";

interface Chart {
  readonly problems: readonly Problem[];
  readonly allergies: { readonly status: AllergyList["status"]; readonly entries: readonly Allergy[] };
  readonly medications: { readonly entries: readonly Medication[] };
  /** The newest first. */
  readonly vitals: readonly VitalsRecord[];
  /** The newest first. */
  readonly encounters: readonly EncounterSummary[];
}

export interface ChartDigest {
  readonly problems: readonly Problem[];
  /** Whether anybody asked stays apart from what was said. */
  readonly allergies: { readonly status: AllergyList["status"]; readonly active: readonly Allergy[] };
  readonly medications: readonly Medication[];
  /** The last set that is not struck as an error. */
  readonly vitals: VitalsRecord | null;
  readonly visits: readonly EncounterSummary[];
}

/** What holds now of a chart: nothing ended, resolved or entered in error; of the visits, the last few. */
export function digestChart(chart: Chart, visitsMax = 3): ChartDigest {
  return {
    problems: chart.problems.filter((one) => one.status === "active"),
    allergies: {
      status: chart.allergies.status,
      active: chart.allergies.entries.filter((one) => one.status === "active"),
    },
    medications: chart.medications.entries.filter((one) => one.status === "active"),
    vitals: chart.vitals.find((set) => !set.enteredInError) ?? null,
    visits: chart.encounters.slice(0, visitsMax),
  };
}
