import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type QueryExecutorProvider } from "kysely";
import { codeKey, type CodeEntry, type CodeSystem } from "../code-system.ts";
import { entryOfRow, type CodeRow } from "./search-codes.ts";

/**
 * The entry of a code in force on a day, from the database. The dot of a diagnosis is optional.
 *
 * @internal Tests ask for one code; the product asks for all of a claim at once.
 */
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

/**
 * Every period of a code, first to last: tells an unknown code from one that is not valid that day.
 *
 * @internal Tests ask for one code; the product asks for all of a claim at once.
 */
export async function periodsOfSql(db: QueryExecutorProvider, system: CodeSystem, code: string): Promise<CodeEntry[]> {
  const { rows } = await sql<CodeRow>`
    select system, code, label, valid_from::text as valid_from, valid_to::text as valid_to, billable, weight, attrs
    from terminology_code
    where system = ${system} and code_key = ${codeKey(code)}
    order by valid_from`.execute(db);
  return rows.map(entryOfRow);
}

/** Every period of many codes of several systems at once: what a claim's codes are, on whatever day. */
export async function findPeriodsSql(
  db: QueryExecutorProvider,
  wanted: readonly { readonly system: CodeSystem; readonly code: string }[],
): Promise<CodeEntry[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<CodeRow>`
    select c.system, c.code, c.label, c.valid_from::text as valid_from, c.valid_to::text as valid_to, c.billable, c.weight, c.attrs
    from (
      select distinct system, code_key from unnest(
        ${wanted.map((one) => one.system)}::text[], ${wanted.map((one) => codeKey(one.code))}::text[]
      ) as row (system, code_key)
    ) as wanted
    join terminology_code as c on c.system = wanted.system and c.code_key = wanted.code_key
    order by c.system, c.code_key, c.valid_from`.execute(db);
  return rows.map(entryOfRow);
}

/** Those of some codes beneath which more exact ones stand, as keys: E11 because of E11.9. */
export async function findHeadingsSql(
  db: QueryExecutorProvider,
  system: CodeSystem,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set();
  // Keys are letters and digits and compare by byte, so "[" follows every key that begins alike.
  const { rows } = await sql<{ code_key: string }>`
    select code_key from unnest(${codes.map(codeKey)}::text[]) as wanted (code_key)
    where exists (
      select from terminology_code as c
      where c.system = ${system} and c.code_key > wanted.code_key and c.code_key < wanted.code_key || '['
    )`.execute(db);
  return new Set(rows.map((row) => row.code_key));
}

/** The kinds of official files that were loaded here: code systems, "ptp", "mue" and so on. */
export async function loadedKinds(db: QueryExecutorProvider): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ kind: string }>`select distinct kind from terminology_release`.execute(db);
  return new Set(rows.map((row) => row.kind));
}
