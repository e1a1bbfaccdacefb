import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { BillingContext } from "../../application/context.ts";
import { findPatient } from "../../sql/copies.ts";
import { billToOf, type BillTo } from "../domain/family-bill.ts";
import { householdsOf } from "../sql/families.ts";

/** BIL-320: whom a patient's bills go to by a family; null where by none. Somebody pays for a patient in one family at most. */
export async function billTo({ tx, today }: BillingContext, patient: Patient): Promise<BillTo | null> {
  for (const household of await householdsOf(tx, patient.patientId)) {
    const payer = household.guarantor?.patientId;
    const found = billToOf(household, patient, payer ? await findPatient(tx, payer) : null, today);
    if (found) return found;
  }
  return null;
}
