import { settleAppeals } from "../../appeals/application/settle-appeals.ts";
import { undoWithDecision } from "../../adjustments/application/write-adjustment.ts";
import { claimDenied, denialResolved } from "@practicum/contracts/billing/denials";
import { meaningOf } from "../../claims/domain/code-facts.ts";
import { recommendation } from "../../denials/domain/denial-policy.ts";
import { insertDenials, overturnDenials } from "../../denials/sql/denials.ts";
import { recordClaimEvent, tellClaim, type ClaimEvent } from "../../claims/application/claim-history.ts";
import { openClaim } from "../../claims/application/open-claim.ts";
import { rebuildClaim } from "../../claims/application/rebuild-claim.ts";
import { mayWithdraw } from "../../claims/domain/claim-void.ts";
import { unvoided } from "../../claims/application/void-claim.ts";
import { changeClaim } from "../../claims/sql/claims.ts";
import { closeCharges } from "../../charges/sql/charges.ts";
import { post, settle } from "../../ledger/application/post.ts";
import { openUnderpayments } from "../../underpayments/application/open-underpayments.ts";
import { closeUnderpayments } from "../../underpayments/sql/underpayments.ts";
import type { BillingContext } from "../../application/context.ts";
import type { NextStep, PostingPlan } from "../domain/plan-posting.ts";
import type { ReceivedDecision } from "../domain/posting-facts.ts";
import type { FactsClaim } from "../sql/posting-facts.ts";

type Plan = PostingPlan<FactsClaim>;

/**
 * Writes what was decided (BIL-31 to BIL-37): ledger, denials, state and history of the claim, what becomes of the visit's other
 * claims, and what the patient's payments cover. The row of the remittance is written already.
 */
export async function writePosting(context: BillingContext, plan: Plan, received: ReceivedDecision): Promise<void> {
  const { claim, after } = plan;
  await post(context, ...plan.postings);
  await overturn(context, plan);
  await openDenials(context, plan, received);
  if (plan.outcome === "reversal") await closeUnderpayments(context.tx, claim.claimId);
  await openUnderpayments(context, plan, received);
  await changeClaim(context.tx, claim.row, context.now, {
    paid: after.sums.paid,
    patient_responsibility: after.sums.patient,
    denied: after.sums.denied,
    status: after.status,
    // A decision that comes before the void has left the house makes an end of that.
    ...(mayWithdraw(claim.row) && after.status !== claim.status ? unvoided(claim.row) : {}),
    payer_claim_number: after.payerClaimNumber,
  });
  await recordClaimEvent(context, claim.claimId, ...plan.history);
  if (after.status !== claim.status) tellClaim(context, claim.row, after.status);
  if (plan.takenBackBy !== null)
    await undoWithDecision(context, claim.encounterId, { claimId: claim.claimId, by: plan.takenBackBy });
  for (const step of plan.next) await takeStep(context, claim, step);
  if (plan.closesCharges) await closeCharges(context.tx, claim.encounterId);
  await settle(context, claim.patientId);
}

async function overturn(context: BillingContext, { claim, overturned }: Plan): Promise<void> {
  const ids = overturned.map((one) => one.denialId);
  await overturnDenials(context.tx, ids);
  await settleAppeals(context, ids);
  const { claimId, patientId } = claim;
  for (const denialId of ids) context.emit(denialResolved, { denialId, claimId, patientId, status: "overturned" });
}

async function openDenials(context: BillingContext, plan: Plan, received: ReceivedDecision): Promise<void> {
  const { claim } = plan;
  const denials = plan.denials.map((denied) => ({ ...denied, denialId: context.ids.next<"denial">() }));
  await insertDenials(context.tx, denials, {
    claimId: claim.claimId,
    patientId: claim.patientId,
    remittanceClaimId: received.remittanceClaimId,
    at: context.now,
  });
  for (const denied of denials)
    context.emit(claimDenied, {
      denialId: denied.denialId,
      claimId: claim.claimId,
      patientId: claim.patientId,
      claimNumber: claim.number,
      amount: denied.amount,
      reason: `${denied.group}-${denied.reason}: ${meaningOf(denied)}`,
      recommendation: recommendation(denied.group, denied.reason),
      deadline: denied.deadline,
    });
}

/** What becomes of another claim of the visit: opened, built again, sent on by the payer itself, or not needed after all. */
async function takeStep(context: BillingContext, claim: FactsClaim, step: NextStep<FactsClaim>): Promise<void> {
  switch (step.does) {
    case "open":
      await openClaim(context, {
        encounterId: claim.encounterId,
        coverage: step.coverage,
        total: claim.total,
        turn: { claimId: step.claimId, order: claim.order + 1, sentOn: step.sentOn },
      });
      return;
    case "rebuild":
      await rebuildClaim(context, step.claim.row, step);
      return;
    case "sent-on":
      return moveTo(context, step.claim, "submitted", {
        what: "Sent on by the payer before",
        detail: "Not to be sent by us",
      });
    case "void":
      return moveTo(context, step.claim, "voided", {
        what: "Voided before it was sent",
        detail: "The payer before leaves nothing to it after all",
      });
  }
}

async function moveTo(
  context: BillingContext,
  { row }: FactsClaim,
  status: "submitted" | "voided",
  event: ClaimEvent,
): Promise<void> {
  await changeClaim(context.tx, row, context.now, { status });
  await recordClaimEvent(context, row.claim_id, event);
  tellClaim(context, row, status);
}
