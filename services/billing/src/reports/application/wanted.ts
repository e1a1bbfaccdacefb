import { must } from "@practicum/kernel/assert";
import type { BillingContext } from "../../application/context.ts";
import { type ReportMonth } from "../domain/report-months.ts";
import { keptMonth } from "../sql/kept-balances.ts";
import type { Wanted } from "../sql/row-sets.ts";

/** What a row set needs to know: the months, the practice's zone, and from where balances are counted on. */
export async function wanted({ tx, practice }: BillingContext, months: readonly ReportMonth[]): Promise<Wanted> {
  const [first, ...rest] = months;
  const from = must(first, "a report is of a month");
  return { months: [from, ...rest], timeZone: practice.timeZone, base: await keptMonth(tx, from.month) };
}
