import { unitsMaxOf } from "@practicum/contracts/charting/bounds";
import { chargesCaptured, type chargeOperations } from "@practicum/contracts/billing/charges";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { serviceEntry } from "../../claims/domain/code-facts.ts";
import { isUnsent } from "../../claims/domain/claim-status.ts";
import { recordClaimEvent, tellClaim } from "../../claims/application/claim-history.ts";
import { rebuildClaim } from "../../claims/application/rebuild-claim.ts";
import { changeClaim, claimsOfVisit, type ClaimRow } from "../../claims/sql/claims.ts";
import { isVoidedOpen } from "../../claims/sql/find-claims.ts";
import { post, settle } from "../../ledger/application/post.ts";
import { move, posting } from "../../ledger/domain/ledger.ts";
import { findPatient, findStaff } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { insertCharges, insertVisit, lockCharge, markChargeReversed } from "../sql/charges.ts";
import { pricesOn } from "../sql/prices.ts";
import { findVisit, lockCharges, type ChargeRow, type Visit } from "../sql/visits.ts";

type Added = InputOf<typeof chargeOperations.addCharge>;

/** BIL-113: a charge that the note does not have, with its reason. */
export async function addCharge(context: BillingContext, input: Added): ReplyOf<typeof chargeOperations.addCharge> {
  const open = await openVisit(context, input.encounterId);
  if (!open.ok) return open;
  const added = await add(context, open.value, input);
  if (!added.ok) return added;
  await follow(context, open.value);
  return ok({});
}

/** BIL-114: a charge is taken off by its opposite; it stays to be seen. */
export async function voidCharge(
  context: BillingContext,
  input: InputOf<typeof chargeOperations.voidCharge>,
): ReplyOf<typeof chargeOperations.voidCharge> {
  const taken = await takeOff(context, input);
  if (!taken.ok) return taken;
  await follow(context, taken.value);
  return ok({});
}

/** BIL-114: recoded is taken off and charged anew, in one act. */
export async function recodeCharge(
  context: BillingContext,
  input: InputOf<typeof chargeOperations.recodeCharge>,
): ReplyOf<typeof chargeOperations.recodeCharge> {
  const taken = await takeOff(context, input);
  if (!taken.ok) return taken;
  const { chargeId: _, version: _seen, newChargeId, ...rest } = input;
  const encounterId = taken.value.visit.encounter_id;
  const added = await add(context, taken.value, { ...rest, chargeId: newChargeId as string, encounterId });
  if (!added.ok) return added;
  await follow(context, taken.value);
  return ok({});
}

/** BIL-115: charges of a visit that has no note: an injection by the assistant, a test alone. */
export async function chargeWithoutNote(
  context: BillingContext,
  input: InputOf<typeof chargeOperations.chargeWithoutNote>,
): ReplyOf<typeof chargeOperations.chargeWithoutNote> {
  const { tx, now, today } = context;
  if (!(await findPatient(tx, input.patientId))) return context.notHereYet({ field: "patientId" });
  if (!(await findStaff(tx, input.providerId))) return fail("not-found", { field: "providerId" });
  if (input.serviceDate > today) return fail("in-the-future", { field: "serviceDate" });
  const fresh = await insertVisit(tx, {
    encounter_id: input.encounterId,
    patient_id: input.patientId,
    appointment_id: null,
    location_id: input.locationId,
    service_date: input.serviceDate,
    provider_id: input.providerId,
    supervisor_id: null,
    signed_at: now,
    seal: "",
    diagnoses: input.diagnoses,
    released_at: null,
    without_note: `${input.because} (${actorName(context.actor)})`,
  });
  if (!fresh) return fail("already-recorded", { field: "encounterId" });
  const visit = must(await findVisit(tx, input.encounterId));
  const { chargeId, encounterId, code, modifiers, units, pointers, because } = input;
  const added = await add(
    context,
    { visit, claim: null },
    { chargeId, encounterId, code, modifiers, units, pointers, because },
  );
  if (!added.ok) return added;
  context.emit(chargesCaptured, { encounterId, patientId: input.patientId, total: 0, problems: 0 });
  return ok({});
}

interface OpenVisit {
  readonly visit: Visit;
  /** Built and not sent, or voided by its payer with its money open (BIL-491); null while nothing is released, or where the patient pays alone. */
  readonly claim: ClaimRow | null;
}

/** A visit whose charges may change: in review, or released and nothing of it sent or decided. */
async function openVisit(context: BillingContext, encounterId: string): Promise<Result<OpenVisit, DomainError>> {
  const seen = await findVisit(context.tx, encounterId);
  if (!seen) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(seen.patient_id);
  await lockPatients(context.tx, [seen.patient_id]);
  const visit = must(await findVisit(context.tx, encounterId));
  const all = await claimsOfVisit(context.tx, encounterId);
  const claims = all.filter((one) => one.status !== "voided");
  const gone = claims.find((one) => !isUnsent(one.status) || one.attempt > 1 || one.payer_order > 1);
  if (gone) return fail("charge-not-open", { detail: { status: `on claim ${gone.number}, which was sent` } });
  const given = claims.length === 0 ? all.find((one) => one.payer_order === 1 && one.frequency === "8") : undefined;
  return ok({ visit, claim: claims[0] ?? (given && (await isVoidedOpen(context.tx, given.claim_id)) ? given : null) });
}

async function add(
  context: BillingContext,
  { visit, claim }: OpenVisit,
  input: Added,
): Promise<Result<undefined, DomainError>> {
  const { tx } = context;
  const entry = serviceEntry(input.code, visit.service_date);
  const unitPrice = (await pricesOn(tx, visit.service_date, [input.code])).get(input.code)?.price ?? null;
  const released = visit.released_at !== null;
  // What no code set and no price list knows is no service, but a slip of the keys.
  if ((released || !entry) && unitPrice === null)
    return fail("no-price", { field: "code", detail: { code: input.code } });
  if (input.pointers.some((pointer) => pointer > visit.diagnoses.length) || (released && input.pointers.length === 0))
    return fail("invalid-input", {
      field: "pointers",
      fields: [{ field: "pointers", message: "Say by letter which of the visit's diagnoses it is for." }],
    });
  const before = await lockCharges(tx, visit.encounter_id);
  const units = before
    .filter((one) => one.code === input.code && one.status !== "reversed")
    .reduce((sum, one) => sum + one.units, input.units);
  const most = unitsMaxOf(input.code);
  if (units > most) {
    const message = `At most ${most} ${most === 1 ? "unit" : "units"} of ${input.code} a day; there would be ${units}. Check the units.`;
    return fail("invalid-input", { field: "units", fields: [{ field: "units", message }] });
  }
  const row: ChargeRow = {
    charge_id: input.chargeId,
    encounter_id: visit.encounter_id,
    line_number: Math.max(0, ...before.map((one) => one.line_number)) + 1,
    code: input.code,
    label: entry?.label ?? input.code,
    modifiers: input.modifiers,
    units: input.units,
    pointers: input.pointers,
    unit_price: unitPrice,
    amount: unitPrice === null ? null : unitPrice * input.units,
    status: released ? "released" : "review",
    version: 1,
    drug: null,
    by_hand: `${input.because} (${actorName(context.actor)})`,
    given_id: null,
  };
  await insertCharges(tx, [row]);
  if (released) await postCharge(context, { visit, claim }, row, { sign: 1, because: input.because });
  return ok();
}

async function takeOff(
  context: BillingContext,
  input: { readonly chargeId: string; readonly version: number; readonly because: string },
): Promise<Result<OpenVisit, DomainError>> {
  const seen = await lockCharge(context.tx, input.chargeId);
  if (!seen) return fail("not-found");
  const open = await openVisit(context, seen.encounter_id);
  if (!open.ok) return open;
  if (seen.status === "reversed") return fail("charge-not-open", { detail: { status: "taken off" } });
  if (seen.version !== input.version) return fail("stale-version");
  await markChargeReversed(context.tx, input.chargeId, `${input.because} (${actorName(context.actor)})`);
  if (seen.status !== "review") await postCharge(context, open.value, seen, { sign: -1, because: input.because });
  return open;
}

/** Revenue is earned or taken back with the charge; who owes it is the payer of the claim, or at once the patient. */
async function postCharge(
  context: BillingContext,
  { visit, claim }: OpenVisit,
  charge: ChargeRow,
  how: { readonly sign: 1 | -1; readonly because: string },
): Promise<void> {
  const words = how.sign > 0 ? "charged by hand" : "taken off";
  const entries = move(
    how.sign * must(charge.amount),
    { debit: claim ? "insurance-receivable" : "patient-receivable", credit: "revenue" },
    {
      because: `${charge.code} ${charge.label}, ${words}: ${how.because}`,
      rule: how.sign > 0 ? "BIL-113" : "BIL-114",
      patientId: visit.patient_id,
      encounterId: visit.encounter_id,
      chargeId: charge.charge_id,
      claimId: claim?.claim_id ?? null,
    },
  );
  const key = `charge-${how.sign > 0 ? "added" : "voided"}:${charge.charge_id}`;
  await post(context, posting(key, { kind: "charge", id: visit.encounter_id }, entries));
  await settle(context, visit.patient_id);
}

/** What was built of the visit follows: the claim with its new total, or void where nothing is left to bill. */
async function follow(context: BillingContext, { visit, claim }: OpenVisit): Promise<void> {
  if (!claim) return;
  const left = (await lockCharges(context.tx, visit.encounter_id)).filter((one) => one.status !== "reversed");
  const total = left.reduce((sum, one) => sum + must(one.amount), 0);
  if (left.length === 0) {
    await changeClaim(context.tx, claim, context.now, { status: "voided", total: 0 });
    await recordClaimEvent(context, claim.claim_id, {
      what: "Voided",
      detail: "Every charge of the visit was taken off",
    });
    return tellClaim(context, claim, "voided");
  }
  await changeClaim(context.tx, claim, context.now, { total });
  // What its payer voided is built again when somebody bills it anew.
  if (claim.status === "voided") return tellClaim(context, claim, "voided");
  await rebuildClaim(
    context,
    { ...claim, total },
    { what: "Charges changed by hand", frequency: claim.frequency, attempt: claim.attempt },
  );
}
