import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { SchedulingTables } from "./tables.ts";

/**
 * SCH-190: brings who pays for a family to the record that has all of that one's now, and notes which memberships are with another record than before.
 *
 * @returns the families in which somebody is another record since the last look: once for each merge and once for what takes it back.
 */
export async function followFamilies(
  tx: Tx<SchedulingTables>,
  owners: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const owned = sql`unnest(${[...owners.keys()]}::uuid[], ${[...owners.values()]}::uuid[]) as w (id, owner)`;
  const key = sql`m.household_id || '|' || m.first_patient_id || '|' || m.joined_on`;
  const paid = await sql<{ id: string }>`update household h set guarantor_patient_id = w.owner from ${owned}
    where h.guarantor_named_id = w.id and h.guarantor_patient_id is distinct from w.owner
    returning h.household_id as id`.execute(tx);
  // Away, or waiting with a record that is away: noted where it is, so that the next look finds it told.
  const away = await sql<{ id: string }>`update patient_origin o set before = jsonb_build_object('with', m.patient_id)
    from household_member m, ${owned}
    where o.table_name = 'household_member' and o.key = ${key} and o.patient_id = w.id and w.owner <> w.id
      and o.before is distinct from jsonb_build_object('with', m.patient_id)
    returning m.household_id as id`.execute(tx);
  const home = await sql<{ id: string }>`select m.household_id as id from patient_origin o
    join household_member m on o.table_name = 'household_member' and o.key = ${key} and m.patient_id = o.patient_id
    join ${owned} on w.id = o.patient_id and w.owner = w.id
    where o.before is not null`.execute(tx);
  return [...new Set([...paid.rows, ...away.rows, ...home.rows].map(({ id }) => id))].toSorted();
}

/** The records that these lead to now. */
export async function survivorsOf(tx: Tx<SchedulingTables>, patientIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom("patient")
    .select("merged_into")
    .where("patient_id", "in", [...patientIds])
    .execute();
  return rows.flatMap(({ merged_into }) => (merged_into === null ? [] : [merged_into]));
}

/** Where each merged record leads: search and old links go by it. */
export async function pointToSurvivors(tx: Tx<SchedulingTables>, owners: ReadonlyMap<string, string>): Promise<void> {
  await sql`update patient p set merged_into = nullif(m.owner, m.id)
    from unnest(${[...owners.keys()]}::uuid[], ${[...owners.values()]}::uuid[]) as m (id, owner)
    where p.patient_id = m.id and p.merged_into is distinct from nullif(m.owner, m.id)`.execute(tx);
}
