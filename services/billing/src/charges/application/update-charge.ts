import type { chargeOperations } from "@practicum/contracts/billing/charges";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { changeCharge, lockCharge } from "../sql/charges.ts";
import { followsCharges } from "../../claims/sql/claims.ts";
import { findVisit } from "../sql/visits.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/**
 * BIL-12: a charge is edited while it is in review. Once posted, its money stays as it is; modifiers and pointers may still be
 * mended while the claim has not left the house.
 */
export async function updateCharge(
  context: BillingContext,
  input: InputOf<typeof chargeOperations.updateCharge>,
): ReplyOf<typeof chargeOperations.updateCharge> {
  const { tx } = context;
  const before = await lockCharge(tx, input.chargeId);
  if (!before) return fail("not-found");
  const moneyStays = input.units === before.units && input.unitPrice === before.unit_price;
  if (before.status !== "review" && !(moneyStays && (await hasUnsentClaim(context, before.encounter_id))))
    return fail("charge-not-open", { detail: { status: before.status } });
  if (before.version !== input.version) return fail("stale-version");
  const visit = await findVisit(tx, before.encounter_id);
  if (visit) context.auditPatient(visit.patient_id);
  const version = before.version + 1;
  await changeCharge(tx, input.chargeId, {
    modifiers: input.modifiers,
    units: input.units,
    pointers: input.pointers,
    unit_price: input.unitPrice,
    amount: input.unitPrice === null ? null : input.unitPrice * input.units,
    version,
  });
  return ok({ version });
}

async function hasUnsentClaim({ tx }: BillingContext, encounterId: string): Promise<boolean> {
  return followsCharges(tx, encounterId);
}
