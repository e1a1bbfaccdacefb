import type { LocalDate } from "@practicum/kernel/local-date";
import { codeKey, validOn, type CodeEntry, type CodeSet, type CodeSystem } from "./code-system.ts";
import { isEmptyPlan, planSearch, type SearchPlan } from "./plan-search.ts";
import { searchKey, searchWords } from "./search-key.ts";

export interface SearchOptions {
  readonly system: CodeSystem;
  /** Only codes in force that day are found. */
  readonly onDate: LocalDate;
  /** Codes to put first, as this person uses them. */
  readonly favourites?: readonly string[];
  /** 20 unless told; at most 200. */
  readonly limit?: number;
}

export const SEARCH_LIMIT = 20;
export const SEARCH_LIMIT_MAX = 200;

/** The words an entry is found by: its label and the other words people use. */
export function entrySearchText(entry: CodeEntry): string {
  return searchWords(`${entry.label} ${entry.keywords ?? ""}`).join(" ");
}

interface Indexed {
  readonly entry: CodeEntry;
  readonly key: string;
  readonly label: string;
  readonly words: readonly string[];
}

const indexes = new WeakMap<CodeSet, Map<CodeSystem, readonly Indexed[]>>();

/**
 * Searches a set that fits in memory. Same plan and same order as the database's search (TRM-14): exact code, favourites,
 * billable, what an abbreviation means, common in family practice, label beginning with what was typed, shorter label, code.
 */
export function searchBuiltIn(set: CodeSet, text: string, options: SearchOptions): CodeEntry[] {
  const plan = planSearch(text);
  if (isEmptyPlan(plan)) return [];
  const exact = codeKey(text);
  const favourites = new Set((options.favourites ?? []).map(codeKey));
  const found: { row: Indexed; rank: number }[] = [];
  for (const row of indexOf(set, options.system)) {
    if (!validOn(row.entry, options.onDate) || !fits(row, plan)) continue;
    found.push({ row, rank: rankOf(row, plan, exact, favourites) });
  }
  found.sort((a, b) => b.rank - a.rank || a.row.label.length - b.row.label.length || (a.row.key < b.row.key ? -1 : 1));
  const limit = Math.min(options.limit ?? SEARCH_LIMIT, SEARCH_LIMIT_MAX);
  return found.slice(0, limit).map(({ row }) => row.entry);
}

function fits(row: Indexed, plan: SearchPlan): boolean {
  if (plan.codePrefix !== undefined && row.key.startsWith(plan.codePrefix)) return true;
  return plan.terms.length > 0 && fitsTerms(row, plan.terms);
}

function fitsTerms(row: Indexed, terms: SearchPlan["terms"]): boolean {
  return terms.every((alternatives) => alternatives.some((one) => hasWords(row, one)));
}

function hasWords(row: Indexed, alternative: string): boolean {
  return alternative.split(" ").every((wanted) => {
    if (!wanted.endsWith("*")) return row.words.includes(wanted);
    const beginning = wanted.slice(0, -1);
    return row.words.some((word) => word.startsWith(beginning));
  });
}

/** Whether an abbreviation was typed: else every row that fits means what was typed. */
export function isAbbreviated(plan: SearchPlan): boolean {
  return plan.meant.some((alternatives, index) => alternatives !== plan.terms[index]);
}

/** Digits of a number, most weighty first, so that one comparison orders by all. */
function rankOf(row: Indexed, plan: SearchPlan, exact: string, favourites: ReadonlySet<string>): number {
  return (
    (row.key === exact ? 100_000 : 0) +
    (favourites.has(row.key) ? 10_000 : 0) +
    (row.entry.billable === false ? 0 : 1000) +
    (isAbbreviated(plan) && fitsTerms(row, plan.meant) ? 100 : 0) +
    Math.min(row.entry.weight ?? 0, 4) * 10 +
    (plan.starts.some((start) => row.label.startsWith(start)) ? 1 : 0)
  );
}

function indexOf(set: CodeSet, system: CodeSystem): readonly Indexed[] {
  const bySystem = indexes.get(set) ?? new Map<CodeSystem, readonly Indexed[]>();
  indexes.set(set, bySystem);
  const known = bySystem.get(system);
  if (known) return known;
  const made = (set.entries.get(system) ?? []).map((entry) => ({
    entry,
    key: codeKey(entry.code),
    label: searchKey(entry.label),
    words: entrySearchText(entry).split(" "),
  }));
  bySystem.set(system, made);
  return made;
}
