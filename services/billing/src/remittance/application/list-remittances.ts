import type { remittanceOperations, remittanceSummary } from "@practicum/contracts/billing/remittance";
import { ok } from "@practicum/kernel/result";
import { sql } from "kysely";
import type { z } from "zod";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";

/** The newest first. */
export async function listRemittances(
  { tx }: BillingContext,
  input: InputOf<typeof remittanceOperations.listRemittances>,
): ReplyOf<typeof remittanceOperations.listRemittances> {
  let query = summaries(tx)
    .orderBy("r.sequence", "desc")
    .limit(input.limit + 1);
  if (input.before !== null) query = query.where("r.sequence", "<", Number(input.before) || 0);
  const rows = await query.execute();
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return ok({
    remittances: page.map(summaryOf),
    next: last ? String(last.sequence) : null,
  });
}

/** Remittances with the sums over their claims. */
export function summaries(tx: BillingContext["tx"]) {
  return tx
    .selectFrom("remittance as r")
    .leftJoin("remittance_claim as c", "c.remittance_id", "r.remittance_id")
    .groupBy("r.remittance_id")
    .select([
      "r.remittance_id",
      "r.file_id",
      "r.payer_name",
      "r.trace",
      "r.payment_date",
      "r.total",
      "r.provider_adjustments",
      "r.sequence",
      sql<number>`count(c.*)::int`.as("claim_count"),
      sql<number>`coalesce(sum(c.paid) filter (where c.posted), 0)::bigint`.as("posted"),
      sql<number>`coalesce(sum(c.paid) filter (where not c.posted), 0)::bigint`.as("exceptions"),
      sql<number>`count(*) filter (where not c.posted and c.set_aside_because is null)::int`.as("waiting"),
    ]);
}

export type SummaryRow = Awaited<ReturnType<ReturnType<typeof summaries>["executeTakeFirstOrThrow"]>>;

/** BIL-35: what came in is what was posted, what waits, and what was kept back or added beside the claims. */
export function summaryOf(row: SummaryRow): z.input<typeof remittanceSummary> {
  const kept = row.provider_adjustments.flatMap((one) => one.entries).reduce((sum, entry) => sum + entry.amount, 0);
  return {
    remittanceId: row.remittance_id,
    fileId: row.file_id,
    payerName: row.payer_name,
    trace: row.trace,
    paymentDate: row.payment_date,
    total: row.total,
    posted: row.posted,
    exceptions: row.exceptions,
    variance: row.total - row.posted - row.exceptions + kept,
    status: row.waiting > 0 ? "has-exceptions" : "posted",
    claimCount: row.claim_count,
  };
}
