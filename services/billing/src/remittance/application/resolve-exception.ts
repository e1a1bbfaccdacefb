import type { remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { lockClaims } from "../../claims/sql/claims.ts";
import { lockPatients } from "../../sql/counters.ts";
import { lockRemittanceClaim } from "../sql/remittances.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";
import { decideFor, postDecision } from "./post-claim-payment.ts";
import { markPosted, remittanceOf, retryWaiting } from "./post-remittance.ts";

/** BIL-39: a person says which claim a payment is about, or why it is left aside; its money then stays in the clearing account. */
export async function resolveException(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.resolveException>,
): ReplyOf<typeof remittanceOperations.resolveException> {
  const { tx } = context;
  if (input.claimId === null) return setAside(context, input.remittanceClaimId, input.setAsideBecause);
  const found = await tx
    .selectFrom("claim")
    .select("patient_id")
    .where("claim_id", "=", input.claimId)
    .executeTakeFirst();
  if (!found) return fail("not-found", { field: "claimId" });
  context.auditPatient(found.patient_id);
  await lockPatients(tx, [found.patient_id]);
  const [claim] = await lockClaims(tx, [input.claimId]);
  const row = await lockRemittanceClaim(tx, input.remittanceClaimId);
  if (!row || !claim) return fail("not-found");
  if (row.posted || row.set_aside_because !== null) return fail("already-posted");
  const decision = await decideFor(context, claim, row.content);
  if (decision.kind === "wait")
    return fail("claim-not-ready", {
      field: "claimId",
      fields: [{ field: "claimId", message: decision.problem }],
      detail: { status: claim.status },
    });
  await markPosted(context, row.remittance_claim_id, claim, decision.outcome);
  const received = { ...(await remittanceOf(context, row)), payment: row.content };
  await postDecision(context, claim, received, decision);
  await retryWaiting(context, claim);
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
  await context.tx
    .updateTable("remittance_claim")
    .set({ set_aside_because: because })
    .where("remittance_claim_id", "=", remittanceClaimId)
    .execute();
  return ok({});
}
