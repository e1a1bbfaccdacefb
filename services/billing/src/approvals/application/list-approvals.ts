import { actorId } from "@practicum/contracts/actor";
import type { approvalOperations } from "@practicum/contracts/billing/approvals";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { claimWords } from "../../claims/domain/claim-search.ts";
import { approvalPage, approvalTotals } from "../sql/approvals.ts";

export async function listApprovals(
  { tx, actor }: BillingContext,
  input: InputOf<typeof approvalOperations.listApprovals>,
): ReplyOf<typeof approvalOperations.listApprovals> {
  const { waiting, limit, before } = input;
  const wanted = { waiting, words: claimWords(input.text) };
  const { rows, next } = await approvalPage(tx, { ...wanted, limit, before });
  return ok({
    next,
    all: before === null ? await approvalTotals(tx, wanted) : null,
    approvals: rows.map((row) => ({
      approvalId: row.approval_id,
      kind: row.kind,
      subjectId: row.subject_id,
      patientId: row.patient_id,
      about: row.about,
      amount: row.amount,
      reason: row.reason,
      askedBy: row.asked_by,
      askedAt: row.asked_at,
      mine: row.asked_by_id === actorId(actor),
      status: row.status,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
      decidedBecause: row.decided_because,
    })),
  });
}
