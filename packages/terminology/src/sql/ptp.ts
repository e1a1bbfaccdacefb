import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type QueryExecutorProvider, type RawBuilder } from "kysely";
import type { PtpEdit } from "../edit-data.ts";
import { lastDayOf, type ImportCounts } from "./import-codes.ts";

const KIND = "ptp";
const BATCH_ROWS = 20_000;

/** The pairs among a claim's codes that are in force on a day. */
export async function findPtpSql(
  db: QueryExecutorProvider,
  codes: readonly string[],
  onDate: LocalDate,
): Promise<PtpEdit[]> {
  const wanted = [...new Set(codes)];
  const { rows } = await sql<{
    column1: string;
    column2: string;
    indicator: 0 | 1 | 9;
    valid_from: LocalDate;
    valid_to: LocalDate | null;
  }>`
    select column1, column2, indicator, valid_from::text as valid_from, valid_to::text as valid_to
    from terminology_ptp
    where column1 = any(${wanted}::text[]) and column2 = any(${wanted}::text[])
      and valid_from <= ${onDate}::date and (valid_to is null or valid_to >= ${onDate}::date)
    order by column1, column2`.execute(db);
  return rows.map(({ column1, column2, indicator, valid_from: from, valid_to: to }) => ({
    column1,
    column2,
    indicator,
    from,
    ...(to === null ? {} : { to }),
  }));
}

/**
 * Loads a quarter's PTP pairs: 1.7 million, so they are merged in the database and not in memory. Pairs that the file does
 * not have end the day before it begins. A file older than one that was loaded is refused: loaded in order, nothing is lost.
 * Run it inside one transaction.
 *
 * @param pairs in any order; of a pair that comes twice the later one counts.
 * @param complete false when these are a part of the quarter's pairs: then what they lack does not end.
 * @returns undefined when a newer file was loaded before.
 */
export async function importPtp(
  db: QueryExecutorProvider,
  from: LocalDate,
  pairs: AsyncIterable<PtpEdit>,
  complete = true,
): Promise<ImportCounts | undefined> {
  if ((await lastDayOf(db, KIND, from)) !== undefined) return undefined;
  await sql`insert into terminology_release (kind, valid_from) values (${KIND}, ${from}) on conflict do nothing`.execute(
    db,
  );
  await sql`create temporary table ptp_incoming (like terminology_ptp including defaults,
    known boolean not null default false, primary key (column1, column2, valid_from)) on commit drop`.execute(db);
  let batch: PtpEdit[] = [];
  for await (const pair of pairs) {
    batch.push(pair);
    if (batch.length < BATCH_ROWS) continue;
    await stage(db, batch);
    batch = [];
  }
  await stage(db, batch);
  await sql`analyze ptp_incoming`.execute(db);
  const unchanged = await markKnown(db, from);
  const removed = await deleteUnsaid(db, from, complete);
  const closed = await closeUnsaid(db, from, complete);
  const { added, changed } = await writeStaged(db);
  await sql`drop table ptp_incoming`.execute(db);
  if (added + changed + closed + removed > 0) await sql`analyze terminology_ptp`.execute(db);
  return { added, changed: changed + closed, removed, unchanged };
}

async function stage(db: QueryExecutorProvider, pairs: readonly PtpEdit[]): Promise<void> {
  // One statement cannot overwrite the same row twice.
  const rows = [...new Map(pairs.map((pair) => [`${pair.column1} ${pair.column2} ${pair.from}`, pair])).values()];
  if (rows.length === 0) return;
  await sql`
    insert into ptp_incoming (column1, column2, valid_from, valid_to, indicator)
    select * from unnest(
      ${rows.map((row) => row.column1)}::text[], ${rows.map((row) => row.column2)}::text[],
      ${rows.map((row) => row.from)}::date[], ${rows.map((row) => row.to ?? null)}::date[],
      ${rows.map((row) => row.indicator)}::smallint[])
    on conflict (column1, column2, valid_from) do update
      set valid_to = excluded.valid_to, indicator = excluded.indicator`.execute(db);
}

/** A pair is known when it is there with the same end and indicator, since its own first day or since an earlier file. */
function markKnown(db: QueryExecutorProvider, from: LocalDate): Promise<number> {
  return count(
    db,
    sql`update ptp_incoming i set known = true from terminology_ptp p
      where p.column1 = i.column1 and p.column2 = i.column2 and p.indicator = i.indicator
        and p.valid_to is not distinct from i.valid_to
        and (p.valid_from = i.valid_from or (i.valid_from = ${from}::date and p.valid_from < i.valid_from))
      returning 1`,
  );
}

/** Rows of this file's own time that the file no longer has: an earlier form of the same file. */
function deleteUnsaid(db: QueryExecutorProvider, from: LocalDate, complete: boolean): Promise<number> {
  return count(
    db,
    sql`delete from terminology_ptp p where p.valid_from >= ${from}::date and not exists (
        select from ptp_incoming i
        where i.column1 = p.column1 and i.column2 = p.column2 and i.valid_from = p.valid_from) and ${spokenOf(complete)}
      returning 1`,
  );
}

function closeUnsaid(db: QueryExecutorProvider, from: LocalDate, complete: boolean): Promise<number> {
  return count(
    db,
    sql`update terminology_ptp p set valid_to = ${from}::date - 1
      where p.valid_from < ${from}::date and (p.valid_to is null or p.valid_to >= ${from}::date) and not exists (
        select from ptp_incoming i where i.column1 = p.column1 and i.column2 = p.column2
          and (i.known or i.valid_from = p.valid_from)) and ${spokenOf(complete)}
      returning 1`,
  );
}

/** Whether the file says anything of a pair, by what it has or by what it lacks. */
function spokenOf(complete: boolean): RawBuilder<unknown> {
  return complete
    ? sql`true`
    : sql`exists (select from ptp_incoming own where own.column1 = p.column1 and own.column2 = p.column2)`;
}

async function writeStaged(db: QueryExecutorProvider): Promise<{ added: number; changed: number }> {
  const { rows } = await sql<{ added: number; changed: number }>`
    with written as (
      insert into terminology_ptp (column1, column2, valid_from, valid_to, indicator)
      select column1, column2, valid_from, valid_to, indicator from ptp_incoming where not known
      on conflict (column1, column2, valid_from) do update
        set valid_to = excluded.valid_to, indicator = excluded.indicator
      returning (xmax = 0) as is_new
    )
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
    from written`.execute(db);
  return { added: rows[0]?.added ?? 0, changed: rows[0]?.changed ?? 0 };
}

async function count(db: QueryExecutorProvider, statement: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{
    rows: number;
  }>`with done as (${statement}) select count(*)::int as rows from done`.execute(db);
  return rows[0]?.rows ?? 0;
}
