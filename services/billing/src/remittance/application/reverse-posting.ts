import type { remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { lockPatients } from "../../sql/counters.ts";
import { planTakingBack } from "../domain/plan-posting.ts";
import { loadPostingFacts } from "../sql/posting-facts.ts";
import { findRemittanceClaim, lockRemittanceClaim, markTakenBack, receivedDecision } from "../sql/remittances.ts";
import { writePosting } from "./write-posting.ts";

/** BIL-95: load, decide, write; the decision itself stays to be seen, and waits for a person. */
export async function reversePosting(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.reversePosting>,
): ReplyOf<typeof remittanceOperations.reversePosting> {
  const { tx } = context;
  const seen = await findRemittanceClaim(tx, input.remittanceClaimId);
  if (!seen) return fail("not-found");
  if (!seen.posted || seen.claim_id === null || seen.patient_id === null)
    return fail("claim-not-ready", { detail: { status: "not posted" } });
  context.auditPatient(seen.patient_id);
  await lockPatients(tx, [seen.patient_id]);
  const facts = must(await loadPostingFacts(tx, { claimId: seen.claim_id }), "what is posted has a claim");
  const claim = must(facts.family.find((one) => one.claimId === seen.claim_id));
  const row = must(await lockRemittanceClaim(tx, input.remittanceClaimId));
  const received = receivedDecision(row);
  const placed = planTakingBack(facts, claim, received, input.because);
  if (placed.kind === "wait")
    return fail("claim-not-ready", {
      field: "remittanceClaimId",
      fields: [{ field: "remittanceClaimId", message: placed.problem }],
      detail: { status: claim.status },
    });
  await markTakenBack(tx, row.remittance_claim_id, `Posting reversed: ${input.because}`);
  await writePosting(context, placed.plan, received);
  return ok({});
}
