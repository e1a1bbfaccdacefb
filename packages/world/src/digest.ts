import type { PGliteInterface } from "@electric-sql/pglite";
import { must } from "@practicum/kernel/assert";

/** Of each table by its name, a hash over its rows, whatever their order on the disk. */
export type TableDigests = { readonly [table: string]: string };

/** What relay and migrator note about their own work: no facts of the practice. */
const BOOKKEEPING = new Set(["relay_state", "migration", "migration_lock"]);

/** Hashes every table of the given schemas. The texts of values are the same for every session's settings. */
export async function digestTables(pglite: PGliteInterface, schemas: readonly string[]): Promise<TableDigests> {
  return pglite.transaction(async (tx) => {
    await tx.exec("set local timezone = 'UTC'; set local datestyle = 'ISO'; set local extra_float_digits = 1");
    const { rows: tables } = await tx.query<{ schema: string; name: string }>(
      `select nspname::text as schema, relname::text as name from pg_class join pg_namespace n on n.oid = relnamespace
        where relkind in ('r', 'p') and nspname = any($1) order by nspname collate "C", relname collate "C"`,
      [schemas],
    );
    const digests: { [table: string]: string } = {};
    for (const { schema, name } of tables) {
      if (BOOKKEEPING.has(name)) continue;
      const { rows } = await tx.query<{ digest: string }>(
        `select count(*) || ':' || md5(coalesce(string_agg(hash, '' order by hash collate "C"), '')) as digest
          from (select md5(t::text) as hash from "${schema}"."${name}" as t) as hashes`,
      );
      digests[`${schema}.${name}`] = must(rows[0]).digest;
    }
    return digests;
  });
}

/** Which tables are not the same, by name. */
export function differences(one: TableDigests, other: TableDigests): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name] !== other[name]).toSorted();
}
