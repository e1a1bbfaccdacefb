import type { PGlite } from "@electric-sql/pglite";
import { dropTemplates } from "@practicum/db/pglite-extensions";
import { must } from "@practicum/kernel/assert";
import { onlyLiveWal } from "./build-sandbox-wal.ts";

const STATEMENTS = [
  // What PostgreSQL says of its own functions and views, for people who ask psql.
  "delete from pg_catalog.pg_description",
  // The catalog once more, as the SQL standard has it: nothing of ours asks it.
  "drop schema information_schema cascade",
  // Samples of a hundred values a column are half a megabyte; a fifth of them chooses the same plans for tables of this size.
  "set default_statistics_target = 20",
  "vacuum full",
  "analyze",
  "reset default_statistics_target",
  "checkpoint",
  "select pg_switch_wal()",
  "checkpoint",
];

/**
 * A PGlite's data directory as a tar without what a copy of it does not need: the templates of new databases, dead rows, and the log of
 * what is in the tables already. Each copy is opened in a page's or a test's memory, so every file and every megabyte is paid again.
 *
 * @param pglite with log segments of 1 MB; nothing else may be done with it from now on but closing.
 */
export async function leanArchive(pglite: PGlite): Promise<Buffer> {
  await dropTemplates(pglite);
  for (const statement of STATEMENTS) await pglite.exec(statement);
  const { rows } = await pglite.query<{ file: string; used: number }>(
    `select pg_walfile_name(lsn) as file, (pg_walfile_name_offset(lsn)).file_offset as used from pg_current_wal_insert_lsn() as lsn`,
  );
  const { file, used } = must(rows[0]);
  const dumped = await pglite.dumpDataDir("none");
  return onlyLiveWal(Buffer.from(await dumped.arrayBuffer()), file, used);
}
