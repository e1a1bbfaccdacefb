import type { Coverage } from "@practicum/contracts/billing";
import { json } from "@practicum/db/json";
import { filingDeadline } from "../domain/scrub/dates.ts";
import { nextNumber } from "../sql/counters.ts";
import type { Visit } from "../sql/visits.ts";
import { errorWords, recordClaimEvent, tellClaim } from "./claim-history.ts";
import { checkClaim, contentOfClaim } from "./claim-sources.ts";
import type { BillingContext } from "./context.ts";

/** BIL-20, BIL-21: builds and checks the claim of a visit for one coverage. One visit and coverage have one claim. */
export async function openClaim(
  context: BillingContext,
  visit: Visit,
  coverage: Coverage,
  total: number,
): Promise<string> {
  const { tx, ids, now } = context;
  const content = await contentOfClaim(context, visit, coverage, null);
  const number = `C${100_000 + (await nextNumber(tx, "claim"))}`;
  const checked = await checkClaim(context, content, { number, frequency: "1", total, visit });
  const row = {
    claim_id: ids.next(),
    number,
    encounter_id: visit.encounter_id,
    coverage_id: coverage.coverageId,
    payer_id: coverage.payerId,
    patient_id: visit.patient_id,
    payer_name: coverage.payerName,
    service_date: visit.service_date,
    provider_name: content.rendering?.name ?? "",
    total,
    paid: 0,
    patient_responsibility: 0,
    denied: 0,
    status: checked.status,
    status_since: now,
    filing_deadline: filingDeadline(visit.service_date, content.payer.filingDays),
    frequency: "1" as const,
    attempt: 1,
    payer_claim_number: null,
    content: json(content),
    findings: json(checked.findings),
    error_count: checked.errorCount,
    version: 1,
  };
  await tx.insertInto("claim").values(row).execute();
  await recordClaimEvent(context, row.claim_id, {
    what: "Built",
    detail: errorWords(checked.errorCount),
  });
  tellClaim(context, row, checked.status);
  return row.claim_id;
}
