import type { remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { must } from "@practicum/kernel/assert";
import { findClaim } from "../../claims/sql/claims.ts";
import { lockPatients } from "../../sql/counters.ts";
import { planFor } from "../domain/plan-posting.ts";
import { loadPostingFacts } from "../sql/posting-facts.ts";
import { lockRemittanceClaim, markPosted, markSetAside, receivedDecision } from "../sql/remittances.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { postWaiting } from "./post-remittance.ts";
import { writePosting } from "./write-posting.ts";

/** BIL-39: a person says which claim a payment is about, or why it is left aside; its money then stays in the clearing account. */
export async function resolveException(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.resolveException>,
): ReplyOf<typeof remittanceOperations.resolveException> {
  const { tx } = context;
  const { claimId } = input;
  if (claimId === null) return setAside(context, input.remittanceClaimId, input.setAsideBecause);
  const found = await findClaim(tx, claimId);
  if (!found) return fail("not-found", { field: "claimId" });
  context.auditPatient(found.patient_id);
  await lockPatients(tx, [found.patient_id]);
  const facts = must(await loadPostingFacts(tx, { claimId }), "the claim was found");
  const claim = must(facts.family.find((one) => one.claimId === claimId));
  const row = await lockRemittanceClaim(tx, input.remittanceClaimId);
  if (!row) return fail("not-found");
  if (row.posted || row.set_aside_because !== null) return fail("already-posted");
  const received = receivedDecision(row);
  const placed = planFor(facts, claim, received, context.ids.next());
  if (placed.kind === "wait")
    return fail("claim-not-ready", {
      field: "claimId",
      fields: [{ field: "claimId", message: placed.problem }],
      detail: { status: claim.status },
    });
  await markPosted(tx, row.remittance_claim_id, placed.plan);
  await writePosting(context, placed.plan, received);
  await postWaiting(context, claim);
  return ok({});
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
  const row = await lockRemittanceClaim(context.tx, remittanceClaimId);
  if (!row) return fail("not-found");
  if (row.patient_id !== null) context.auditPatient(row.patient_id);
  if (row.posted || row.set_aside_because !== null) return fail("already-posted");
  await markSetAside(context.tx, remittanceClaimId, because);
  return ok({});
}
