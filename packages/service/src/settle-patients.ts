import type { Tx } from "@practicum/db/db";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "./define-service.ts";
import { ownersOf, type KnownMerge } from "./merged-owners.ts";
import type { PatientTable, PatientTables } from "./patient-tables.ts";

/**
 * Whether any of these was ever merged, standing or not: where not, {@link mergesAround} would find nothing. Nearly nobody was, so it is asked before,
 * and may be asked as part of another statement.
 */
export function everMerged(patientIds: Iterable<string>): RawBuilder<boolean> {
  const ids = [...patientIds];
  return sql<boolean>`(exists (select from patient_merge where survivor_id = any(${ids}::uuid[]))
    or exists (select from patient_merge where duplicate_id = any(${ids}::uuid[])))`;
}

/** All merges, standing or not, that join any of these patients with others, at whatever distance. */
async function mergesAround<Schema>(tx: Tx<Schema>, patientIds: readonly string[]): Promise<readonly KnownMerge[]> {
  const looked = await sql<{ merged: boolean }>`select ${everMerged(patientIds)} as merged`.execute(tx);
  if (looked.rows[0]?.merged !== true) return [];
  const { rows } = await sql<KnownMerge>`
    with recursive linked (id) as (
      select unnest(${patientIds}::uuid[])
      union
      select case when m.survivor_id = l.id then m.duplicate_id else m.survivor_id end
      from linked l join patient_merge m on l.id in (m.survivor_id, m.duplicate_id)
    )
    select merge_id as "mergeId", survivor_id as "survivorId", duplicate_id as "duplicateId", merged_at as "mergedAt", undone
    from patient_merge where survivor_id in (select id from linked) order by merged_at, merge_id`.execute(tx);
  return rows;
}

/** Whose the record is now: the patient's own, or the one that it was merged into. */
export async function currentPatient<Schema>(tx: Tx<Schema>, patientId: string): Promise<string> {
  return ownersOf(await mergesAround(tx, [patientId])).get(patientId) ?? patientId;
}

/** What stands between these patients and the records that they name now. */
export interface MergedNow {
  /** Of the named ones those that were merged, with the record that has all of theirs. */
  readonly into: ReadonlyMap<string, string>;
}

export async function mergedNow<Schema>(tx: Tx<Schema>, patientIds: readonly string[]): Promise<MergedNow> {
  const owners = ownersOf(await mergesAround(tx, patientIds));
  const merged = patientIds.flatMap((id) => {
    const owner = owners.get(id);
    return owner === undefined || owner === id ? [] : [[id, owner] as const];
  });
  return { into: new Map(merged) };
}

/** Of these patients those that others were merged into, with the others. One look where nobody ever was. */
export async function mergedInto<Schema>(
  tx: Tx<Schema>,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const owners = patientIds.length === 0 ? new Map<string, string>() : ownersOf(await mergesAround(tx, patientIds));
  const others = (owner: string) => [...owners].flatMap(([id, into]) => (into === owner && id !== owner ? [id] : []));
  return new Map(patientIds.map((id) => [id, others(id)] as const).filter(([, merged]) => merged.length > 0));
}

/**
 * Commands about a patient go on beside each other; whoever merges waits until they are done, and those that come then see the merge.
 */
export async function shareWithMerges<Schema>(tx: Tx<Schema>, patientIds: readonly string[]): Promise<void> {
  for (const id of patientIds.toSorted())
    await sql`select pg_advisory_xact_lock_shared(hashtextextended(${`merge ${id}`}, 0))`.execute(tx);
}

export async function keepOthersOut<Schema>(tx: Tx<Schema>, patientIds: Iterable<string>): Promise<void> {
  for (const id of [...patientIds].toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`merge ${id}`}, 0))`.execute(tx);
}

/** Notes a merge, or that it was taken back, in whatever order and however often it is heard. */
export async function noteMerge<Schema>(tx: Tx<Schema>, merge: KnownMerge): Promise<void> {
  await keepOthersOut(tx, [merge.survivorId, merge.duplicateId]);
  await sql`insert into patient_merge (merge_id, survivor_id, duplicate_id, merged_at, undone)
    values (${merge.mergeId}, ${merge.survivorId}, ${merge.duplicateId}, ${merge.mergedAt}, ${merge.undone})
    on conflict (merge_id) do update set undone = patient_merge.undone or excluded.undone`.execute(tx);
}

/**
 * Brings every row to whom it belongs by the merges that stand (SCH-126, SCH-127): it may be done again at any time, and what is in place stays.
 * Where nobody of these was ever merged it is one look.
 */
export async function settlePatients<Schema, Ports>(
  context: Context<Schema, Ports>,
  { tables, arrange }: PatientTables<Context<Schema, Ports>>,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { tx } = context;
  const merges = patientIds.length === 0 ? [] : await mergesAround(tx, patientIds);
  const owners = ownersOf(merges);
  if (owners.size === 0) return owners;
  await keepOthersOut(tx, owners.keys());
  const moving = tables.filter(({ stays }) => stays === undefined);
  for (const table of moving) await writeOrigins(tx, table, owners);
  // Who goes home makes room for who comes.
  const homeFirst = [...owners].toSorted(([a, intoA], [b, intoB]) => Number(b === intoB) - Number(a === intoA));
  for (const [from, owner] of homeFirst) {
    for (const table of moving) await moveRows(tx, table, { from, owner, all: [...owners.keys()] });
  }
  await arrange?.(context, owners);
  for (const [id, owner] of owners) if (id === owner) await forgetWhatIsHome(tx, moving, id);
  return owners;
}

const keyOfRow = (key: string) => (key.includes("$") ? sql`(${ofRow(key, "t")})` : sql`t.${sql.ref(key)}`);

/** A row's key as it is noted, as what it is. */
const keyIn = ({ keyIs = "uuid" }: PatientTable) => sql`(o.key)::${sql.raw(keyIs)}`;

const spaced = (parts: readonly RawBuilder<unknown>[]) => (parts.length === 0 ? sql`` : sql.join(parts, sql` `));

const ofRow = (text: string, row: string): RawBuilder<unknown> => sql.raw(text.replaceAll("$", row));

/** Each row's first patient, before it moves. What was added to a record that had moved already is of the record it was added to. */
async function writeOrigins<Schema>(
  tx: Tx<Schema>,
  { table, key, of = [] }: PatientTable,
  owners: ReadonlyMap<string, string>,
): Promise<void> {
  const parents = of.map(
    (parent) => sql`(select o.patient_id from patient_origin o join ${sql.table(parent.table)} p
      on p.${sql.ref(parent.key)}::text = o.key
      where o.table_name = ${parent.table} and o.key = (${ofRow(parent.by, "t")})::text
        and p.${sql.ref(parent.key)} = ${ofRow(parent.by, "t")} and p.patient_id = t.patient_id)`,
  );
  const parent = parents.length === 0 ? sql`null::uuid` : sql`coalesce(${sql.join(parents)})`;
  await sql`insert into patient_origin (table_name, key, patient_id)
    select distinct on (${keyOfRow(key)}) ${table}, ${keyOfRow(key)}::text, coalesce(${parent}, t.patient_id)
    from ${sql.table(table)} t
    join unnest(${[...owners.keys()]}::uuid[], ${[...owners.values()]}::uuid[]) as m (id, owner) on m.id = t.patient_id
    where m.owner <> m.id or ${parent} is not null
    on conflict do nothing`.execute(tx);
}

interface Move {
  readonly from: string;
  readonly owner: string;
  readonly all: readonly string[];
}

async function moveRows<Schema>(tx: Tx<Schema>, one: PatientTable, { from, owner, all }: Move): Promise<void> {
  const { table, key, once = [], names = [] } = one;
  const rows = sql.table(table);
  const keyOf = keyIn(one);
  const away = sql`o.table_name = ${table} and o.patient_id = ${from} and ${keyOfRow(key)} = ${keyOf}
    and t.patient_id = any(${all}::uuid[]) and t.patient_id <> ${owner}`;
  const taken = ({ same, where }: (typeof once)[number]) =>
    sql`(${where === undefined ? sql`true` : ofRow(where, "t")} and exists (select from ${rows} r where r.patient_id = ${owner}
      ${spaced(same.map((text) => sql`and ${ofRow(text, "r")} = ${ofRow(text, "t")}`))}
      ${where === undefined ? sql`` : sql`and ${ofRow(where, "r")}`}))`;
  for (const rule of once) {
    if (rule.yields === undefined || from === owner) continue;
    const column = sql.ref(rule.yields);
    await sql`update patient_origin o set before = jsonb_build_object(${rule.yields}::text, t.${column})
      from ${rows} t where ${away} and ${taken(rule)}`.execute(tx);
    await sql`update ${rows} as t set ${column} = null from patient_origin o where ${away} and ${taken(rule)}`.execute(
      tx,
    );
  }
  const renamed = names.map(
    ({ column, as }) =>
      sql`, ${sql.ref(column)} = replace(t.${sql.ref(column)}::text, t.patient_id::text, ${owner}::text)::${sql.raw(as)}`,
  );
  const free = once.map((rule) => sql`and not ${taken(rule)}`);
  await sql`update ${rows} as t set patient_id = ${owner} ${spaced(renamed)}
    from patient_origin o where ${away} ${spaced(free)}`.execute(tx);
  for (const rule of once) {
    if (rule.yields === undefined || from !== owner) continue;
    const column = sql.ref(rule.yields);
    await sql`update ${rows} as t set ${column} = o.before ->> ${rule.yields}::text from patient_origin o
      where o.table_name = ${table} and o.patient_id = ${from} and ${keyOfRow(key)} = ${keyOf} and t.patient_id = ${owner}
        and t.${column} is null and o.before ->> ${rule.yields}::text is not null
        and not exists (select from ${rows} r where r.patient_id = ${owner} and r.${column} = o.before ->> ${rule.yields}::text)`.execute(
      tx,
    );
  }
}

/** What is with its first patient again needs no note of it. */
async function forgetWhatIsHome<Schema>(tx: Tx<Schema>, tables: readonly PatientTable[], id: string): Promise<void> {
  for (const one of tables) {
    const { table, key } = one;
    await sql`delete from patient_origin o using ${sql.table(table)} t
      where o.table_name = ${table} and o.patient_id = ${id} and ${keyOfRow(key)} = ${keyIn(one)} and t.patient_id = ${id}`.execute(
      tx,
    );
  }
}

/** Of each patient, how many rows of what people count. */
export async function countRecords<Schema>(
  tx: Tx<Schema>,
  { tables }: Pick<PatientTables, "tables">,
  patientIds: readonly string[],
): Promise<{ patientId: string; what: string; count: number }[]> {
  const counted = tables.flatMap(({ table, counted: what, stays }) =>
    what === undefined || stays !== undefined ? [] : [{ table, what }],
  );
  if (counted.length === 0) return [];
  const parts = counted.map(
    (
      { table, what },
      place,
    ) => sql`select ${place}::int as place, patient_id as "patientId", ${what}::text as what, count(*)::int as count
      from ${sql.table(table)} where patient_id = any(${patientIds}::uuid[]) group by patient_id`,
  );
  const { rows } = await sql<{ patientId: string; what: string; count: number }>`
    select "patientId", what, count from (${sql.join(parts, sql` union all `)}) as counts order by "patientId", place`.execute(
    tx,
  );
  return rows;
}

/** What became of a duplicate's rows: how many moved, and how many wait with it because the survivor has the same. */
export async function outcomeOfMerge<Schema>(
  tx: Tx<Schema>,
  { tables }: Pick<PatientTables, "tables">,
  duplicateId: string,
): Promise<{ moved: number; aside: { what: string; count: number }[] }> {
  const { rows } = await sql<{ moved: number }>`select count(*)::int as moved from patient_origin
    where patient_id = ${duplicateId}`.execute(tx);
  const aside: { what: string; count: number }[] = [];
  for (const { table, key, counted, once, stays } of tables) {
    if (stays !== undefined || once === undefined) continue;
    const { rows: waiting } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)} t
      join patient_origin o on o.table_name = ${table} and o.key = ${keyOfRow(key)}::text
      where t.patient_id = ${duplicateId} and o.patient_id = ${duplicateId}`.execute(tx);
    const count = waiting[0]?.count ?? 0;
    if (count > 0) aside.push({ what: counted ?? table.replaceAll("_", " "), count });
  }
  return { moved: (rows[0]?.moved ?? 0) - aside.reduce((sum, { count }) => sum + count, 0), aside };
}

/** The patients that an event or a request names: contracts call them `patientId`, several `patientIds`. */
export function patientsNamedIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const inner of value) patientsNamedIn(inner, found);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (name === "patientId" && typeof inner === "string") found.add(inner);
      else if (name === "patientIds" && Array.isArray(inner)) for (const id of inner) found.add(String(id));
      else patientsNamedIn(inner, found);
    }
  }
  return found;
}
