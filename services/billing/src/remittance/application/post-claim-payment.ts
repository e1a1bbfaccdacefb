import { claimDenied } from "@practicum/contracts/billing/denials";
import { json } from "@practicum/db/json";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import type { LocalDate } from "@practicum/kernel/local-date";
import { meaningOf } from "../../claims/domain/code-facts.ts";
import { adjudicatedStatus } from "../../claims/domain/claim-status.ts";
import { decidePosting, type DeniedAmount, type PostingDecision } from "../domain/decide-posting.ts";
import { denialDeadline, recommendation, recommendedAction } from "../../denials/domain/denial-policy.ts";
import { posting } from "../../ledger/domain/ledger.ts";
import { isOut } from "../domain/next-payer.ts";
import type { ClaimRow } from "../../claims/sql/claims.ts";
import { familyOf, leftTo, passedOnFrom } from "../sql/next-payer.ts";
import { adjudicationOf, postedEntries } from "../sql/remittances.ts";
import { recordClaimEvent, tellClaim } from "../../claims/application/claim-history.ts";
import type { BillingContext } from "../../application/context.ts";
import { coverageAfter, passOn, takeBackPassedOn } from "./pass-on.ts";
import { post, settle } from "../../ledger/application/post.ts";
import { withdrawDenials } from "../../denials/application/withdraw-denials.ts";

/** A payer's decision on one claim, as it stands in a remittance. */
export interface ReceivedDecision {
  readonly remittanceClaimId: string;
  readonly payment: ClaimPayment835;
  readonly paymentDate: LocalDate;
  readonly trace: string;
  readonly fileId: string | null;
}

/** What may be posted of a decision to a claim, given all that was posted before to it and to the visit's other claims. */
export async function decideFor(
  context: BillingContext,
  claim: ClaimRow,
  payment: ClaimPayment835,
): Promise<PostingDecision> {
  const { tx } = context;
  const family = await familyOf(tx, claim.encounter_id);
  const coverage = await coverageAfter(context, claim, family);
  // What was passed on once stays with that claim, even where the order of billing was changed since.
  const passed = new Set((await passedOnFrom(tx, claim.claim_id)).map((row) => row.claim_id));
  const out = family.some((one) => passed.has(one.claimId) && isOut(one));
  return decidePosting(
    {
      claimId: claim.claim_id,
      number: claim.number,
      patientId: claim.patient_id,
      encounterId: claim.encounter_id,
      payerName: claim.payer_name,
      total: claim.total,
      lines: claim.content.lines,
      posted: await adjudicationOf(tx, claim.claim_id),
      postedEntries: await postedEntries(tx, claim.claim_id),
      later: claim.payer_order > 1 ? await leftTo(tx, claim) : null,
      next: coverage || passed.size > 0 ? { out } : null,
    },
    payment,
    meaningOf,
  );
}

/**
 * Posts a decision (BIL-31 to BIL-37): ledger, denials, state and history of the claim, and what the patient's payments cover.
 * The caller has locked the patient and the claim, and has written the row of the remittance.
 */
export async function postDecision(
  context: BillingContext,
  claim: ClaimRow,
  received: ReceivedDecision,
  decision: Extract<PostingDecision, { kind: "post" }>,
): Promise<void> {
  const { remittanceClaimId } = received;
  const source = { kind: "remittance" as const, id: remittanceClaimId };
  await post(context, posting(`remittance-claim:${remittanceClaimId}`, source, decision.entries));
  if (decision.outcome === "reversal" || decision.replacesDenial) await withdrawDenials(context, claim);
  for (const denied of decision.denied) await openDenial(context, claim, received, denied);
  await updateClaim(context, claim, received, decision);
  if (decision.outcome === "reversal") await takeBackPassedOn(context, claim, received);
  else if (!(await passOn(context, claim, received, decision))) await closeCharges(context, claim);
  await settle(context, claim.patient_id);
}

async function openDenial(
  context: BillingContext,
  claim: ClaimRow,
  received: ReceivedDecision,
  denied: DeniedAmount,
): Promise<void> {
  const denialId = context.ids.next<"denial">();
  const deadline = denialDeadline({
    action: recommendedAction(denied.group, denied.reason),
    payerKind: claim.content.payer.kind,
    filingDays: claim.content.payer.filingDays,
    serviceDate: claim.service_date,
    paymentDate: received.paymentDate,
  });
  await context.tx
    .insertInto("denial")
    .values({
      denial_id: denialId,
      claim_id: claim.claim_id,
      remittance_claim_id: received.remittanceClaimId,
      patient_id: claim.patient_id,
      amount: denied.amount,
      adjustment_group: denied.group,
      reason: denied.reason,
      remarks: json([...denied.remarks]),
      codes: json([...denied.codes]),
      status: "open",
      deadline,
      opened_at: context.now,
      note: null,
      version: 1,
    })
    .execute();
  context.emit(claimDenied, {
    denialId,
    claimId: claim.claim_id,
    patientId: claim.patient_id,
    claimNumber: claim.number,
    amount: denied.amount,
    reason: `${denied.group}-${denied.reason}: ${meaningOf(denied)}`,
    recommendation: recommendation(denied.group, denied.reason),
    deadline,
  });
}

async function updateClaim(
  context: BillingContext,
  claim: ClaimRow,
  received: ReceivedDecision,
  decision: Extract<PostingDecision, { kind: "post" }>,
): Promise<void> {
  const sums = await adjudicationOf(context.tx, claim.claim_id);
  // After a reversal nothing is decided: the claim is where it was when the payer had taken it in.
  const status = adjudicatedStatus(sums) ?? "accepted";
  await context.tx
    .updateTable("claim")
    .set({
      paid: sums.paid,
      patient_responsibility: sums.patient,
      denied: sums.denied,
      status,
      ...(status === claim.status ? {} : { status_since: context.now }),
      payer_claim_number: received.payment.payerClaimNumber || claim.payer_claim_number,
      version: claim.version + 1,
    })
    .where("claim_id", "=", claim.claim_id)
    .execute();
  const what = decision.outcome === "reversal" ? "Payer took its decision back" : "Payer decided";
  await recordClaimEvent(context, claim.claim_id, {
    what,
    detail: `Remittance ${received.trace}`,
    fileId: received.fileId,
  });
  if (status !== claim.status) tellClaim(context, claim, status);
}

/** Nothing follows any more: what is paid and left to nobody else is done with. */
async function closeCharges({ tx }: BillingContext, claim: ClaimRow): Promise<void> {
  const paid = await tx
    .selectFrom("claim")
    .select("claim_id")
    .where("claim_id", "=", claim.claim_id)
    .where("status", "=", "paid")
    .executeTakeFirst();
  if (!paid) return;
  await tx
    .updateTable("charge")
    .set((eb) => ({ status: "closed", version: eb("version", "+", 1) }))
    .where("encounter_id", "=", claim.encounter_id)
    .where("status", "=", "billed")
    .execute();
}
