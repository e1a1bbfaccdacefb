import type { Id } from "@practicum/kernel/brand";
import { dateIn } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, staffByKey, type DemoStaff } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { openedNote } from "./encounters.ts";
import type { PathStep, Stage } from "./lesson.ts";
import { alreadyRegistered, person, type Person } from "./people.ts";
import { appointmentId, broughtTo, WELL } from "./visits.ts";

/** Two visits of one morning that look alike: the one that a lesson is about, and the one that a hurried person takes for it. */
export interface Pair {
  readonly seed: string;
  readonly patient: Person;
  readonly other: Person;
  readonly today: LocalDate;
  readonly visit: Id<"appointment">;
  readonly others: Id<"appointment">;
}

/** @param ages years, from and to. */
export function pairOf(
  lesson: string,
  { seed, now, timeZone }: Stage,
  ages: readonly [from: number, to: number],
): Pair {
  const today = dateIn(now, timeZone);
  return {
    seed,
    patient: person(seed, `${lesson}/patient`, today, ages),
    other: person(seed, `${lesson}/other`, today, ages),
    today,
    visit: appointmentId(seed, `${lesson}/visit`),
    others: appointmentId(seed, `${lesson}/others`),
  };
}

/** One of a pair, where the lesson begins. */
export interface OfPair {
  readonly key: "patient" | "other";
  readonly patientId: Id<"patient">;
  readonly visit: Id<"appointment">;
  readonly encounterId: Id<"encounter">;
}

/** Registers both and brings both visits as far as the lesson begins. */
export async function bothBrought(
  practice: PracticePort,
  lesson: string,
  pair: Pair,
  how: {
    readonly provider: DemoStaff;
    readonly type: string;
    readonly reasons: readonly [patient: string, other: string];
    readonly to: Parameters<typeof broughtTo>[2];
  },
): Promise<readonly OfPair[]> {
  const both: OfPair[] = [];
  for (const [key, one, visit, reason] of [
    ["patient", pair.patient, pair.visit, how.reasons[0]],
    ["other", pair.other, pair.others, how.reasons[1]],
  ] as const) {
    const patientId = await alreadyRegistered(practice, one, lesson);
    const { provider, type, to } = how;
    const staged = { appointmentId: visit, patientId, provider, type, date: pair.today, reason, squeezed: false };
    both.push({ key, patientId, visit, encounterId: await broughtTo(practice, staged, to) });
  }
  return both;
}

/** Somebody who is well, knows of no allergy and whose list of medicines was gone through. */
export async function foundWell(
  practice: PracticePort,
  seed: string,
  { patientId, encounterId }: Pick<OfPair, "patientId" | "encounterId">,
): Promise<void> {
  const assistant = actorOf(staffByKey("kim"));
  const vitalsId = seededId<"vitals">(seed, `${encounterId}/vitals`);
  await practice.run("charting", "recordVitals", { vitalsId, patientId, encounterId, ...WELL }, assistant);
  await practice.run("charting", "setNoKnownAllergies", { patientId }, assistant);
  await practice.run("charting", "reviewMedications", { patientId }, assistant);
}

/** A provider's signature under the note of a visit. */
export function signed(visit: Id<"appointment">, as: DemoStaff): PathStep {
  return {
    name: "sign",
    async run(practice) {
      const { encounterId, patientId } = await openedNote(practice, visit, as);
      await practice.run("charting", "signEncounter", { encounterId, patientId, supervisorId: null }, actorOf(as));
    },
  };
}
