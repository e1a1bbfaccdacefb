import { actorId } from "@practicum/contracts/actor";
import { approvalChanged, type approvalOperations } from "@practicum/contracts/billing/approvals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { postPayerRefund } from "../../adjustments/application/refund-payer.ts";
import { postRefund } from "../../adjustments/application/refund-payment.ts";
import { postBalanceWriteOff } from "../../adjustments/application/write-off-balance.ts";
import { writeOffDenial } from "../../denials/application/write-off-denial.ts";
import { postForced } from "../../remittance/application/force-exception.ts";
import { postVariance } from "../../remittance/application/settle-variance.ts";
import { mayDecide } from "../domain/may-decide.ts";
import { decideApproval as writeDecision, lockApproval, type ApprovalRow } from "../sql/approvals.ts";

/** BIL-92: what a second person allows is posted at once, in the same transaction; where it can't be any more, nothing is decided. */
export async function decideApproval(
  context: BillingContext,
  input: InputOf<typeof approvalOperations.decideApproval>,
): ReplyOf<typeof approvalOperations.decideApproval> {
  const row = await lockApproval(context.tx, input.approvalId);
  if (!row) return fail("not-found");
  if (row.patient_id !== null) context.auditPatient(row.patient_id);
  if (row.status !== "waiting") return fail("already-posted");
  if (!mayDecide({ askedById: row.asked_by_id }, actorId(context.actor), input.approve))
    return fail("second-person-needed");
  if (input.approve) {
    const done = await carryOut(context, row);
    if (!done.ok) return done;
  }
  const status = input.approve ? "approved" : "declined";
  await writeDecision(context.tx, row.approval_id, {
    status,
    decided_by: actorName(context.actor),
    decided_at: context.now,
    decided_because: input.because || null,
  });
  context.emit(approvalChanged, { approvalId: row.approval_id });
  return ok({ status });
}

type WriteOffInput = Parameters<typeof postBalanceWriteOff>[1];
type RefundInput = Parameters<typeof postRefund>[1];
type PayerRefundInput = Parameters<typeof postPayerRefund>[1];

async function carryOut(context: BillingContext, row: ApprovalRow): Promise<Result<unknown, DomainError>> {
  const because = `${row.reason} (asked by ${row.asked_by})`;
  switch (row.payload.kind) {
    case "write-off":
      return writeOffDenial(context, { ...row.payload, denialId: row.subject_id, note: because });
    case "force":
      return postForced(context, { remittanceClaimId: row.subject_id, claimId: row.payload.claimId, because });
    case "balance-write-off":
      return postBalanceWriteOff(context, row.payload.input as WriteOffInput, because);
    case "refund":
      return postRefund(context, row.payload.input as RefundInput, {
        because,
        by: { id: row.asked_by_id, name: row.asked_by },
      });
    case "payer-refund":
      return postPayerRefund(context, row.payload.input as PayerRefundInput, because);
    case "variance":
      return postVariance(context, { remittanceId: row.subject_id, because });
  }
}
