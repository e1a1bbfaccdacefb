import { must } from "@practicum/kernel/assert";
import { filingTime } from "../domain/filing-time.ts";
import type { Finding } from "../domain/scrub/finding.ts";
import { changeClaim, type ClaimRow } from "../sql/claims.ts";
import { lastSent } from "../sql/claim-facts.ts";
import { lastDecisionOn } from "../sql/filing.ts";
import { findCoverage } from "../../coverage/sql/coverages.ts";
import { findVisit } from "../../charges/sql/visits.ts";
import { errorWords, recordClaimEvent, tellClaim } from "./claim-history.ts";
import { checkClaim, contentOfClaim, wasDecided } from "./claim-sources.ts";
import type { BillingContext } from "../../application/context.ts";
import { sameJson } from "../../domain/same-json.ts";

const NO_TIME = { by: null, soon: null };

/**
 * Builds a claim again from its sources and checks it. The caller holds the claim's lock and has made sure that this attempt
 * has not left the house. Where nothing changed, nothing is written.
 */
export async function rebuildClaim(
  context: BillingContext,
  claim: ClaimRow,
  next: { readonly what: string; readonly frequency: ClaimRow["frequency"]; readonly attempt: number },
): Promise<{ status: "ready" | "needs-correction"; findings: Finding[]; version: number }> {
  const { tx } = context;
  const visit = must(await findVisit(tx, claim.encounter_id), "a claim has a visit");
  const coverage = must(await findCoverage(tx, claim.coverage_id), "a claim has a coverage");
  // BIL-26: a payer that the coverage has instead never had this claim: there is nothing of its to replace.
  const voids = next.frequency === "8";
  const moved = !voids && coverage.payerId !== claim.payer_id && claim.paid === 0 && claim.patient_responsibility === 0;
  const frequency = moved ? "1" : next.frequency;
  const originalClaimNumber = frequency === "1" ? null : claim.payer_claim_number;
  const order = claim.payer_order;
  const decidedOn = frequency === "1" ? null : await lastDecisionOn(tx, claim.claim_id);
  const { facts } = claim;
  // BIL-489: a void says what the payer has, whatever the sources say by now, and no time to file runs for it.
  const content = voids
    ? { ...((await lastSent(tx, claim.claim_id)) ?? claim.content), originalClaimNumber }
    : await contentOfClaim(context, visit, coverage, { originalClaimNumber, decidedOn, order, facts });
  const filing = voids ? NO_TIME : filingTime(content);
  const about = {
    number: claim.number,
    frequency,
    total: claim.total,
    order,
    visit,
    claim: { claimId: claim.claim_id, decided: wasDecided(claim) },
  };
  const checked = await checkClaim(context, content, about);
  const same =
    next.attempt === claim.attempt && sameJson(content, claim.content) && sameJson(checked.findings, claim.findings);
  if (same && checked.status === claim.status)
    return { status: checked.status, findings: checked.findings, version: claim.version };
  const version = await changeClaim(tx, claim, context.now, {
    ...(voids ? {} : { payer_id: coverage.payerId, payer_name: coverage.payerName }),
    filing_deadline: filing.by,
    filing_soon: filing.soon,
    provider_name: content.rendering?.name ?? "",
    content,
    findings: checked.findings,
    error_count: checked.errorCount,
    status: checked.status,
    frequency,
    attempt: next.attempt,
  });
  const detail = errorWords(checked.errorCount);
  await recordClaimEvent(context, claim.claim_id, { what: next.what, detail });
  if (checked.status !== claim.status) tellClaim(context, claim, checked.status);
  return { status: checked.status, findings: checked.findings, version };
}
