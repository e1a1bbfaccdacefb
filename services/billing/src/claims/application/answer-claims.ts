import type { AckReading } from "../../exchange/domain/acknowledgment.ts";
import { afterAnswer } from "../domain/claim-status.ts";
import { endsUndecided } from "../domain/claim-void.ts";
import { attemptsIn } from "../sql/submissions.ts";
import { changeClaim, lockClaims, type ClaimRow } from "../sql/claims.ts";
import { recordClaimEvent, tellClaim } from "./claim-history.ts";
import type { BillingContext } from "../../application/context.ts";

export interface ClaimAnswer extends AckReading {
  /** The payer's own number of the claim, when it gave one. */
  readonly payerClaimNumber?: string;
}

/**
 * Takes answers about the claims that went out in a file (BIL-27). An answer to an earlier attempt is history only; a late or
 * repeated one changes nothing.
 * @returns how many claims were answered.
 */
export async function answerClaims(
  context: BillingContext,
  sentFileId: string,
  answerFileId: string,
  answerTo: (claimNumber: string) => ClaimAnswer | null,
): Promise<number> {
  const attempts = await attemptsIn(context.tx, sentFileId);
  let answered = 0;
  for (const claim of await lockClaims(context.tx, [...attempts.keys()])) {
    const answer = answerTo(claim.number);
    if (!answer) continue;
    answered += 1;
    await answerClaim(context, claim, attempts.get(claim.claim_id) === claim.attempt, answer, answerFileId);
  }
  return answered;
}

async function answerClaim(
  context: BillingContext,
  claim: ClaimRow,
  current: boolean,
  reading: ClaimAnswer,
  fileId: string,
): Promise<void> {
  const { tx, now } = context;
  const what = { acknowledged: "Acknowledged", accepted: "Accepted", rejected: "Rejected" }[reading.answer];
  const answered = current ? afterAnswer(claim.status, reading.answer) : claim.status;
  const { frequency, before_void: before } = claim;
  // BIL-491: nothing was decided, so nothing else follows.
  const status = current && endsUndecided({ status: answered, frequency, before }) ? "voided" : answered;
  await recordClaimEvent(context, claim.claim_id, {
    what: current ? what : `${what} (an earlier attempt)`,
    detail: reading.detail,
    fileId,
  });
  if (status === claim.status && !reading.payerClaimNumber) return;
  await changeClaim(tx, claim, now, {
    status,
    payer_claim_number: claim.payer_claim_number ?? reading.payerClaimNumber ?? null,
  });
  if (status !== claim.status) tellClaim(context, claim, status);
}
