import type { claimFactOperations } from "@practicum/contracts/billing/claim-facts";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { followsCharges } from "../../claims/sql/claims.ts";
import { lockCharge, setChargeDrug } from "../sql/charges.ts";
import { findVisit } from "../sql/visits.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** BIL-130: which drug a line gave, by its NDC, and how much of it; while the line is in review or its claim in the house (BIL-12). */
export async function saveChargeDrug(
  context: BillingContext,
  input: InputOf<typeof claimFactOperations.saveChargeDrug>,
): ReplyOf<typeof claimFactOperations.saveChargeDrug> {
  const { tx } = context;
  const charge = await lockCharge(tx, input.chargeId);
  if (!charge) return fail("not-found");
  const visit = await findVisit(tx, charge.encounter_id);
  if (visit) context.auditPatient(visit.patient_id);
  const open = charge.status === "review" || (await followsCharges(tx, charge.encounter_id));
  if (!open) return fail("charge-not-open", { detail: { status: charge.status } });
  if (charge.version !== input.version) return fail("stale-version");
  return ok({ version: await setChargeDrug(tx, input.chargeId, input.drug) });
}
