import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type QueryExecutorProvider, type RawBuilder } from "kysely";
import { codeKey, type CodeAttrs, type CodeEntry, type CodeSystem } from "../code-system.ts";
import { isEmptyPlan, type SearchPlan } from "../plan-search.ts";
import { isAbbreviated, SEARCH_LIMIT, SEARCH_LIMIT_MAX, type SearchOptions } from "../search-built-in.ts";

// limits: a person chooses among the best that fit, and types more of the word.

/**
 * More rows than this are not ranked: "initial encounter" fits a third of all diagnoses, and nobody reads on. Which of them
 * are looked at is the table's order; an import writes billable and short labels first, so those are the likely ones.
 * Exact codes and favourites are outside of the cap.
 */
const CANDIDATES_MAX = 500;

export interface CodeRow {
  readonly system: CodeSystem;
  readonly code: string;
  readonly label: string;
  readonly valid_from: LocalDate;
  readonly valid_to: LocalDate | null;
  readonly billable: boolean;
  readonly weight: number;
  readonly attrs: CodeAttrs;
}

/**
 * Searches `terminology_code`, in PostgreSQL and PGlite alike; the same order as {@link searchBuiltIn} (TRM-14).
 *
 * @param db a transaction whose search path finds the tables of `terminologyTables`.
 * @param plan what `planSearch` made of the typed text.
 */
export async function searchCodesSql(
  db: QueryExecutorProvider,
  plan: SearchPlan,
  options: SearchOptions,
): Promise<CodeEntry[]> {
  if (isEmptyPlan(plan)) return [];
  await usePlansOfIndexes(db, true);
  const { rows } = await searchQuery(plan, options).execute(db);
  await usePlansOfIndexes(db, false);
  return rows.map(entryOfRow);
}

/**
 * A plan made for any words whatever, which PostgreSQL keeps for a prepared statement, takes ten times as long. And where many
 * rows fit it reads the table from its start, in the belief that it meets them soon; but all fractures and sequelae stand at
 * the end, because their labels are long. Bitmaps of the indexes are never much slower, and give rows in the table's order.
 * The settings end with the transaction at the latest.
 */
async function usePlansOfIndexes(db: QueryExecutorProvider, only: boolean): Promise<void> {
  const others = only ? "off" : "on";
  await sql`select set_config('plan_cache_mode', ${only ? "force_custom_plan" : "auto"}, true),
    set_config('enable_seqscan', ${others}, true), set_config('enable_indexscan', ${others}, true)`.execute(db);
}

/** The statement itself, so that a test can read it. */
export function searchQuery(plan: SearchPlan, options: SearchOptions): RawBuilder<CodeRow> {
  const favourites = (options.favourites ?? []).slice(0, SEARCH_LIMIT_MAX).map(codeKey);
  const exact = plan.codePrefix ?? "";
  const first = [...favourites, exact];
  const meantFirst = isAbbreviated(plan) ? sql`search_words @@ ${tsquery(plan.meant)}::tsquery desc,` : sql``;
  const starts = plan.starts.map((start) => `${start}%`);
  const limit = Math.min(options.limit ?? SEARCH_LIMIT, SEARCH_LIMIT_MAX);
  const columns = sql`system, code, code_key, label, label_key, search_words, valid_from, valid_to, billable, weight, attrs`;
  const inForce = sql`system = ${options.system}
      and valid_from <= ${options.onDate}::date and (valid_to is null or valid_to >= ${options.onDate}::date)`;
  const fits = fitsPlan(plan);
  return sql<CodeRow>`
    with candidate as (
      (select ${columns} from terminology_code where ${inForce} and code_key = any(${first}::text[]) and ${fits})
      union all
      (select ${columns} from terminology_code where ${inForce} and ${fits} and code_key <> all(${first}::text[])
       limit ${sql.lit(CANDIDATES_MAX)})
    )
    select system, code, label, valid_from::text as valid_from, valid_to::text as valid_to, billable, weight, attrs
    from candidate
    order by
      code_key = ${exact} desc,
      code_key = any(${favourites}::text[]) desc,
      billable desc,
      ${meantFirst}
      weight desc,
      label_key like any(${starts}::text[]) desc,
      length(label_key),
      code_key
    limit ${sql.lit(limit)}`;
}

function fitsPlan(plan: SearchPlan): RawBuilder<unknown> {
  const words = fitsTerms(plan.terms);
  if (plan.codePrefix === undefined) return words;
  // "~" sorts after every character of a code key.
  const prefix = sql`(code_key >= ${plan.codePrefix} and code_key < ${`${plan.codePrefix}~`})`;
  return plan.terms.length === 0 ? prefix : sql`(${prefix} or ${words})`;
}

/** Words that stand in a tenth of all diagnoses or more. */
const CROWDED =
  `bilateral closed displaced due encounter fracture healing initial injury left nondisplaced open other right routine
  sequela subsequent type unspecified with without`.split(/\s+/);

/**
 * The index finds rows by the telling words. Words of one or two letters, and those that half of all labels have, begin too
 * many to be looked up ("pain knee l", "open wound of hand"): they are asked of the rows found. "is true" keeps PostgreSQL from using
 * the index for them.
 */
function fitsTerms(terms: SearchPlan["terms"]): RawBuilder<unknown> {
  const crowded = terms.filter((alternatives) => alternatives.some((one) => one.split(" ").every(isCrowded)));
  const telling = terms.filter((alternatives) => !crowded.includes(alternatives));
  if (crowded.length === 0 || telling.length === 0) return sql`search_words @@ ${tsquery(terms)}::tsquery`;
  return sql`(search_words @@ ${tsquery(telling)}::tsquery and (search_words @@ ${tsquery(crowded)}::tsquery) is true)`;
}

function isCrowded(wanted: string): boolean {
  const word = wanted.replace("*", "");
  return word.length <= 2 || CROWDED.some((one) => one === word || (wanted.endsWith("*") && one.startsWith(word)));
}

/**
 * The terms as text of a `tsquery`: alternatives by |, words by &, a star as `:*`. Words are letters and digits only
 * (`searchKey`), so nothing needs quoting; a quote is put all the same.
 */
export function tsquery(terms: SearchPlan["terms"]): string {
  return terms.map((alternatives) => `(${alternatives.map(allWords).join(" | ")})`).join(" & ");
}

function allWords(alternative: string): string {
  const words = alternative.split(" ").map((word) => (word.endsWith("*") ? `'${word.slice(0, -1)}':*` : `'${word}'`));
  return words.length === 1 ? words.join("") : `(${words.join(" & ")})`;
}

export function entryOfRow(row: CodeRow): CodeEntry {
  return {
    system: row.system,
    code: row.code,
    label: row.label,
    from: row.valid_from,
    ...(row.valid_to === null ? {} : { to: row.valid_to }),
    ...(row.billable ? {} : { billable: false }),
    ...(row.weight === 0 ? {} : { weight: row.weight }),
    ...(Object.keys(row.attrs).length === 0 ? {} : { attrs: row.attrs }),
  };
}
