import { json } from "@practicum/db/json";
import type { EligibilityResponse, Transaction271 } from "@practicum/x12/eligibility/types";
import { summarizeEligibility } from "@practicum/x12/eligibility/summarize";
import type { Interchange } from "@practicum/x12/types";
import { readEligibility, worthRetrying } from "../domain/eligibility-answer.ts";
import { findCoverage } from "../sql/coverages.ts";
import { findEligibility, type EligibilityRow } from "../sql/eligibility.ts";
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
    pcpNpis: await npisOfPractice(context),
    hmo: coverage?.payerKind === "hmo" || coverage?.payerKind === "medicaid-managed",
    serviceDate: row.service_date,
  });
  await context.cancelTimer("eligibility-late", id);
  if (reading.status === "unknown" && worthRetrying(summary))
    return answerUnknown(context, id, reading.findings, row.attempts);
  await context.cancelTimer("eligibility-retry", id);
  await tx
    .updateTable("eligibility")
    .set({
      status: reading.status,
      answered_at: now,
      findings: json([...reading.findings]),
      plan_name: reading.planName,
      copay: reading.copay,
      deductible_remaining: reading.deductibleRemaining,
      coinsurance_percent: reading.coinsurancePercent,
      pcp_name: reading.pcpName,
      pcp_npi: reading.pcpNpi,
      retry_at: null,
    })
    .where("eligibility_id", "=", id)
    .execute();
  await tellEligibility(context, id);
}

/** Who counts as "ours" for an HMO's assigned provider. */
async function npisOfPractice({ tx }: BillingContext): Promise<string[]> {
  const staff = await tx.selectFrom("staff_copy").select("content").execute();
  const practice = await tx.selectFrom("practice_copy").select("content").execute();
  return [
    ...staff.flatMap((row) => (row.content.npi ? [row.content.npi] : [])),
    ...practice.map((row) => row.content.npi),
  ];
}
