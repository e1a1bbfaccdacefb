import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "./schema.ts";

/** What each patient owes now, by the balances that the ledger keeps: less what was paid ahead, in cents. */
export async function owedBy(tx: Tx<BillingSchema>, patientIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{
    patient_id: string;
    owed: number;
  }>`select patient_id, sum(amount)::bigint as owed from balance_now
    where patient_id = any(${patientIds}::uuid[]) and account in ('patient-receivable', 'collections', 'unapplied')
    group by patient_id`.execute(tx);
  return new Map(rows.map((row) => [row.patient_id, row.owed]));
}
