// limits: a page of a list, whose next one follows; a batch of an import, after which the next one comes.
import { importRowState, type ImportRowState } from "@practicum/contracts/imports";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Insertable, type Selectable, type Updateable } from "kysely";
import type { ImportTables } from "./tables.ts";

export type RunRow = Selectable<ImportTables["import_run"]>;
export type ImportRow = Selectable<ImportTables["import_row"]>;

/** The schema of a service that takes imports holds these tables; a transaction of it is one of theirs. */
const own = (tx: unknown) => tx as Tx<ImportTables>;

/** Opens an import. Where the same file is one already, that one is the answer. */
export async function insertRun(tx: unknown, run: Insertable<ImportTables["import_run"]>): Promise<RunRow> {
  await own(tx)
    .insertInto("import_run")
    .values({ ...run, reading: json(run.reading) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return own(tx)
    .selectFrom("import_run")
    .selectAll()
    .where((eb) =>
      eb.or([
        eb("import_id", "=", run.import_id),
        eb.and([
          eb("kind", "=", run.kind),
          eb("system", "=", run.system),
          eb("file_hash", "=", run.file_hash),
          eb("state", "not in", ["undoing", "undone"]),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow();
}

/** Kept from others until the transaction ends: rows of an import go one batch after the other. */
export async function lockRun(tx: unknown, importId: string): Promise<RunRow | undefined> {
  return own(tx).selectFrom("import_run").selectAll().where("import_id", "=", importId).forUpdate().executeTakeFirst();
}

export async function updateRun(
  tx: unknown,
  importId: string,
  set: { readonly state: RunRow["state"]; readonly finished_at?: Instant; readonly undone_by?: string },
): Promise<void> {
  await own(tx)
    .updateTable("import_run")
    .set((eb) => ({ ...set, version: eb("version", "+", 1) }))
    .where("import_id", "=", importId)
    .execute();
}

/** Begins the check of a file anew: with these columns, and without a row. */
export async function clearRows(
  tx: unknown,
  importId: string,
  input: { readonly reading: RunRow["reading"]; readonly rowCount: number; readonly total: number | null },
): Promise<void> {
  await own(tx).deleteFrom("import_row").where("import_id", "=", importId).execute();
  await own(tx)
    .updateTable("import_run")
    .set((eb) => ({
      reading: json(input.reading),
      row_count: input.rowCount,
      total: input.total,
      version: eb("version", "+", 1),
    }))
    .where("import_id", "=", importId)
    .execute();
}

/** Rows that an undo kept are asked for again: what made them stay may be gone. */
export async function keptAgain(tx: unknown, importId: string): Promise<void> {
  await sql`update import_row set state = case when record_id is null then 'linked' else 'taken' end, problem = null
    where import_id = ${importId}::uuid and state = 'kept'`.execute(own(tx));
}

/** Writes rows that are not there yet. */
export async function insertRows(tx: unknown, rows: readonly ImportRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const inserted = await own(tx)
    .insertInto("import_row")
    .values(
      rows.map((row) => ({
        ...row,
        problem: row.problem === null ? null : json(row.problem),
        candidates: json(row.candidates),
        content: row.content === null ? null : json(row.content),
      })),
    )
    .onConflict((conflict) => conflict.columns(["import_id", "line"]).doNothing())
    .returning("line")
    .execute();
  return inserted.length;
}

/** Which lines of an import have these old numbers. */
export async function linesOf(
  tx: unknown,
  importId: string,
  oldNumbers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ old_number: string; line: number }>`
    select old_number, min(line) as line from import_row
    where import_id = ${importId}::uuid and old_number = any(${oldNumbers}::text[]) and state <> 'refused'
    group by 1`.execute(own(tx));
  return new Map(rows.map((row) => [row.old_number, row.line]));
}

export async function rowsIn(
  tx: unknown,
  importId: string,
  states: readonly ImportRowState[],
  limit: number,
): Promise<ImportRow[]> {
  return own(tx)
    .selectFrom("import_row")
    .selectAll()
    .where("import_id", "=", importId)
    .where("state", "in", states)
    .orderBy("line")
    .limit(limit)
    .execute();
}

export async function rowOf(tx: unknown, importId: string, line: number): Promise<ImportRow | undefined> {
  return own(tx)
    .selectFrom("import_row")
    .selectAll()
    .where("import_id", "=", importId)
    .where("line", "=", line)
    .executeTakeFirst();
}

export async function updateRow(
  tx: unknown,
  row: Pick<ImportRow, "import_id" | "line">,
  set: Omit<Updateable<ImportTables["import_row"]>, "import_id" | "line" | "content">,
): Promise<void> {
  const { problem, candidates, ...rest } = set;
  await own(tx)
    .updateTable("import_row")
    .set({
      ...rest,
      ...(problem === undefined ? {} : { problem: problem === null ? null : json(problem) }),
      ...(candidates === undefined ? {} : { candidates: json(candidates) }),
    })
    .where("import_id", "=", row.import_id)
    .where("line", "=", row.line)
    .execute();
}

export interface Counted {
  readonly counts: { readonly [S in ImportRowState]: number };
  readonly takenTotal: number;
}

/** How many rows of each import are in which state, and what was taken of money. */
export async function countRows(tx: unknown, importIds: readonly string[]): Promise<ReadonlyMap<string, Counted>> {
  const { rows } = await sql<{ import_id: string; state: ImportRowState; count: number; amount: number }>`
    select import_id, state, count(*)::int as count, coalesce(sum(amount), 0)::bigint as amount
    from import_row where import_id = any(${importIds}::uuid[]) group by 1, 2`.execute(own(tx));
  return new Map(
    importIds.map((importId) => {
      const mine = rows.filter((row) => row.import_id === importId);
      const counts = Object.fromEntries(
        importRowState.options.map((state) => [state, mine.find((row) => row.state === state)?.count ?? 0]),
      ) as { readonly [S in ImportRowState]: number };
      const inBooks = mine.filter(({ state }) => state === "taken" || state === "kept");
      return [importId, { counts, takenTotal: inBooks.reduce((sum, row) => sum + row.amount, 0) }];
    }),
  );
}

interface Page {
  readonly before: string | null;
  readonly limit: number;
}

export async function runPage(tx: unknown, { before, limit }: Page) {
  const after = placeOf(before, ["instant", "uuid"]);
  let query = own(tx)
    .selectFrom("import_run")
    .selectAll()
    .orderBy("made_at", "desc")
    .orderBy("import_id", "desc")
    .limit(limit + 1);
  if (after) query = query.where(sql<boolean>`(made_at, import_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const found = await query.execute();
  const runs = found.slice(0, limit);
  const last = found.length > limit ? runs.at(-1) : undefined;
  return { runs, next: last ? placeAfter([last.made_at, last.import_id]) : null };
}

export async function rowPage(
  tx: unknown,
  ask: Page & { readonly importId: string; readonly states: readonly ImportRowState[] },
) {
  const after = placeOf(ask.before, ["number"]);
  let query = own(tx)
    .selectFrom("import_row")
    .selectAll()
    .where("import_id", "=", ask.importId)
    .orderBy("line")
    .limit(ask.limit + 1);
  if (ask.states.length > 0) query = query.where("state", "in", ask.states);
  if (after) query = query.where(sql<boolean>`line > ${after[0]}::int`);
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.line]) : null };
}
