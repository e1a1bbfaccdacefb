import type { ReportRow } from "@practicum/contracts/billing/reports";
import type { BillingContext } from "../../application/context.ts";
import { patientsById } from "../../sql/copies.ts";
import type { SetRow } from "../sql/measures.ts";

/** Rows as they are shown: with the names of the patients. */
export async function shown({ tx }: BillingContext, rows: readonly SetRow[]): Promise<ReportRow[]> {
  const ids = new Set(rows.flatMap((row) => row.patient_id ?? []));
  const patients = await patientsById(tx, [...ids]);
  return rows.map((row) => ({
    rowId: row.row_id,
    date: row.on_date,
    label: row.label,
    payerName: row.payer,
    patientId: row.patient_id,
    patientName: (row.patient_id === null ? null : patients.get(row.patient_id)?.name) ?? null,
    encounterId: row.encounter_id,
    claimId: row.claim_id,
    amount: row.amount,
  }));
}
