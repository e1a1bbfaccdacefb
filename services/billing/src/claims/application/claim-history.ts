import { claimChanged } from "@practicum/contracts/billing/claims";
import type { ClaimStatus } from "../domain/claim-status.ts";
import { insertClaimEvents } from "../sql/claim-events.ts";
import { actorName, type BillingContext } from "../../application/context.ts";

/** What happened to a claim, as its history says it. */
export interface ClaimEvent {
  readonly what: string;
  readonly detail: string;
  readonly fileId?: string | null;
}

/** Adds to a claim's history. */
export async function recordClaimEvent(
  context: BillingContext,
  claimId: string,
  ...events: ClaimEvent[]
): Promise<void> {
  const { now: at, actor } = context;
  await insertClaimEvents(
    context.tx,
    events.map(({ what, detail, fileId }) => ({
      claim_id: claimId,
      at,
      what,
      detail,
      by_name: actorName(actor),
      file_id: fileId ?? null,
    })),
  );
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
  return count === 1 ? "1 error to fix" : `${count} errors to fix`;
}
