import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Remittance835 } from "@practicum/x12/835/types";
import type { Selectable } from "kysely";
import type { AdjudicationSums } from "../domain/decide-posting.ts";
import { dispositionOf } from "../domain/adjustment-policy.ts";
import { paymentAmount } from "../domain/check-remittance.ts";
import type { BillingSchema } from "./schema.ts";

type BillingTx = Tx<BillingSchema>;
export type RemittanceClaimRow = Selectable<BillingSchema["remittance_claim"]>;

export const REMITTANCE_CLAIM_COLUMNS = [
  "remittance_claim_id",
  "sequence",
  "remittance_id",
  "position",
  "claim_number",
  "claim_id",
  "patient_id",
  "status_code",
  "outcome",
  "billed",
  "paid",
  "patient_responsibility",
  "payer_claim_number",
  "content",
  "problem",
  "posted",
  "set_aside_because",
] as const;

/**
 * Keeps a remittance once (BIL-38): payer, trace, amount and day name it, whatever file it comes in. A concurrent second one
 * waits for the first and then finds it there.
 * @returns false when it was there.
 */
export async function insertRemittance(
  tx: BillingTx,
  remittance: Remittance835,
  about: { readonly remittanceId: string; readonly fileId: string; readonly at: string },
): Promise<boolean> {
  const row = await tx
    .insertInto("remittance")
    .values({
      remittance_id: about.remittanceId,
      file_id: about.fileId,
      payer_name: remittance.payer.name,
      payer_code: remittance.trace.payerId,
      trace: remittance.trace.number,
      payment_date: remittance.payment.date,
      total: paymentAmount(remittance),
      provider_adjustments: json([...remittance.providerAdjustments]),
      received_at: about.at,
    })
    .onConflict((conflict) => conflict.columns(["payer_code", "trace", "total", "payment_date"]).doNothing())
    .returning("remittance_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function lockRemittanceClaim(tx: BillingTx, id: string): Promise<RemittanceClaimRow | null> {
  return (
    (await tx
      .selectFrom("remittance_claim")
      .select(REMITTANCE_CLAIM_COLUMNS)
      .where("remittance_claim_id", "=", id)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}

/** Rows about a claim that wait for a person, by its number, the oldest first. */
export async function waitingFor(tx: BillingTx, claimNumber: string): Promise<RemittanceClaimRow[]> {
  return tx
    .selectFrom("remittance_claim")
    .select(REMITTANCE_CLAIM_COLUMNS)
    .where("claim_number", "=", claimNumber)
    .where("posted", "=", false)
    .where("set_aside_because", "is", null)
    .where("outcome", "=", "mismatch")
    .orderBy("sequence")
    .execute();
}

/** What payers decided on a claim so far: the sums over what was posted. A refusal that a later decision replaced does not count. */
export async function adjudicationOf(tx: BillingTx, claimId: string): Promise<AdjudicationSums> {
  const rows = await tx
    .selectFrom("remittance_claim")
    .select(["content", "paid", "outcome"])
    .where("claim_id", "=", claimId)
    .where("posted", "=", true)
    .execute();
  const sums = { paid: 0, patient: 0, contractual: 0, denied: 0 };
  for (const { content, paid } of rows) {
    sums.paid += paid;
    for (const one of [...content.adjustments, ...content.lines.flatMap((line) => line.adjustments)]) {
      const disposition = dispositionOf(one.group, one.reason);
      if (disposition === "contractual") sums.contractual += one.amount;
      if (disposition === "patient") sums.patient += one.amount;
    }
  }
  sums.denied = await deniedOn(tx, claimId);
  return sums;
}

/** What stands refused: of the denials that no later decision replaced. */
async function deniedOn(tx: BillingTx, claimId: string): Promise<number> {
  const rows = await tx
    .selectFrom("denial")
    .select("amount")
    .where("claim_id", "=", claimId)
    .where("status", "<>", "overturned")
    .execute();
  return rows.reduce((sum, row) => sum + row.amount, 0);
}
