import type { Coverage } from "@practicum/contracts/billing/coverage";
import { must } from "@practicum/kernel/assert";
import { NO_OWN_FACTS } from "../domain/claim-facts.ts";
import { filingTime } from "../domain/filing-time.ts";
import { nextNumber } from "../../sql/counters.ts";
import { insertClaim } from "../sql/claims.ts";
import { findVisit } from "../../charges/sql/visits.ts";
import { errorWords, recordClaimEvent, tellClaim } from "./claim-history.ts";
import { checkClaim, contentOfClaim } from "./claim-sources.ts";
import type { BillingContext } from "../../application/context.ts";

/** BIL-20, BIL-21: builds and checks the claim of a visit for one coverage. One visit and coverage have one claim. */
export async function openClaim(
  context: BillingContext,
  of: {
    readonly encounterId: string;
    readonly coverage: Coverage;
    readonly total: number;
    /** Of a later payer. `sentOn` when the payer before sent the claim on by itself, so that we never do (BIL-73). */
    readonly turn?: { readonly claimId: string; readonly order: number; readonly sentOn: boolean };
  },
): Promise<string> {
  const { tx, ids, now } = context;
  const { coverage, total } = of;
  const turn = of.turn ?? { claimId: ids.next<string>(), order: 1, sentOn: false };
  const visit = must(await findVisit(tx, of.encounterId), "a claim has a visit");
  const content = await contentOfClaim(context, visit, coverage, {
    originalClaimNumber: null,
    decidedOn: null,
    order: turn.order,
    facts: NO_OWN_FACTS,
  });
  const filing = filingTime(content);
  const number = `C${100_000 + (await nextNumber(tx, "claim"))}`;
  const checked = await checkClaim(context, content, {
    number,
    frequency: "1",
    total,
    order: turn.order,
    visit,
    claim: null,
  });
  const row = {
    claim_id: turn.claimId,
    number,
    encounter_id: visit.encounter_id,
    coverage_id: coverage.coverageId,
    payer_id: coverage.payerId,
    patient_id: visit.patient_id,
    payer_name: coverage.payerName,
    payer_order: turn.order,
    service_date: visit.service_date,
    provider_name: content.rendering?.name ?? "",
    total,
    paid: 0,
    patient_responsibility: 0,
    denied: 0,
    status: turn.sentOn ? ("submitted" as const) : checked.status,
    status_since: now,
    filing_deadline: filing.by,
    filing_soon: filing.soon,
    frequency: "1" as const,
    attempt: 1,
    payer_claim_number: null,
    content,
    facts: NO_OWN_FACTS,
    findings: checked.findings,
    error_count: checked.errorCount,
  };
  await insertClaim(tx, row);
  await recordClaimEvent(
    context,
    row.claim_id,
    turn.sentOn
      ? { what: "Sent on by the payer before", detail: "Not to be sent by us: its answer is awaited" }
      : { what: "Built", detail: errorWords(checked.errorCount) },
  );
  tellClaim(context, row, row.status);
  return row.claim_id;
}
