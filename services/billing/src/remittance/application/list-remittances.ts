import type { remittanceOperations, remittanceSummary } from "@practicum/contracts/billing/remittance";
import { ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { claimWords } from "../../claims/domain/claim-search.ts";
import { remittancePage, remittanceTotals } from "../sql/find-remittances.ts";
import type { SummaryRow } from "../sql/remittances.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** The newest first; what all of them come to stands on the first page (BIL-171). */
export async function listRemittances(
  { tx }: BillingContext,
  input: InputOf<typeof remittanceOperations.listRemittances>,
): ReplyOf<typeof remittanceOperations.listRemittances> {
  const { show, limit, before } = input;
  const wanted = { show, words: claimWords(input.text) };
  const { rows, next } = await remittancePage(tx, { ...wanted, limit, before });
  const all = before === null ? await remittanceTotals(tx, wanted) : null;
  return ok({ remittances: rows.map(summaryOf), next, all });
}

/** BIL-35: what came in is what was posted, what waits, and what was kept back or added beside the claims. */
export function summaryOf(row: SummaryRow): z.input<typeof remittanceSummary> {
  const kept = row.provider_adjustments.flatMap((one) => one.entries).reduce((sum, entry) => sum + entry.amount, 0);
  const accounted = row.posted + row.exceptions + row.set_aside + row.returned;
  const variance = row.total - accounted + kept - row.settled_variance;
  return {
    remittanceId: row.remittance_id,
    fileId: row.file_id,
    payerName: row.payer_name,
    trace: row.trace,
    paymentDate: row.payment_date,
    total: row.total,
    posted: row.posted,
    exceptions: row.exceptions,
    setAside: row.set_aside,
    returned: row.returned,
    keptBack: kept,
    settled: row.settled_variance,
    depositedOn: row.deposited_on,
    variance,
    status: statusOf(row, variance),
    claimCount: row.claim_count,
  };
}

/** BIL-90: closed when all of it is posted or went back, and nothing is missing or too much. */
function statusOf(row: SummaryRow, variance: number): z.input<typeof remittanceSummary>["status"] {
  if (row.waiting > 0) return "has-exceptions";
  if (variance !== 0) return "out-of-balance";
  return row.aside > 0 ? "set-aside" : "closed";
}
