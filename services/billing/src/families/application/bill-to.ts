import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { BillingContext } from "../../application/context.ts";
import { findPatient, patientsById } from "../../sql/copies.ts";
import { billToOf, type BillTo } from "../domain/family-bill.ts";
import { householdsOf, householdsOfAll } from "../sql/families.ts";

/** BIL-320: whom a patient's bills go to by a family; null where by none. Somebody pays for a patient in one family at most. */
export async function billTo(
  { tx, today }: BillingContext,
  patient: Patient,
): Promise<(BillTo & { readonly householdId: string }) | null> {
  for (const household of await householdsOf(tx, patient.patientId)) {
    const payer = household.guarantor?.patientId;
    const found = billToOf(household, patient, payer ? await findPatient(tx, payer) : null, today);
    if (found) return { ...found, householdId: household.householdId };
  }
  return null;
}

/** The family that a patient is the guarantor of, whose bills come to the same person; null of any other patient. */
export async function paysFor({ tx }: BillingContext, patient: Patient): Promise<string | null> {
  const households = await householdsOf(tx, patient.patientId);
  return households.find((one) => one.guarantor?.patientId === patient.patientId)?.householdId ?? null;
}

/** Whom each of many patients' bills go to by a family, by a few queries for all of them. */
export async function billToAll(
  { tx, today }: BillingContext,
  patients: readonly Patient[],
): Promise<ReadonlyMap<string, BillTo>> {
  const families = await householdsOfAll(
    tx,
    patients.map((one) => one.patientId),
  );
  const payers = await patientsById(
    tx,
    [...families.values()].flat().flatMap((one) => one.guarantor?.patientId ?? []),
  );
  const found = new Map<string, BillTo>();
  for (const patient of patients)
    for (const household of families.get(patient.patientId) ?? []) {
      const to = billToOf(household, patient, payers.get(household.guarantor?.patientId ?? "") ?? null, today);
      if (to && !found.has(patient.patientId)) found.set(patient.patientId, to);
    }
  return found;
}
