import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { CodeSystem } from "@practicum/terminology/code-system";
import { planSearch } from "@practicum/terminology/plan-search";
import { findFacts } from "@practicum/terminology/sql/facts";
import { findCodesSql } from "@practicum/terminology/sql/find-code";
import { searchCodesSql } from "@practicum/terminology/sql/search-codes";
import type { KnownCode, UnitEdit } from "../domain/coding.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** The codes that are in force on a day, by code as it was asked for. */
export async function knownCodes(
  tx: T,
  system: CodeSystem,
  codes: readonly string[],
  onDate: LocalDate,
): Promise<Map<string, KnownCode>> {
  if (codes.length === 0) return new Map();
  const found = await findCodesSql(tx, system, codes, onDate);
  return new Map(found.map(({ code, label, billable = true }) => [code, { code, label, billable }]));
}

/** The official bounds of units that are in force on a day; none where the table was not loaded. */
export async function unitEdits(tx: T, codes: readonly string[], onDate: LocalDate): Promise<UnitEdit[]> {
  return codes.length === 0 ? [] : findFacts(tx, "mue", codes, onDate);
}

const FAVOURITES_MAX = 100;

/** The codes a person uses, the most used first. */
export async function favouriteCodes(tx: T, staffId: string, system: CodeSystem): Promise<string[]> {
  const rows = await tx
    .selectFrom("code_use")
    .select("code")
    .where("staff_id", "=", staffId)
    .where("system", "=", system)
    .orderBy("times", "desc")
    .orderBy("code")
    // limit: the codes that one uses most come first in a search, which finds the others too.
    .limit(FAVOURITES_MAX)
    .execute();
  return rows.map((row) => row.code);
}

/** Counts a use of each code. In the order of the codes: two who count the same ones don't wait for each other in a circle. */
export async function countUse(tx: T, staffId: string, system: CodeSystem, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const rows = [...new Set(codes)].sort().map((code) => ({ staff_id: staffId, system, code, times: 1 }));
  await tx
    .insertInto("code_use")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["staff_id", "system", "code"]).doUpdateSet((eb) => ({ times: eb("code_use.times", "+", 1) })),
    )
    .execute();
}

export async function searchCodes(
  tx: T,
  text: string,
  options: {
    readonly system: CodeSystem;
    readonly onDate: LocalDate;
    readonly favourites: readonly string[];
    readonly limit: number;
  },
): Promise<KnownCode[]> {
  const found = await searchCodesSql(tx, planSearch(text), options);
  return found.map(({ code, label, billable = true }) => ({ code, label, billable }));
}
