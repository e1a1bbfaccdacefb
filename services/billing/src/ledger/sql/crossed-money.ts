import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

/** Of these patients those whose money stands on another one's visit. */
export async function crossedPayers(tx: Tx<BillingSchema>, patientIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ patient_id: string }>`select distinct patient_id from (
      select e.patient_id from ledger_entry e join visit v on v.encounter_id = e.encounter_id
      where e.account = 'patient-receivable' and e.patient_id = any(${patientIds}::uuid[])
        and v.patient_id = any(${patientIds}::uuid[]) and v.patient_id <> e.patient_id
      group by e.patient_id, e.encounter_id having sum(e.amount) <> 0) as crossed order by patient_id`.execute(tx);
  return rows.map((row) => row.patient_id);
}
