import type { Cents } from "@practicum/kernel/money";
import { move, type Entry } from "../../ledger/domain/ledger.ts";

/**
 * BIL-351: what a patient owed in the old system is the patient's receivable against opening balances; no revenue, for that was earned before.
 *
 * @param amount above zero is owed by the patient, below zero is the patient's credit.
 */
export function openingEntries(
  amount: Cents,
  about: { readonly system: string; readonly patientId: string; readonly encounterId: string },
): Entry[] {
  const { system, patientId, encounterId } = about;
  return move(
    amount,
    { debit: "patient-receivable", credit: "opening-balance" },
    { because: `Balance brought over from ${system}`, rule: "BIL-351", patientId, encounterId },
  );
}
