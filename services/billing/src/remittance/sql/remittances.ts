import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Remittance835 } from "@practicum/x12/835/types";
import { sql, type Selectable } from "kysely";
import type { AdjudicationSums, NetEntry } from "../domain/decide-posting.ts";
import { paymentAmount } from "../domain/check-remittance.ts";
import type { BillingSchema } from "../../sql/schema.ts";

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

/** Whether the remittance that is kept under this one's key says the same: the same claims in the same order, and the same PLB. */
export async function saysTheSame(tx: BillingTx, remittance: Remittance835): Promise<boolean> {
  const { same } = await tx
    .selectFrom("remittance as r")
    .where("r.payer_code", "=", remittance.trace.payerId)
    .where("r.trace", "=", remittance.trace.number)
    .where("r.total", "=", paymentAmount(remittance))
    .where("r.payment_date", "=", remittance.payment.date)
    .select(
      sql<boolean>`r.provider_adjustments = ${json([...remittance.providerAdjustments])}
        and coalesce((select jsonb_agg(c.content order by c.position) from remittance_claim as c
          where c.remittance_id = r.remittance_id), '[]') = ${json([...remittance.claims])}`.as("same"),
    )
    .executeTakeFirstOrThrow();
  return same;
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

/** Rows that wait for a person, by the numbers of a visit's claims: reversals first, then the oldest. */
export async function waitingFor(tx: BillingTx, claimNumbers: readonly string[]): Promise<RemittanceClaimRow[]> {
  return tx
    .selectFrom("remittance_claim")
    .select(REMITTANCE_CLAIM_COLUMNS)
    .where("claim_number", "in", claimNumbers)
    .where("posted", "=", false)
    .where("set_aside_because", "is", null)
    .where("outcome", "=", "mismatch")
    .orderBy(sql`status_code <> '22'`)
    .orderBy("sequence")
    .execute();
}

/**
 * What the decisions posted to a claim did to the ledger, net of reversals, by account and charge. The ledger is what counts, not
 * the files: of a later payer's decision only a part is posted (BIL-72).
 */
export async function postedEntries(tx: BillingTx, claimId: string): Promise<NetEntry[]> {
  const rows = await tx
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
    .where("e.claim_id", "=", claimId)
    .where("t.posting_key", "like", "remittance-claim:%")
    .groupBy(["e.account", "e.charge_id"])
    .having(sql<number>`sum(e.amount)`, "<>", 0)
    .orderBy("e.account")
    .orderBy("e.charge_id")
    .select(["e.account", "e.charge_id", sql<number>`sum(e.amount)::bigint`.as("amount")])
    .execute();
  return rows.map((row) => ({ account: row.account, chargeId: row.charge_id, amount: row.amount }));
}

/** What payers decided on a claim so far: the sums over what was posted. A refusal that a later decision replaced does not count. */
export async function adjudicationOf(tx: BillingTx, claimId: string): Promise<AdjudicationSums> {
  const entries = await postedEntries(tx, claimId);
  const sum = (account: NetEntry["account"]) =>
    entries.reduce((all, one) => (one.account === account ? all + one.amount : all), 0);
  return {
    paid: sum("insurance-clearing"),
    patient: sum("patient-receivable"),
    contractual: sum("contractual"),
    denied: await deniedOn(tx, claimId),
  };
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
