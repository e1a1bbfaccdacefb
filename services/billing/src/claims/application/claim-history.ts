import { claimChanged } from "@practicum/contracts/billing/claims";
import type { ClaimStatus } from "../domain/claim-status.ts";
import { actorName, type BillingContext } from "../../application/context.ts";

/** Adds to a claim's history, which is only ever added to. */
export async function recordClaimEvent(
  context: BillingContext,
  claimId: string,
  event: { readonly what: string; readonly detail: string; readonly fileId?: string | null },
): Promise<void> {
  await context.tx
    .insertInto("claim_event")
    .values({
      claim_id: claimId,
      at: context.now,
      what: event.what,
      detail: event.detail,
      by_name: actorName(context.actor),
      file_id: event.fileId ?? null,
    })
    .execute();
}

/** Tells the others where a claim stands now. */
export function tellClaim(
  context: BillingContext,
  claim: {
    readonly claim_id: string;
    readonly patient_id: string;
    readonly encounter_id: string;
    readonly number: string;
  },
  status: ClaimStatus,
): void {
  context.emit(claimChanged, {
    claimId: claim.claim_id,
    patientId: claim.patient_id,
    encounterId: claim.encounter_id,
    number: claim.number,
    status,
  });
}

export function errorWords(count: number): string {
  if (count === 0) return "No errors found";
  return count === 1 ? "1 error to mend" : `${count} errors to mend`;
}
