import { actorId } from "@practicum/contracts/actor";
import { approvalChanged } from "@practicum/contracts/billing/approvals";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import { actorName, type BillingContext } from "../../application/context.ts";
import { insertApproval, type ApprovalRow } from "../sql/approvals.ts";

type Asked = Pick<ApprovalRow, "kind" | "subject_id" | "patient_id" | "about" | "amount" | "reason" | "payload">;

/** BIL-92: writes down what a second person has to allow. The same thing is asked for once at a time. */
export async function askApproval(context: BillingContext, asked: Asked): Promise<Result<Id<"approval">, DomainError>> {
  const { actor, now } = context;
  const approvalId = context.ids.next<"approval">();
  const row = {
    ...asked,
    approval_id: approvalId,
    asked_by_id: actorId(actor),
    asked_by: actorName(actor),
    asked_at: now,
  };
  if (!(await insertApproval(context.tx, row))) return fail("already-recorded");
  context.emit(approvalChanged, { approvalId });
  return ok(approvalId);
}
