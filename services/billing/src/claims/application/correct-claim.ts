import type { claimOperations } from "@practicum/contracts/billing/claims";
import { fail } from "@practicum/contracts/error";
import type { DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { correctionOf } from "../domain/claim-status.ts";
import { lockClaims, type ClaimRow } from "../sql/claims.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { rebuildClaim } from "./rebuild-claim.ts";

/** BIL-26: a rejected claim was never decided and goes out again as it was meant; a decided one is replaced (frequency 7). */
export async function correctClaim(
  context: BillingContext,
  input: InputOf<typeof claimOperations.correctClaim>,
): ReplyOf<typeof claimOperations.correctClaim> {
  const [claim] = await lockClaims(context.tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (claim.version !== input.version) return fail("stale-version");
  const opened = await openForCorrection(context, claim);
  return opened.ok ? ok({ status: opened.value.status, version: opened.value.version }) : opened;
}

/** The same for a claim whose lock the caller holds. */
export async function openForCorrection(
  context: BillingContext,
  claim: ClaimRow,
): Promise<Result<{ status: ClaimRow["status"]; version: number }, DomainError>> {
  const kind = correctionOf(claim.status);
  if (kind === null) return fail("claim-not-ready", { detail: { status: claim.status } });
  const rebuilt = await rebuildClaim(context, claim, {
    what: kind === "resend" ? "Opened for resending" : "Opened as a corrected claim (frequency 7)",
    frequency: kind === "resend" ? claim.frequency : "7",
    attempt: claim.attempt + 1,
  });
  return ok({ status: rebuilt.status, version: rebuilt.version });
}
