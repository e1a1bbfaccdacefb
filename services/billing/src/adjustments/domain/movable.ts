import type { Cents } from "@practicum/kernel/money";
import type { ClaimStatus } from "../../claims/domain/claim-status.ts";
import { isUnsent } from "../../claims/domain/claim-status.ts";
import { mayBillPatient } from "../../remittance/domain/adjustment-policy.ts";

/** A claim with what is open on it. */
export interface OpenBalance {
  readonly status: ClaimStatus;
  /** Its payer has it, and is or was asked to void it. */
  readonly voids?: boolean;
  /** The payer's receivable of the claim. */
  readonly payerOwes: Cents;
  /** What the patient owes for the visit. */
  readonly patientOwes: Cents;
  /** Refusals that nobody has settled yet. */
  readonly denials: readonly { readonly group: string; readonly amount: Cents }[];
}

export type Movable =
  /** At most this much may change sides; `wholeOnly` where the claim is given up with it. */
  { readonly kind: "up-to"; readonly max: Cents; readonly wholeOnly: boolean } | { readonly kind: "out" };

/**
 * BIL-108: what may be moved to the patient: of a claim that was not sent or was rejected all of it, and the claim is void then; of a
 * decided one what no refusal holds; of one that its payer voided all that is open. While a void waits nothing moves. A refusal that is not the patient's (CO, OA, PI) never is (BIL-36); one that is has its own way.
 * A claim that is out with the payer has to be answered first.
 */
export function movableToPatient(claim: OpenBalance): Movable {
  // BIL-491: what the payer gave back is anybody's to place.
  if (claim.status === "voided" && claim.voids)
    return { kind: "up-to", max: Math.max(0, claim.payerOwes), wholeOnly: false };
  if (!claim.voids && (isUnsent(claim.status) || claim.status === "rejected"))
    return { kind: "up-to", max: Math.max(0, claim.payerOwes), wholeOnly: true };
  if (!isDecided(claim.status)) return { kind: "out" };
  const refused = claim.denials.reduce((sum, one) => sum + one.amount, 0);
  return { kind: "up-to", max: Math.max(0, claim.payerOwes - refused), wholeOnly: false };
}

/** What may be moved back to the payer: what the patient owes for the visit, of a claim that was decided. */
export function movableToPayer(claim: OpenBalance): Movable {
  if (!isDecided(claim.status)) return { kind: "out" };
  return { kind: "up-to", max: Math.max(0, claim.patientOwes), wholeOnly: false };
}

/** Whether what a patient is asked for was refused as somebody else's: said instead of a bare "too much". */
export function heldByRefusal(claim: OpenBalance): boolean {
  return claim.denials.some((one) => !mayBillPatient(one.group));
}

function isDecided(status: ClaimStatus): boolean {
  return status === "paid" || status === "partly-denied" || status === "denied" || status === "closed";
}
