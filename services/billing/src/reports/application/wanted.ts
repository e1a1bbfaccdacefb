import { must } from "@practicum/kernel/assert";
import type { BillingContext } from "../../application/context.ts";
import type { ReportMonth } from "../domain/report-months.ts";
import type { Wanted } from "../sql/row-sets.ts";

/** What a row set needs to know: the months, and the practice's zone. */
export function wanted({ practice }: BillingContext, months: readonly ReportMonth[]): Wanted {
  const [first, ...rest] = months;
  return { months: [must(first, "a report is of a month"), ...rest], timeZone: practice.timeZone };
}
