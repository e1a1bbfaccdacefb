import type { Instant } from "@practicum/kernel/instant";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import type { Allergy, AllergyList, EncounterSummary, Medication, Problem, VitalsRecord } from "./chart-types.ts";

export interface Chart {
  readonly problems: readonly Problem[];
  readonly allergies: { readonly status: AllergyList["status"]; readonly entries: readonly Allergy[] };
  readonly medications: { readonly reviewedAt: Instant | null; readonly entries: readonly Medication[] };
  /** The newest first. */
  readonly vitals: readonly VitalsRecord[];
  /** The newest first. */
  readonly encounters: readonly EncounterSummary[];
}

/** An active problem with the last note that names it. */
export interface ProblemLine extends Problem {
  /** Null where no note of this practice names its code: that says nothing about whether anybody looked at it. */
  readonly lastIn: EncounterSummary | null;
}

/** Something that was begun and not ended; `tab` is the page of the patient on which it can be ended. */
export interface OpenLoop {
  readonly key: string;
  readonly text: string;
  readonly tab: string;
  readonly urgent: boolean;
}

export interface ChartDigest {
  readonly problems: readonly ProblemLine[];
  /** Whether anybody asked stays apart from what was said. */
  readonly allergies: { readonly status: AllergyList["status"]; readonly active: readonly Allergy[] };
  readonly medications: readonly Medication[];
  readonly visits: readonly EncounterSummary[];
}

/** What holds now of a chart: nothing ended, resolved or entered in error; of the visits, the last few. */
export function digestChart(chart: Chart, visitsMax = 5): ChartDigest {
  return {
    problems: chart.problems
      .filter((one) => one.status === "active")
      .map((one) => ({ ...one, lastIn: lastNoteOf(one, chart.encounters) })),
    allergies: {
      status: chart.allergies.status,
      active: chart.allergies.entries.filter((one) => one.status === "active"),
    },
    medications: chart.medications.entries.filter((one) => one.status === "active"),
    // limit: the last few, under a title that leads to all.
    visits: chart.encounters.slice(0, visitsMax),
  };
}

function lastNoteOf({ code }: Problem, encounters: readonly EncounterSummary[]): EncounterSummary | null {
  if (code === null) return null;
  return encounters.find((one) => one.status !== "open" && one.diagnoses.some((it) => it.code === code)) ?? null;
}

/** What is still open in this chart, the urgent first. `today` is the practice's day. */
export function openLoops(chart: Chart, today: LocalDate): OpenLoop[] {
  const loops: OpenLoop[] = [];
  for (const set of chart.vitals) {
    if (set.enteredInError || set.told !== null || !set.abnormal.some((one) => one.critical)) continue;
    loops.push({
      key: set.vitalsId,
      text: "Critical vital signs, and nobody said that the provider was told",
      tab: "rooming",
      urgent: true,
    });
  }
  if (chart.allergies.status === "not-asked")
    loops.push({ key: "allergies", text: "Nobody asked for allergies", tab: "meds", urgent: true });
  for (const note of chart.encounters) {
    const of = `Note of ${formatDate(note.serviceDate)}, ${note.providerName}`;
    const tab = `visit/${note.encounterId}`;
    if (note.status === "open" && note.serviceDate < today)
      loops.push({ key: note.encounterId, text: `${of}: not signed`, tab, urgent: false });
    if (note.status === "awaiting-cosign")
      loops.push({ key: note.encounterId, text: `${of}: awaits co-signature`, tab, urgent: false });
  }
  if (chart.medications.reviewedAt === null && chart.medications.entries.some((one) => one.status === "active"))
    loops.push({
      key: "medications",
      text: "Medications were never reviewed with the patient",
      tab: "meds",
      urgent: false,
    });
  return loops;
}
