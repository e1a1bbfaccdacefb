import type { DataFile } from "@practicum/immunization-forecast/read-supporting-data";
import type { LocalDate } from "@practicum/kernel/local-date";
import { findFacts } from "@practicum/terminology/sql/facts";
import { sql, type QueryExecutorProvider } from "kysely";

/** Which files of CDC's vaccine rules are in force on a day, told by their names and contents, without reading them; "" for none. */
export async function forecastRulesVersion(db: QueryExecutorProvider, on: LocalDate): Promise<string> {
  const { rows } = await sql<{ version: string | null }>`
    select string_agg(key, ',' order by key) as version from terminology_fact
    where kind = 'cdsi' and key >= 'CDSI ' and key < 'CDSI!'
      and valid_from <= ${on}::date and (valid_to is null or valid_to >= ${on}::date)`.execute(db);
  return rows[0]?.version ?? "";
}

export async function forecastRules(db: QueryExecutorProvider, on: LocalDate): Promise<readonly DataFile[]> {
  return (await findFacts(db, "cdsi", ["CDSI"], on)).map(({ file, text }) => ({ name: file, text }));
}
