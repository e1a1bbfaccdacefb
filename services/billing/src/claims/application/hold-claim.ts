import type { claimWorkOperations } from "@practicum/contracts/billing/claim-work";
import { fail } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { decideHold, holdOf, holdWords } from "../domain/claim-hold.ts";
import { changeClaim, FREE, lockClaims } from "../sql/claims.ts";
import { recordClaimEvent, tellClaim } from "./claim-history.ts";

/** BIL-430: a claim that has not left the house is held back, with the reason; another hold takes the place of the one before. */
export async function holdClaim(
  context: BillingContext,
  input: InputOf<typeof claimWorkOperations.holdClaim>,
): ReplyOf<typeof claimWorkOperations.holdClaim> {
  const { tx, now, today, actor } = context;
  const [claim] = await lockClaims(tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (claim.version !== input.version) return fail("stale-version");
  const { because, note, until } = input;
  const decided = decideHold({ status: claim.status, until, today, filingDeadline: claim.filing_deadline });
  if (decided.kind === "sent") return fail("claim-not-ready", { detail: { status: claim.status } });
  if (decided.kind === "wrong-day")
    return fail("invalid-input", { field: "until", fields: [{ field: "until", message: decided.message }] });
  const hold = {
    held_because: because,
    held_note: note || null,
    held_until: until,
    held_at: now,
    held_by: actorName(actor),
  };
  const version = await changeClaim(tx, claim, now, hold);
  const held = holdOf(hold, today);
  const past = decided.passesFiling
    ? ` The filing time ends before that, on ${formatDate(claim.filing_deadline ?? today)}.`
    : "";
  await recordClaimEvent(context, claim.claim_id, { what: "On hold", detail: `${held ? holdWords(held) : ""}${past}` });
  tellClaim(context, claim, claim.status);
  return ok({ version });
}

/** BIL-430: it may go out again. One whose day has come is free already; its hold is taken off all the same. */
export async function releaseClaim(
  context: BillingContext,
  input: InputOf<typeof claimWorkOperations.releaseClaim>,
): ReplyOf<typeof claimWorkOperations.releaseClaim> {
  const { tx, now } = context;
  const [claim] = await lockClaims(tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (claim.held_because === null) return ok({ version: claim.version });
  if (claim.version !== input.version) return fail("stale-version");
  const version = await changeClaim(tx, claim, now, FREE);
  await recordClaimEvent(context, claim.claim_id, { what: "Released from hold", detail: "It may go out" });
  tellClaim(context, claim, claim.status);
  return ok({ version });
}
