import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { MessagingSchema } from "./tables.ts";

/** Places from here on are of a record that was merged into this one. */
const OF_MERGED = 1000;

/** Who is shut out of a duplicate's chart is shut out of the survivor's while they are one. */
export async function shutWithMerged(tx: Tx<MessagingSchema>, owners: ReadonlyMap<string, string>): Promise<void> {
  const [ids, into] = [[...owners.keys()], [...owners.values()]];
  await sql`delete from chart_shut where place >= ${OF_MERGED} and patient_id = any(${ids}::uuid[])`.execute(tx);
  await sql`insert into chart_shut (patient_id, place, shuts, staff_ids, roles)
    select m.owner, ${OF_MERGED} + row_number() over (partition by m.owner order by s.patient_id, s.place), s.shuts, s.staff_ids, s.roles
    from chart_shut s join unnest(${ids}::uuid[], ${into}::uuid[]) as m (id, owner) on m.id = s.patient_id and m.owner <> m.id
    where s.place < ${OF_MERGED}`.execute(tx);
}
