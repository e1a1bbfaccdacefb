import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type QueryExecutorProvider } from "kysely";
import { codeKey, type CodeEntry, type CodeSystem } from "../code-system.ts";
import { entryOfRow, type CodeRow } from "./search-codes.ts";

/** The entry of a code in force on a day, from the database. The dot of a diagnosis is optional. */
export async function findCodeSql(
  db: QueryExecutorProvider,
  system: CodeSystem,
  code: string,
  onDate: LocalDate,
): Promise<CodeEntry | undefined> {
  const found = await findCodesSql(db, system, [code], onDate);
  return found[0];
}

/** The same for many codes at once; those not in force that day are left out. */
export async function findCodesSql(
  db: QueryExecutorProvider,
  system: CodeSystem,
  codes: readonly string[],
  onDate: LocalDate,
): Promise<CodeEntry[]> {
  const { rows } = await sql<CodeRow>`
    select system, code, label, valid_from::text as valid_from, valid_to::text as valid_to, billable, weight, attrs
    from terminology_code
    where system = ${system} and code_key = any(${codes.map(codeKey)}::text[])
      and valid_from <= ${onDate}::date and (valid_to is null or valid_to >= ${onDate}::date)
    order by code_key`.execute(db);
  return rows.map(entryOfRow);
}

/** Every period of a code, first to last: tells an unknown code from one that is not valid that day. */
export async function periodsOfSql(db: QueryExecutorProvider, system: CodeSystem, code: string): Promise<CodeEntry[]> {
  const { rows } = await sql<CodeRow>`
    select system, code, label, valid_from::text as valid_from, valid_to::text as valid_to, billable, weight, attrs
    from terminology_code
    where system = ${system} and code_key = ${codeKey(code)}
    order by valid_from`.execute(db);
  return rows.map(entryOfRow);
}
