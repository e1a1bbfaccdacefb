import type { Coverage } from "@practicum/contracts/billing/coverage";
import { must } from "@practicum/kernel/assert";
import { isUnsent } from "../../claims/domain/claim-status.ts";
import type { PostingDecision } from "../domain/decide-posting.ts";
import { opposite, posting } from "../../ledger/domain/ledger.ts";
import { isOut, nextCoverage, passOnEntries, sentOn, type SiblingClaim } from "../domain/next-payer.ts";
import { lockClaims, type ClaimRow } from "../../claims/sql/claims.ts";
import { coveragesOf, inForce } from "../../coverage/sql/coverages.ts";
import { movedBy } from "../../ledger/sql/ledger.ts";
import { leftTo, lockFamily, passedOnFrom, type FamilyClaim } from "../sql/next-payer.ts";
import { findVisit } from "../../charges/sql/visits.ts";
import { recordClaimEvent, tellClaim } from "../../claims/application/claim-history.ts";
import type { BillingContext } from "../../application/context.ts";
import { openClaim } from "../../claims/application/open-claim.ts";
import { post } from "../../ledger/application/post.ts";
import type { ReceivedDecision } from "./post-claim-payment.ts";
import { rebuildClaim } from "../../claims/application/rebuild-claim.ts";

/** The coverage whose payer follows a claim's payer, as the order of billing is now (BIL-70). */
export async function coverageAfter(
  { tx }: BillingContext,
  claim: ClaimRow,
  family: readonly SiblingClaim[],
): Promise<Coverage | null> {
  const coverages = await coveragesOf(tx, claim.patient_id);
  const own = coverages.find((one) => one.coverageId === claim.coverage_id);
  const priority = own?.priority ?? claim.content.coverage.priority;
  const open = coverages.filter((one) => inForce(one, claim.service_date));
  return nextCoverage(open, { coverageId: claim.coverage_id, order: claim.payer_order }, priority, family);
}

/**
 * BIL-71: what a decision left to the patient goes to the next payer, when there is one, and that payer's claim is made or built
 * again. The decision is posted, and the claim's state is written. The caller holds the patient's lock.
 * @returns whether anything was passed on.
 */
export async function passOn(
  context: BillingContext,
  claim: ClaimRow,
  received: ReceivedDecision,
  decision: Extract<PostingDecision, { kind: "post" }>,
): Promise<boolean> {
  const family = await lockFamily(context.tx, claim.encounter_id);
  const coverage = decision.sums.patient > 0 ? await coverageAfter(context, claim, family) : null;
  const forwarded = sentOn(received.payment);
  if (!coverage) {
    await voidNext(context, claim, family);
    if (forwarded && decision.sums.patient > 0) await tellUnknownPayer(context, claim, received);
    return false;
  }
  const next = family.find((one) => one.coverageId === coverage.coverageId);
  const claimId = next
    ? await turnAgain(context, next, forwarded)
    : await openNext(context, claim, coverage, forwarded);
  const entries = passOnEntries(decision.entries, { claimId, payerName: coverage.payerName });
  const source = { kind: "remittance" as const, id: received.remittanceClaimId };
  await post(context, posting(`next-payer:${received.remittanceClaimId}`, source, entries));
  const detail = `${coverage.payerName} pays next, of what this payer left to the patient`;
  await recordClaimEvent(context, claim.claim_id, { what: "Another payer follows", detail });
  return true;
}

async function openNext(
  context: BillingContext,
  claim: ClaimRow,
  coverage: Coverage,
  forwarded: boolean,
): Promise<string> {
  const visit = must(await findVisit(context.tx, claim.encounter_id), "a claim has a visit");
  return openClaim(context, visit, coverage, claim.total, { order: claim.payer_order + 1, sentOn: forwarded });
}

/** The claim is there already, because the payer before decides for the second time. What that payer sends on is not ours to send. */
async function turnAgain(context: BillingContext, next: FamilyClaim, forwarded: boolean): Promise<string> {
  const { row } = next;
  if (isOut(next)) return next.claimId;
  if (forwarded) {
    await moveTo(context, row, "submitted", { what: "Sent on by the payer before", detail: "Not to be sent by us" });
    return next.claimId;
  }
  const resent = !isUnsent(row.status) && row.status !== "voided";
  await rebuildClaim(context, row, {
    what: "The payer before decided again",
    frequency: next.takenBack && row.payer_claim_number ? "7" : row.frequency,
    attempt: resent ? row.attempt + 1 : row.attempt,
  });
  return next.claimId;
}

/** A claim that was made for what is not left to it after all, and never sent. */
async function voidNext(context: BillingContext, claim: ClaimRow, family: readonly FamilyClaim[]): Promise<void> {
  for (const { row } of family) {
    if (row.payer_order <= claim.payer_order || !isUnsent(row.status) || row.attempt > 1) continue;
    if ((await leftTo(context.tx, row)).left !== 0) continue;
    const detail = "The payer before leaves nothing to it after all";
    await moveTo(context, row, "voided", { what: "Voided before it was sent", detail });
  }
}

async function moveTo(
  context: BillingContext,
  row: ClaimRow,
  status: "submitted" | "voided",
  event: { readonly what: string; readonly detail: string },
): Promise<void> {
  await context.tx
    .updateTable("claim")
    .set({ status, status_since: context.now, version: row.version + 1 })
    .where("claim_id", "=", row.claim_id)
    .execute();
  await recordClaimEvent(context, row.claim_id, event);
  tellClaim(context, row, status);
}

/** BIL-74: a payer takes its decision back, so nothing is left to the next one until it decides again. */
export async function takeBackPassedOn(
  context: BillingContext,
  claim: ClaimRow,
  received: ReceivedDecision,
): Promise<void> {
  const rows = await passedOnFrom(context.tx, claim.claim_id);
  if (rows.length === 0) return;
  const entries = rows.map(movedBy);
  const undone = opposite(
    entries,
    `${claim.payer_name} took back the decision that left it to the next payer`,
    "BIL-74",
  );
  const source = { kind: "remittance" as const, id: received.remittanceClaimId };
  await post(context, posting(`next-payer-undone:${received.remittanceClaimId}`, source, undone));
  const ids = rows.flatMap((row) => (row.claim_id ? [row.claim_id] : []));
  for (const next of await lockClaims(context.tx, ids))
    if (isUnsent(next.status))
      await rebuildClaim(context, next, {
        what: "The payer before took its decision back",
        frequency: next.frequency,
        attempt: next.attempt,
      });
}

async function tellUnknownPayer(context: BillingContext, claim: ClaimRow, received: ReceivedDecision): Promise<void> {
  const carrier = received.payment.crossoverCarrier?.name ?? "another payer";
  const detail = `${claim.payer_name} sent it on to ${carrier}, which is no coverage of that day here: ask the patient, and add it.`;
  await recordClaimEvent(context, claim.claim_id, { what: "Sent on to a payer that is not known here", detail });
}
