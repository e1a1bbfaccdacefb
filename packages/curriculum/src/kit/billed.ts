import type { Id } from "@practicum/kernel/brand";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { coded, wrote } from "./encounters.ts";
import { foundWell, signed } from "./pair.ts";
import { broughtTo, type StagedVisit } from "./visits.ts";

const kim = staffByKey("kim");

/**
 * A visit of this morning by people who do everything right, from the counter to the signature.
 * @returns its encounter.
 */
export async function seenAndSigned(
  practice: ScriptedPractice,
  seed: string,
  visit: Omit<StagedVisit, "start">,
  procedure: { readonly code: string; readonly label: string },
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
    procedure,
  );
  await signed(appointmentId, provider).run(practice);
  return encounterId;
}

/** Releases a visit's charges and sends its claim. @returns the claim. */
export async function claimed(
  practice: ScriptedPractice,
  encounterId: Id<"encounter">,
  patientId: Id<"patient">,
): Promise<Id<"claim">> {
  const biller = actorOf(staffByKey("nair"));
  await practice.run("billing", "releaseCharges", { encounterIds: [encounterId] }, biller);
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
