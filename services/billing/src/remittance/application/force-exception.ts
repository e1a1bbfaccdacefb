import type { remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { askApproval } from "../../approvals/application/ask-approval.ts";
import { findClaim } from "../../claims/sql/claims.ts";
import type { BillingContext } from "../../application/context.ts";
import { forcedDifference, forcedPayment } from "../domain/force.ts";
import { planFor } from "../domain/plan-posting.ts";
import { loadPostingFacts } from "../sql/posting-facts.ts";
import { keepKeyed, receivedDecision } from "../sql/remittances.ts";
import { postTo } from "./resolve-exception.ts";
import { lockWaiting } from "./waiting-row.ts";

/** BIL-93: asks a second person to post a decision whose sums do not hold. What still would not fit is said now, not after. */
export async function forceException(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.forceException>,
): ReplyOf<typeof remittanceOperations.forceException> {
  const { tx } = context;
  const found = await findClaim(tx, input.claimId);
  if (!found) return fail("not-found", { field: "claimId" });
  const row = await lockWaiting(context, input.remittanceClaimId, found.patient_id);
  if (!row.ok) return row;
  const payment = forcedPayment(row.value.content, found.total);
  const facts = must(await loadPostingFacts(tx, { claimId: input.claimId }));
  const claim = must(facts.family.find((one) => one.claimId === input.claimId));
  const placed = planFor(facts, claim, { ...receivedDecision(row.value), payment }, context.ids.next());
  if (placed.kind === "wait")
    return fail("claim-not-ready", {
      field: "claimId",
      fields: [{ field: "claimId", message: placed.problem }],
      detail: { status: claim.status },
    });
  const asked = await askApproval(context, {
    kind: "force",
    subject_id: input.remittanceClaimId,
    patient_id: found.patient_id,
    about: `${found.payer_name} on claim ${found.number}, as it stands`,
    amount: forcedDifference(payment),
    reason: input.because,
    payload: { kind: "force", claimId: input.claimId },
  });
  return asked.ok ? ok({ approvalId: asked.value }) : asked;
}

/** The second person has allowed it. */
export async function postForced(
  context: BillingContext,
  about: { readonly remittanceClaimId: string; readonly claimId: string; readonly because: string },
): Promise<Result<unknown, DomainError>> {
  const found = await findClaim(context.tx, about.claimId);
  if (!found) return fail("not-found");
  const row = await lockWaiting(context, about.remittanceClaimId, found.patient_id);
  if (!row.ok) return row;
  const payment = forcedPayment(row.value.content, found.total);
  await keepKeyed(context.tx, about.remittanceClaimId, payment);
  return postTo(context, about.claimId, { ...receivedDecision(row.value), payment });
}
