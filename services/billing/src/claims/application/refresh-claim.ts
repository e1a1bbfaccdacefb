import type { claimOperations } from "@practicum/contracts/billing/claims";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { isUnsent } from "../domain/claim-status.ts";
import { lockClaims } from "../sql/claims.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { rebuildClaim } from "./rebuild-claim.ts";

/** BIL-22: only a claim that has not left the house follows its sources. */
export async function refreshClaim(
  context: BillingContext,
  input: InputOf<typeof claimOperations.refreshClaim>,
): ReplyOf<typeof claimOperations.refreshClaim> {
  const [claim] = await lockClaims(context.tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (!isUnsent(claim.status)) return fail("claim-not-ready", { detail: { status: claim.status } });
  return ok(
    await rebuildClaim(context, claim, { what: "Checked again", frequency: claim.frequency, attempt: claim.attempt }),
  );
}
