import type { Id } from "@practicum/kernel/brand";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { coded, wrote, type Coded } from "./encounters.ts";
import { foundWell, signed, type OfPair, type Pair } from "./pair.ts";
import { alreadyRegistered } from "./people.ts";
import { broughtTo, type StagedVisit } from "./visits.ts";

const kim = staffByKey("kim");
const alvarez = staffByKey("alvarez");

/** A short visit of somebody who is new to the practice. */
export const NEW_VISIT = { code: "99202", label: "Office visit, new patient" };

/**
 * A visit of this morning by people who do everything right, from the counter to the signature.
 * @returns its encounter.
 */
export async function seenAndSigned(
  practice: ScriptedPractice,
  seed: string,
  visit: Omit<StagedVisit, "start">,
  ...procedures: readonly Coded[]
): Promise<Id<"encounter">> {
  const { patientId, appointmentId, provider } = visit;
  const encounterId = await broughtTo(practice, visit, "ready");
  await foundWell(practice, seed, { patientId, encounterId });
  await wrote(practice, appointmentId, kim, { reason: "Cough for a week" });
  await wrote(practice, appointmentId, provider, {
    hpi: "A week of cough and runny nose, no fever, no trouble breathing.",
    ros: "Otherwise well.",
    exam: "Throat red, lungs clear, no adenopathy.",
    assessment: "Acute upper respiratory infection, mild.",
    plan: "Fluids and rest; back if it lasts beyond two weeks.",
  });
  await coded(
    practice,
    appointmentId,
    provider,
    { code: "J06.9", label: "Acute upper respiratory infection" },
    ...procedures,
  );
  await signed(appointmentId, provider).run(practice);
  return encounterId;
}

/**
 * Registers both of a pair, and has both seen and signed on this morning.
 * @param done what was done, by whose visit it is; none leaves the note without a code.
 * @param before what there is of each before the visit: a coverage, a payment.
 */
export async function bothSeen(
  practice: ScriptedPractice,
  lesson: string,
  pair: Pair,
  done: (key: OfPair["key"]) => readonly Coded[],
  before: (one: Pick<OfPair, "key" | "patientId">) => Promise<void> = async () => {},
): Promise<readonly OfPair[]> {
  const both: OfPair[] = [];
  for (const [key, one, visit] of [
    ["patient", pair.patient, pair.visit],
    ["other", pair.other, pair.others],
  ] as const) {
    const patientId = await alreadyRegistered(practice, one, lesson);
    await before({ key, patientId });
    const staged = { appointmentId: visit, patientId, provider: alvarez, date: pair.today, squeezed: false };
    const cough = { ...staged, type: "acute", reason: "Cough" };
    both.push({ key, patientId, visit, encounterId: await seenAndSigned(practice, pair.seed, cough, ...done(key)) });
  }
  return both;
}

/** Releases a visit's charges: the claim is built, or the patient who pays alone owes them. */
export async function released(practice: ScriptedPractice, encounterId: Id<"encounter">): Promise<void> {
  await practice.run("billing", "releaseCharges", { encounterIds: [encounterId] }, actorOf(staffByKey("nair")));
}

/** Releases a visit's charges and sends its claim. @returns the claim. */
export async function claimed(
  practice: ScriptedPractice,
  encounterId: Id<"encounter">,
  patientId: Id<"patient">,
): Promise<Id<"claim">> {
  const biller = actorOf(staffByKey("nair"));
  await released(practice, encounterId);
  const claimId = await claimOf(practice, encounterId, patientId);
  await practice.run("billing", "submitClaims", { claimIds: [claimId] }, biller);
  return claimId;
}

async function claimOf(
  practice: ScriptedPractice,
  encounterId: Id<"encounter">,
  patientId: Id<"patient">,
): Promise<Id<"claim">> {
  const biller = actorOf(staffByKey("nair"));
  const { claims } = await practice.run(
    "billing",
    "listClaims",
    { statuses: [], patientId, before: null, limit: 50 },
    biller,
  );
  for (const { claimId } of claims) {
    const claim = await practice.run("billing", "getClaim", { claimId }, biller);
    if (claim.encounterId === encounterId) return claimId;
  }
  throw new Error("the visit has no claim");
}
