import type { claimVoidOperations } from "@practicum/contracts/billing/claims";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { hasAppealOut } from "../../appeals/sql/appeals.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { withOpenDenial } from "../../denials/sql/denials.ts";
import { decideVoid, mayWithdraw, withdrawnTo } from "../domain/claim-void.ts";
import { isUnsent } from "../domain/claim-status.ts";
import { filingTime } from "../domain/filing-time.ts";
import { changeClaim, FREE, lockClaims, type ClaimChange, type ClaimRow } from "../sql/claims.ts";
import { recordClaimEvent, tellClaim } from "./claim-history.ts";
import { rebuildClaim } from "./rebuild-claim.ts";

/** BIL-489: a claim that its payer has is to be as if it had never been sent: what it says goes out once more, as a void (frequency 8). */
export async function voidClaim(
  context: BillingContext,
  input: InputOf<typeof claimVoidOperations.voidClaim>,
): ReplyOf<typeof claimVoidOperations.voidClaim> {
  const { tx, now } = context;
  const [claim] = await lockClaims(tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (claim.version !== input.version) return fail("stale-version");
  const { payer_name: payer, payer_claim_number: payerClaimNumber, status, frequency } = claim;
  const decided = decideVoid({
    status,
    frequency,
    payerClaimNumber,
    corrections: (await findPayer(tx, claim.payer_id))?.rules.corrections ?? "replacement",
    appealOut: await hasAppealOut(tx, claim.claim_id),
  });
  switch (decided) {
    case "not-there":
      return fail("claim-not-ready", { detail: { status } });
    case "reopening":
      return fail("reopening-needed", {
        field: "corrections",
        detail: { payer, number: payerClaimNumber ?? claim.number },
      });
    case "appeal":
      return fail("appeal-is-out", { detail: { payer } });
    case "no-number":
      return fail("no-payer-number", { detail: { payer } });
    case "void":
      break;
  }
  const before = {
    before_void: status,
    frequency_before: frequency === "8" ? (claim.frequency_before ?? "1") : frequency,
  };
  await changeClaim(tx, claim, now, before);
  await recordClaimEvent(context, claim.claim_id, { what: "To be voided", detail: input.because });
  const rebuilt = await rebuildClaim(
    context,
    { ...claim, ...before },
    { what: "Opened as a void (frequency 8)", frequency: "8", attempt: claim.attempt + 1 },
  );
  return ok({ status: rebuilt.status, version: rebuilt.version });
}

/** BIL-490: a void that the payer does not have is taken back; the claim is what it was before, and answers to it count again. */
export async function withdrawVoid(
  context: BillingContext,
  input: InputOf<typeof claimVoidOperations.withdrawVoid>,
): ReplyOf<typeof claimVoidOperations.withdrawVoid> {
  const { tx, now } = context;
  const [claim] = await lockClaims(tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (claim.version !== input.version) return fail("stale-version");
  const before = claim.before_void;
  if (!mayWithdraw(claim) || before === null) return fail("claim-not-ready", { detail: { status: claim.status } });
  const open = (await withOpenDenial(tx, [claim.claim_id])).size > 0;
  const status = withdrawnTo(before, open);
  const version = await changeClaim(tx, claim, now, { status, ...FREE, ...unvoided(claim) });
  await recordClaimEvent(context, claim.claim_id, { what: "Void withdrawn", detail: "" });
  tellClaim(context, claim, status);
  return ok({ status, version });
}

/** What a claim is again whose void comes to nothing. A number of an attempt that was sent stays used (BIL-24). */
export function unvoided(claim: ClaimRow): ClaimChange {
  const frequency = claim.frequency_before ?? "1";
  const content = frequency === "1" ? { ...claim.content, originalClaimNumber: null } : claim.content;
  const filing = filingTime(content);
  return {
    frequency,
    content,
    filing_deadline: filing.by,
    filing_soon: filing.soon,
    findings: [],
    error_count: 0,
    attempt: isUnsent(claim.status) ? claim.attempt - 1 : claim.attempt,
    before_void: null,
    frequency_before: null,
  };
}
