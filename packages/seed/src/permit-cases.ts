import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

const CASES = [
  { kind: "referral", number: "RF-204417", status: "approved", from: -20, until: 70, units: 4, diagnosis: "M54.50" },
  { kind: "referral", number: "RF-198820", status: "approved", from: -120, until: -5, units: 3, diagnosis: "I10" },
  { kind: "authorization", number: null, status: "requested", from: 0, until: 90, units: 6, diagnosis: "M17.11" },
  {
    kind: "authorization",
    number: "PA 77120934",
    status: "approved",
    from: -3,
    until: 60,
    units: 2,
    diagnosis: "L82.1",
  },
] as const;

/** In the demonstration a few plans have allowed something, one not any more, and one has not decided yet. */
export async function permitCases(
  practice: ScriptedPractice,
  options: { readonly seed: string; readonly today: LocalDate; readonly registered: readonly Registered[] },
): Promise<void> {
  const { seed, today } = options;
  const desk = actorOf(staffByKey("brooks"));
  const insured = options.registered.filter(({ patient }) => patient.coverage);
  for (const [index, one] of CASES.entries()) {
    const somebody = insured[index * 2];
    const coverage = somebody?.patient.coverage;
    if (!somebody || !coverage) return;
    await practice.run(
      "billing",
      "savePermit",
      {
        permitId: seededId<"permit">(seed, `permit/${index}`),
        patientId: somebody.patientId,
        coverageId: coverage.coverageId,
        kind: one.kind,
        number: one.number,
        fromName: one.kind === "referral" ? "Dr. Ruth Castellano" : "",
        fromNpi: null,
        toStaffId: null,
        diagnosis: one.diagnosis,
        codes: [],
        units: one.units,
        from: addDays(today, one.from),
        until: addDays(today, one.until),
        status: one.status,
        note: "",
        version: null,
      },
      desk,
    );
  }
}
