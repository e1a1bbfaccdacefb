import type { remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { askApproval } from "../../approvals/application/ask-approval.ts";
import { post } from "../../ledger/application/post.ts";
import { move, posting } from "../../ledger/domain/ledger.ts";
import type { BillingContext } from "../../application/context.ts";
import { findRemittance, settleVarianceOf } from "../sql/remittances.ts";
import { summaryOf } from "./list-remittances.ts";

/** BIL-90: what a remittance is out of balance by is settled with a reason, once a second person has allowed it. */
export async function settleVariance(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.settleVariance>,
): ReplyOf<typeof remittanceOperations.settleVariance> {
  const row = await findRemittance(context.tx, input.remittanceId);
  if (!row) return fail("not-found");
  const { variance, payerName, trace } = summaryOf(row);
  if (variance === 0) return fail("already-posted");
  const asked = await askApproval(context, {
    kind: "variance",
    subject_id: input.remittanceId,
    patient_id: null,
    about: `Variance of ${payerName}, ${trace}`,
    amount: variance,
    reason: input.because,
    payload: { kind: "variance" },
  });
  return asked.ok ? ok({ approvalId: asked.value }) : asked;
}

/** The second person has allowed it: the money in the clearing account that belongs to no claim leaves it. */
export async function postVariance(
  context: BillingContext,
  about: { readonly remittanceId: string; readonly because: string },
): Promise<Result<unknown, DomainError>> {
  const row = await findRemittance(context.tx, about.remittanceId);
  if (!row) return fail("not-found");
  const { variance } = summaryOf(row);
  if (variance === 0) return fail("already-posted");
  const entries = move(
    variance,
    { debit: "insurance-clearing", credit: "provider-adjustment" },
    { because: `Variance settled: ${about.because}`, rule: "BIL-90" },
  );
  const source = { kind: "remittance" as const, id: about.remittanceId };
  await post(context, posting(`remittance-variance:${context.ids.next()}`, source, entries));
  await settleVarianceOf(context.tx, about.remittanceId, variance);
  return ok();
}
