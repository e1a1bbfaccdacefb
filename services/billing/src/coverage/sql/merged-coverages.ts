import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type T = Tx<BillingSchema>;

/** Coverages that have just come with a merged record: their own place is not noted yet. */
export async function comingCoverages(tx: T, from: string, owner: string): Promise<string[]> {
  const { rows } = await sql<{ coverage_id: string }>`select c.coverage_id from coverage c
    join patient_origin o on o.table_name = 'coverage' and o.key = c.coverage_id::text
    where o.patient_id = ${from} and c.patient_id = ${owner} and o.before is null
    order by c.priority, c.from_date, c.coverage_id`.execute(tx);
  return rows.map((row) => row.coverage_id);
}

/** Those that are with their own record again and had another place meanwhile. */
export async function comingHome(tx: T, patientId: string): Promise<string[]> {
  const { rows } = await sql<{ coverage_id: string }>`select c.coverage_id from coverage c
    join patient_origin o on o.table_name = 'coverage' and o.key = c.coverage_id::text
    where o.patient_id = ${patientId} and c.patient_id = ${patientId} and o.before is not null
    order by c.coverage_id`.execute(tx);
  return rows.map((row) => row.coverage_id);
}

/** Notes the own place and gives another one; nothing that a person entered changes, so the version stays. */
export async function keepPlace(tx: T, coverageId: string, priority: number): Promise<void> {
  await sql`update patient_origin o set before = jsonb_build_object('priority', c.priority) from coverage c
    where o.table_name = 'coverage' and o.key = ${coverageId} and c.coverage_id = ${coverageId}`.execute(tx);
  await sql`update coverage set priority = ${priority} where coverage_id = ${coverageId}`.execute(tx);
}

export async function putBackPlace(tx: T, coverageId: string): Promise<void> {
  await sql`update coverage c set priority = (o.before ->> 'priority')::int from patient_origin o
    where o.table_name = 'coverage' and o.key = c.coverage_id::text and c.coverage_id = ${coverageId}`.execute(tx);
}
