import type { AckReading } from "../../exchange/domain/acknowledgment.ts";
import { afterAnswer } from "../domain/claim-status.ts";
import { lockClaims, type ClaimRow } from "../sql/claims.ts";
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
  const sent = await context.tx
    .selectFrom("claim_submission")
    .select(["claim_id", "attempt"])
    .where("file_id", "=", sentFileId)
    .execute();
  const attempts = new Map(sent.map((row) => [row.claim_id, row.attempt]));
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
  const status = current ? afterAnswer(claim.status, reading.answer) : claim.status;
  await recordClaimEvent(context, claim.claim_id, {
    what: current ? what : `${what} (an earlier attempt)`,
    detail: reading.detail,
    fileId,
  });
  if (status === claim.status && !reading.payerClaimNumber) return;
  await tx
    .updateTable("claim")
    .set({
      status,
      ...(status === claim.status ? {} : { status_since: now }),
      payer_claim_number: claim.payer_claim_number ?? reading.payerClaimNumber ?? null,
      version: claim.version + 1,
    })
    .where("claim_id", "=", claim.claim_id)
    .execute();
  if (status !== claim.status) tellClaim(context, claim, status);
}

/** A file of ours by the number that an acknowledgment gives back. */
export async function sentFile(
  { tx }: BillingContext,
  by: { readonly controlNumber: number } | { readonly reference: string },
): Promise<{ file_id: string; kind: string } | null> {
  const query = tx.selectFrom("exchange_file").select(["file_id", "kind"]).where("direction", "=", "out");
  const found =
    "controlNumber" in by
      ? query.where("control_number", "=", by.controlNumber)
      : query.where("reference", "=", by.reference);
  return (await found.executeTakeFirst()) ?? null;
}
