import type { EligibilityResponse, Transaction271 } from "@practicum/x12/eligibility/types";
import { summarizeEligibility } from "@practicum/x12/eligibility/summarize";
import type { Interchange } from "@practicum/x12/types";
import { readEligibility, worthRetrying } from "../domain/eligibility-answer.ts";
import { findCoverage } from "../sql/coverages.ts";
import { npisOfPractice } from "../../sql/copies.ts";
import { findEligibility, writeAnswer, type EligibilityRow } from "../sql/eligibility.ts";
import { answerUnknown, tellEligibility } from "./ask-eligibility.ts";
import type { BillingContext } from "../../application/context.ts";

/** BIL-8: an answer finds its question by the trace that we gave and the payer gave back. */
export async function take271(
  context: BillingContext,
  interchanges: readonly Interchange<Transaction271>[],
): Promise<string | null> {
  let unmatched = 0;
  for (const response of interchanges.flatMap((one) => one.transactions.flatMap((t) => t.responses))) {
    const row = await questionOf(context, response);
    if (row) await takeAnswer(context, row, response);
    else unmatched += 1;
  }
  return unmatched === 0 ? null : `${unmatched} answers belong to no question of ours.`;
}

async function questionOf(context: BillingContext, response: EligibilityResponse): Promise<EligibilityRow | null> {
  for (const trace of response.traces ?? []) {
    const row = await findEligibility(context.tx, { trace: trace.number });
    if (row) return row;
  }
  return null;
}

async function takeAnswer(context: BillingContext, row: EligibilityRow, response: EligibilityResponse): Promise<void> {
  const { tx, now } = context;
  const id = row.eligibility_id;
  const coverage = await findCoverage(tx, row.coverage_id);
  const summary = summarizeEligibility(response);
  const reading = readEligibility(summary, {
    pcpNpis: await npisOfPractice(tx),
    hmo: coverage?.payerKind === "hmo" || coverage?.payerKind === "medicaid-managed",
    serviceDate: row.service_date,
  });
  await context.cancelTimer("eligibility-late", id);
  if (reading.status === "unknown" && worthRetrying(summary))
    return answerUnknown(context, id, reading.findings, row.attempts);
  await context.cancelTimer("eligibility-retry", id);
  await writeAnswer(tx, id, {
    status: reading.status,
    answered_at: now,
    findings: [...reading.findings],
    plan_name: reading.planName,
    copay: reading.copay,
    deductible_remaining: reading.deductibleRemaining,
    coinsurance_percent: reading.coinsurancePercent,
    pcp_name: reading.pcpName,
    pcp_npi: reading.pcpNpi,
    retry_at: null,
  });
  await tellEligibility(context, id);
}
