import { ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

/** A practice that is smaller has nobody to spare whose chart does not open to everybody. */
const PATIENTS_MIN = 60;

/**
 * One of the patients works here: the chart opens to who treats her, to one physician, and to the assistants and billers. A physician assistant who
 * covered opened it with a reason, which waits for its review.
 */
export async function restrictedCase(
  practice: ScriptedPractice,
  about: { readonly seed: string; readonly today: LocalDate; readonly registered: readonly Registered[] },
): Promise<void> {
  const { seed, today, registered } = about;
  if (registered.length < PATIENTS_MIN) return;
  const who = registered.findLast(({ patient }) => ageInYears(patient.birthDate, today) >= 25);
  if (!who) return;
  const { patientId } = who;
  await practice.run(
    "charting",
    "restrictChart",
    {
      restrictionId: seededId<"restriction">(seed, "restricted/colleague"),
      patientId,
      class: "staff-as-patient",
      shuts: "others",
      staffIds: [staffByKey("alvarez").staffId],
      roles: ["medical-assistant", "biller", "practice-manager"],
      reason: "Works at our front desk on weekends, and asked that colleagues do not read along.",
      replaces: null,
    },
    actorOf(staffByKey("whitfield")),
  );
  // One problem of hers is kept apart beyond that: the assistants, who are let in, see it on the day of a visit alone.
  const { problems } = await practice.run("charting", "getChart", { patientId }, actorOf(staffByKey("alvarez")));
  const [problem] = problems;
  if (problem)
    await practice.run(
      "charting",
      "setFactClass",
      {
        entryId: seededId<"fact-class">(seed, "restricted/apart"),
        patientId,
        factId: problem.problemId,
        class: "reproductive",
        says: "set",
        reason: "She asked that it is not read in the rooms where she works.",
        baseVersion: 0,
      },
      actorOf(staffByKey("alvarez")),
    );
  const covering = actorOf(staffByKey("okafor"));
  const access = await practice.run("charting", "chartAccess", { patientId }, covering);
  // Who treats her needs no reason.
  if (access.mayBreakGlass)
    await practice.run(
      "charting",
      "breakGlass",
      {
        entryId: seededId<"glass">(seed, "restricted/covering"),
        patientId,
        reason: "covering",
        words: "Called after hours about a rash after a new medicine; looked at allergies and the medication list.",
      },
      covering,
    );
  await practice.settle();
}
