import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type QueryExecutorProvider } from "kysely";
import { type CodeAttrs, type CodeEntry, type CodeSystem } from "../code-system.ts";
import { entrySearchText } from "../search-built-in.ts";
import { searchKey } from "../search-key.ts";
import { stableJson } from "../stable-json.ts";

/** A row of `terminology_code`, as it is compared and written. */
export interface StoredCode {
  readonly key: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly content: CodeContent;
}

export interface CodeContent {
  readonly code: string;
  readonly label: string;
  /** Distinct search words, sorted. */
  readonly words: string;
  readonly billable: boolean;
  readonly weight: number;
  readonly official: boolean;
  readonly attrs: CodeAttrs;
}

const BATCH_ROWS = 5000;

export function contentOf(entry: CodeEntry, official: boolean): CodeContent {
  return {
    code: entry.code,
    label: entry.label,
    words: sortedWords(entrySearchText(entry)),
    billable: entry.billable !== false,
    weight: entry.weight ?? 0,
    official,
    attrs: entry.attrs ?? {},
  };
}

/** Whether two contents say the same of a code. Where it came from does not matter. */
export function sameContent(a: CodeContent, b: CodeContent): boolean {
  return (
    a.code === b.code &&
    a.label === b.label &&
    a.words === b.words &&
    a.billable === b.billable &&
    a.weight === b.weight &&
    stableJson(a.attrs) === stableJson(b.attrs)
  );
}

/** All rows of a system, by code and day. */
export async function readCodes(db: QueryExecutorProvider, system: CodeSystem): Promise<StoredCode[]> {
  const { rows } = await sql<{
    code_key: string;
    valid_from: LocalDate;
    valid_to: LocalDate | null;
    code: string;
    label: string;
    words: string;
    billable: boolean;
    weight: number;
    official: boolean;
    attrs: CodeAttrs;
  }>`
    select code_key, valid_from::text as valid_from, valid_to::text as valid_to, code, label,
      array_to_string(tsvector_to_array(search_words), ' ') as words, billable, weight, official, attrs
    from terminology_code where system = ${system} order by code_key, valid_from`.execute(db);
  return rows.map(({ code_key: key, valid_from: from, valid_to: to, ...content }) => ({
    key,
    from,
    to,
    content: { ...content, words: sortedWords(content.words) },
  }));
}

/**
 * Inserts or overwrites rows by (code, first day), the likeliest search results first: see `CANDIDATES_MAX` of
 * `search-codes.ts` for why the order matters.
 */
export async function writeCodes(
  db: QueryExecutorProvider,
  system: CodeSystem,
  rows: readonly StoredCode[],
): Promise<void> {
  const ordered = rows.toSorted(
    (a, b) =>
      Number(b.content.billable) - Number(a.content.billable) ||
      b.content.weight - a.content.weight ||
      a.content.label.length - b.content.label.length ||
      (a.key < b.key ? -1 : 1),
  );
  for (let at = 0; at < ordered.length; at += BATCH_ROWS)
    await writeBatch(db, system, ordered.slice(at, at + BATCH_ROWS));
}

async function writeBatch(db: QueryExecutorProvider, system: CodeSystem, rows: readonly StoredCode[]): Promise<void> {
  await sql`
    insert into terminology_code (system, code_key, valid_from, valid_to, code, label, label_key, search_words,
      billable, weight, official, attrs)
    select ${system}, key, valid_from, valid_to, code, label, label_key, array_to_tsvector(string_to_array(words, ' ')),
      billable, weight, official, attrs
    from unnest(
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.from)}::date[], ${rows.map((row) => row.to)}::date[],
      ${rows.map((row) => row.content.code)}::text[], ${rows.map((row) => row.content.label)}::text[],
      ${rows.map((row) => searchKey(row.content.label))}::text[], ${rows.map((row) => row.content.words)}::text[],
      ${rows.map((row) => row.content.billable)}::boolean[], ${rows.map((row) => row.content.weight)}::smallint[],
      ${rows.map((row) => row.content.official)}::boolean[],
      ${rows.map((row) => JSON.stringify(row.content.attrs))}::jsonb[]
    ) as row (key, valid_from, valid_to, code, label, label_key, words, billable, weight, official, attrs)
    on conflict (system, code_key, valid_from) do update set valid_to = excluded.valid_to, code = excluded.code,
      label = excluded.label, label_key = excluded.label_key, search_words = excluded.search_words,
      billable = excluded.billable, weight = excluded.weight, official = excluded.official, attrs = excluded.attrs`.execute(
    db,
  );
}

export async function deleteCodes(
  db: QueryExecutorProvider,
  system: CodeSystem,
  rows: readonly { readonly key: string; readonly from: LocalDate }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    delete from terminology_code using unnest(
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.from)}::date[]
    ) as gone (key, valid_from)
    where system = ${system} and code_key = gone.key and terminology_code.valid_from = gone.valid_from`.execute(db);
}

function sortedWords(words: string): string {
  return words
    .split(" ")
    .filter((word) => word !== "")
    .toSorted()
    .join(" ");
}
