import type { claimWorkOperations } from "@practicum/contracts/billing/claim-work";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { mayDo } from "@practicum/contracts/permission";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { isOpenDenial } from "../../denials/domain/denial-policy.ts";
import { lockDenials, placeDenial } from "../../denials/sql/denials.ts";
import { findStaff } from "../../sql/copies.ts";
import { isFinished } from "../domain/claim-status.ts";
import { decideFollowUp, whyNotHanded } from "../domain/claim-work.ts";
import { NOTE } from "../sql/claim-events.ts";
import { findClaim, findClaims, lockClaims, placeClaim, type ClaimRow } from "../sql/claims.ts";
import { recordClaimEvent, tellClaim } from "./claim-history.ts";

/** BIL-425: who has a claim: one who may work it, or nobody. */
export async function assignClaims(
  context: BillingContext,
  input: InputOf<typeof claimWorkOperations.assignClaims>,
): ReplyOf<typeof claimWorkOperations.assignClaims> {
  const owner = await ownerOf(context, input.ownerId);
  if (!owner.ok) return owner;
  const was = new Map<string, string | null>(input.claims.map((one) => [one.claimId, one.was]));
  const claims = await lockClaims(context.tx, [...was.keys()]);
  if (claims.length < was.size) return fail("not-found");
  const left: { id: string; because: string }[] = [];
  let changed = 0;
  for (const claim of claims) {
    context.auditPatient(claim.patient_id);
    const because = whyStays(claim, was.get(claim.claim_id) ?? null, input.ownerId);
    if (because !== null) left.push({ id: claim.claim_id, because });
    else if (claim.owner_id !== input.ownerId) {
      changed += 1;
      await placeClaim(context.tx, claim.claim_id, { owner_id: input.ownerId, owner_name: owner.value });
      await tellAssigned(context, claim, "Assigned", owner.value);
    }
  }
  return ok({ changed, left });
}

/** BIL-425: who has a denial. It may be somebody else than who has its claim. */
export async function assignDenials(
  context: BillingContext,
  input: InputOf<typeof claimWorkOperations.assignDenials>,
): ReplyOf<typeof claimWorkOperations.assignDenials> {
  const { tx } = context;
  const owner = await ownerOf(context, input.ownerId);
  if (!owner.ok) return owner;
  const was = new Map<string, string | null>(input.denials.map((one) => [one.denialId, one.was]));
  const denials = await lockDenials(tx, [...was.keys()]);
  if (denials.length < was.size) return fail("not-found");
  const found = await findClaims(
    tx,
    denials.map((one) => one.claim_id),
  );
  const claims = new Map(found.map((one) => [one.claim_id, one]));
  const left: { id: string; because: string }[] = [];
  let changed = 0;
  for (const denial of denials) {
    context.auditPatient(denial.patient_id);
    const because = whyStays(denial, was.get(denial.denial_id) ?? null, input.ownerId);
    if (because !== null) left.push({ id: denial.denial_id, because });
    else if (denial.owner_id !== input.ownerId) {
      changed += 1;
      await placeDenial(tx, denial.denial_id, { owner_id: input.ownerId, owner_name: owner.value });
      const claim = claims.get(denial.claim_id);
      const what = `${denial.adjustment_group}-${denial.reason} assigned`;
      if (claim) await tellAssigned(context, claim, what, owner.value);
    }
  }
  return ok({ changed, left });
}

/** BIL-426: when somebody looks at a claim again. */
export async function followClaim(
  context: BillingContext,
  input: InputOf<typeof claimWorkOperations.followClaim>,
): ReplyOf<typeof claimWorkOperations.followClaim> {
  const [claim] = await lockClaims(context.tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  const decided = followUp(context, input, claim.follow_up_on, isFinished(claim.status), claim.status);
  if (!decided.ok) return decided;
  if (decided.value) {
    await placeClaim(context.tx, claim.claim_id, { follow_up_on: input.on });
    await tellFollowUp(context, claim, "Follow-up", input.on);
  }
  return ok({ followUpOn: input.on });
}

/** BIL-426: when somebody looks at a denial again. */
export async function followDenial(
  context: BillingContext,
  input: InputOf<typeof claimWorkOperations.followDenial>,
): ReplyOf<typeof claimWorkOperations.followDenial> {
  const { tx } = context;
  const [denial] = await lockDenials(tx, [input.denialId]);
  if (!denial) return fail("not-found");
  context.auditPatient(denial.patient_id);
  const finished = !isOpenDenial(denial.status);
  const decided = followUp(context, input, denial.follow_up_on, finished, denial.status);
  if (!decided.ok) return decided;
  if (decided.value) {
    await placeDenial(tx, denial.denial_id, { follow_up_on: input.on });
    const claim = await findClaim(tx, denial.claim_id);
    const what = `Follow-up of ${denial.adjustment_group}-${denial.reason}`;
    if (claim) await tellFollowUp(context, claim, what, input.on);
  }
  return ok({ followUpOn: input.on });
}

/** BIL-428: a note stands in the claim's history, with who and when; it is never changed. */
export async function noteClaim(
  context: BillingContext,
  input: InputOf<typeof claimWorkOperations.noteClaim>,
): ReplyOf<typeof claimWorkOperations.noteClaim> {
  const [claim] = await lockClaims(context.tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  await recordClaimEvent(context, claim.claim_id, { what: NOTE, detail: input.text });
  tellClaim(context, claim, claim.status);
  return ok({});
}

/** The name under which the work stands; null of nobody. Who can't work a claim is given none. */
async function ownerOf(context: BillingContext, ownerId: string | null): Promise<Result<string | null, DomainError>> {
  if (ownerId === null) return ok(null);
  const staff = await findStaff(context.tx, ownerId);
  if (!staff || !mayHave(staff))
    return fail("invalid-input", {
      field: "ownerId",
      fields: [{ field: "ownerId", message: "Choose somebody who works claims, or nobody." }],
    });
  return ok(`${staff.family}, ${staff.given}`);
}

const mayHave = (staff: StaffMember) => staff.active && mayDo(staff, "claim.write");

function whyStays(
  row: { readonly owner_id: string | null; readonly owner_name: string | null },
  was: string | null,
  to: string | null,
): string | null {
  return whyNotHanded({ was, now: { ownerId: row.owner_id, ownerName: row.owner_name }, to });
}

/** @returns whether the day changes. */
function followUp(
  { today }: BillingContext,
  { was, on }: { readonly was: LocalDate | null; readonly on: LocalDate | null },
  now: LocalDate | null,
  finished: boolean,
  status: string,
): Result<boolean, DomainError> {
  const decided = decideFollowUp({ was, now, on, today, finished });
  switch (decided.kind) {
    case "stale":
      return fail("stale-version", { field: "on" });
    case "finished":
      return fail("claim-not-ready", { detail: { status } });
    case "wrong-day":
      return fail("invalid-input", { field: "on", fields: [{ field: "on", message: decided.message }] });
    default:
      return ok(decided.kind === "changed");
  }
}

async function tellAssigned(context: BillingContext, claim: ClaimRow, what: string, name: string | null) {
  await recordClaimEvent(context, claim.claim_id, { what, detail: name === null ? "To nobody" : `To ${name}` });
  tellClaim(context, claim, claim.status);
}

async function tellFollowUp(context: BillingContext, claim: ClaimRow, what: string, on: LocalDate | null) {
  const detail = on === null ? "No follow-up is planned" : `Follow up on ${formatDate(on)}`;
  await recordClaimEvent(context, claim.claim_id, { what, detail });
  tellClaim(context, claim, claim.status);
}
