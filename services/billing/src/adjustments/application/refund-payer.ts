import { aloneMaxOf, type adjustmentOperations } from "@practicum/contracts/billing/adjustments";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { askApproval } from "../../approvals/application/ask-approval.ts";
import { rolesOf, type BillingContext } from "../../application/context.ts";
import { recordClaimEvent } from "../../claims/application/claim-history.ts";
import { lockClaims, type ClaimRow } from "../../claims/sql/claims.ts";
import { move } from "../../ledger/domain/ledger.ts";
import { lockPatients } from "../../sql/counters.ts";
import { findAdjustment, refundedToPayer } from "../sql/adjustments.ts";
import { writeAdjustment } from "./write-adjustment.ts";

type Input = InputOf<typeof adjustmentOperations.refundPayer>;

/** BIL-107: what a payer paid on a claim goes back to it, at most what it paid; the claim is open with it again by as much. */
export async function refundPayer(
  context: BillingContext,
  input: Input,
): ReplyOf<typeof adjustmentOperations.refundPayer> {
  await lockPatients(context.tx, [input.patientId]);
  if (await findAdjustment(context.tx, input.adjustmentId)) return ok({ approvalId: null });
  const found = await decide(context, input);
  if (!found.ok) return found;
  if (input.amount <= aloneMaxOf("payer-refund", rolesOf(context))) {
    await give(context, input, found.value, input.because);
    return ok({ approvalId: null });
  }
  const asked = await askApproval(context, {
    kind: "payer-refund",
    subject_id: input.claimId,
    patient_id: input.patientId,
    about: `Refund to ${found.value.payer_name} of claim ${found.value.number}`,
    amount: input.amount,
    reason: input.because,
    payload: { kind: "payer-refund", input },
  });
  return asked.ok ? ok({ approvalId: asked.value }) : asked;
}

/** The second person has allowed it. */
export async function postPayerRefund(
  context: BillingContext,
  input: Input,
  because: string,
): Promise<Result<unknown, DomainError>> {
  await lockPatients(context.tx, [input.patientId]);
  if (await findAdjustment(context.tx, input.adjustmentId)) return fail("already-posted");
  const found = await decide(context, input);
  if (found.ok) await give(context, input, found.value, because);
  return found;
}

async function decide(context: BillingContext, input: Input): Promise<Result<ClaimRow, DomainError>> {
  const [claim] = await lockClaims(context.tx, [input.claimId]);
  if (claim?.patient_id !== input.patientId) return fail("not-found", { field: "claimId" });
  const left = claim.paid - (await refundedToPayer(context.tx, input.claimId));
  return input.amount <= left ? ok(claim) : fail("over-allocated", { field: "amount" });
}

async function give(context: BillingContext, input: Input, claim: ClaimRow, because: string): Promise<void> {
  const about = {
    because: `Refunded to ${claim.payer_name}: ${because}`,
    rule: "BIL-107",
    patientId: claim.patient_id,
    encounterId: claim.encounter_id,
    claimId: claim.claim_id,
  };
  await writeAdjustment(
    context,
    {
      adjustment_id: input.adjustmentId,
      kind: "payer-refund",
      patient_id: claim.patient_id,
      encounter_id: claim.encounter_id,
      claim_id: claim.claim_id,
      amount: input.amount,
      reference: input.reference || null,
      because,
    },
    move(input.amount, { debit: "insurance-receivable", credit: "cash" }, about),
  );
  await recordClaimEvent(context, claim.claim_id, { what: "Refunded to the payer", detail: because });
}
