import type { remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { findClaim } from "../../claims/sql/claims.ts";
import type { BillingContext } from "../../application/context.ts";
import { planFor } from "../domain/plan-posting.ts";
import type { ReceivedDecision } from "../domain/posting-facts.ts";
import { loadPostingFacts } from "../sql/posting-facts.ts";
import { markPosted, markSetAside, receivedDecision } from "../sql/remittances.ts";
import { postWaiting } from "./post-remittance.ts";
import { lockWaiting } from "./waiting-row.ts";
import { writePosting } from "./write-posting.ts";

/**
 * BIL-39: a person says which claim a payment is about, or why it is left aside. What was set aside can be matched later as if it
 * had waited.
 */
export async function resolveException(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.resolveException>,
): ReplyOf<typeof remittanceOperations.resolveException> {
  const { claimId, remittanceClaimId } = input;
  if (claimId === null) return setAside(context, remittanceClaimId, input.setAsideBecause);
  const found = await findClaim(context.tx, claimId);
  if (!found) return fail("not-found", { field: "claimId" });
  const row = await lockWaiting(context, remittanceClaimId, found.patient_id);
  if (!row.ok) return row;
  const posted = await postTo(context, claimId, receivedDecision(row.value));
  return posted.ok ? ok({}) : posted;
}

/** Posts a decision that waited to a claim of a person's choice. The caller holds the locks of its account and of the row. */
export async function postTo(
  context: BillingContext,
  claimId: string,
  received: ReceivedDecision,
): Promise<Result<undefined, DomainError>> {
  const facts = must(await loadPostingFacts(context.tx, { claimId }), "the claim was found");
  const claim = must(facts.family.find((one) => one.claimId === claimId));
  const placed = planFor(facts, claim, received, context.ids.next());
  if (placed.kind === "wait")
    return fail("claim-not-ready", {
      field: "claimId",
      fields: [{ field: "claimId", message: placed.problem }],
      detail: { status: claim.status },
    });
  await markPosted(context.tx, received, placed.plan);
  await writePosting(context, placed.plan, received);
  await postWaiting(context, claim);
  return ok();
}

async function setAside(
  context: BillingContext,
  remittanceClaimId: string,
  because: string | null,
): ReplyOf<typeof remittanceOperations.resolveException> {
  if (!because)
    return fail("invalid-input", {
      field: "setAsideBecause",
      fields: [{ field: "setAsideBecause", message: "Choose a claim, or say why it is set aside." }],
    });
  const row = await lockWaiting(context, remittanceClaimId);
  if (!row.ok) return row;
  if (row.value.set_aside_because !== null) return fail("already-posted");
  await markSetAside(context.tx, remittanceClaimId, because);
  return ok({});
}
