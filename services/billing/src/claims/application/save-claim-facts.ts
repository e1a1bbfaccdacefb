import type { claimFactOperations } from "@practicum/contracts/billing/claim-facts";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { ownFacts, visitFacts } from "../domain/claim-facts.ts";
import { isUnsent } from "../domain/claim-status.ts";
import { keepVisitFacts } from "../sql/claim-facts.ts";
import { changeClaim, lockClaims } from "../sql/claims.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { rebuildClaim } from "./rebuild-claim.ts";

/** BIL-130: authorization, referral, accident, who ordered and who referred: of a claim that has not left the house. */
export async function saveClaimFacts(
  context: BillingContext,
  input: InputOf<typeof claimFactOperations.saveClaimFacts>,
): ReplyOf<typeof claimFactOperations.saveClaimFacts> {
  const [claim] = await lockClaims(context.tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (!isUnsent(claim.status) || claim.frequency === "8")
    return fail("claim-not-ready", { detail: { status: claim.status } });
  if (claim.version !== input.version) return fail("stale-version");
  await keepVisitFacts(context.tx, claim.encounter_id, visitFacts(input.facts));
  const facts = ownFacts(input.facts);
  const version = await changeClaim(context.tx, claim, context.now, { facts });
  const rebuilt = await rebuildClaim(
    context,
    { ...claim, facts, version },
    { what: "Facts entered", frequency: claim.frequency, attempt: claim.attempt },
  );
  return ok({ status: rebuilt.status, version: rebuilt.version });
}
