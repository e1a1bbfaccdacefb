import type { claimOperations } from "@practicum/contracts/billing/claims";
import { fail } from "@practicum/contracts/error";
import type { DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { correctionOf } from "../domain/claim-status.ts";
import { hasAppealOut } from "../../appeals/sql/appeals.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { changeClaim, lockClaims, type ClaimRow } from "../sql/claims.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { rebuildClaim } from "./rebuild-claim.ts";

const OPENED = {
  resend: "Opened for resending",
  replace: "Opened as a corrected claim (frequency 7)",
  new: "Opened as a new claim: this payer takes no replacement",
} as const;

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
  // BIL-180: what the payer looks at again is not sent again beside it.
  if (await hasAppealOut(context.tx, claim.claim_id))
    return fail("appeal-is-out", { detail: { payer: claim.payer_name } });
  const payer = await findPayer(context.tx, claim.payer_id);
  const kind = correctionOf(claim.status, payer?.rules.corrections ?? "replacement", claim.frequency);
  if (kind === null) return fail("claim-not-ready", { detail: { status: claim.status } });
  if (kind === "reopening")
    return fail("reopening-needed", {
      field: "corrections",
      detail: { payer: claim.payer_name, number: claim.payer_claim_number ?? claim.number },
    });
  const facts = { ...claim.facts, sameAgainBecause: null };
  // Why the attempt before went out unchanged says nothing of this one.
  if (claim.facts.sameAgainBecause) await changeClaim(context.tx, claim, context.now, { facts });
  // BIL-491: a new claim owes nothing to the one that the payer voided, nor to that one's number.
  const anew = claim.status === "voided";
  const fresh = { frequency: "1", payer_claim_number: null, before_void: null, frequency_before: null } as const;
  if (anew) await changeClaim(context.tx, claim, context.now, fresh);
  const rebuilt = await rebuildClaim(
    context,
    { ...claim, facts, ...(anew ? fresh : {}) },
    {
      what: anew ? "Opened as a new claim: the payer voided the one before" : OPENED[kind],
      frequency: kind === "resend" ? claim.frequency : kind === "replace" ? "7" : "1",
      attempt: claim.attempt + 1,
    },
  );
  return ok({ status: rebuilt.status, version: rebuilt.version });
}
