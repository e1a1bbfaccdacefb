import type { AheadState, eligibilityAheadOperations } from "@practicum/contracts/billing/eligibility-ahead";
import type { visitsAheadOperations } from "@practicum/contracts/scheduling/visits-ahead";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";

export type ComingVisit = z.output<typeof visitsAheadOperations.comingVisits.output>[number];
export type KnownAhead = z.output<typeof eligibilityAheadOperations.eligibilityAhead.output>[number];

/** One visit with what is known of its insurance. */
export interface AheadRow {
  readonly visit: ComingVisit;
  readonly known: KnownAhead;
}

export const shows = ["open", "handled", "all"] as const;
export type Show = (typeof shows)[number];

export const isInOrder = (state: AheadState) => state === "active" || state === "self-pay";
/** Somebody has to do something: a question that is on its way needs nobody. */
const needsWork = ({ known }: AheadRow) =>
  !isInOrder(known.state) && known.state !== "pending" && known.handled === null;

export function rowsToShow(rows: readonly AheadRow[], show: Show): readonly AheadRow[] {
  if (show === "all") return rows;
  return rows.filter((row) => (show === "open" ? needsWork(row) : row.known.handled !== null));
}

export interface DayCount {
  readonly date: LocalDate;
  readonly visits: number;
  readonly inOrder: number;
  readonly open: number;
}

/** Of each day: how many visits, how many of them are in order, and for how many somebody has to do something. */
export function countDays(rows: readonly AheadRow[]): readonly DayCount[] {
  return [...Map.groupBy(rows, ({ visit }) => visit.date)].map(([date, ofDay]) => ({
    date,
    visits: ofDay.length,
    inOrder: ofDay.filter(({ known }) => isInOrder(known.state)).length,
    open: ofDay.filter(needsWork).length,
  }));
}

/** What to do about it, in one line. */
export const todo: { readonly [S in AheadState]: string } = {
  "no-coverage": "Ask what insurance the patient has, or enter self-pay.",
  "not-asked": "Nobody asked the payer about this day: verify.",
  pending: "The payer was asked; no answer yet.",
  unknown: "The payer gave no answer that can be used: verify again, or call it.",
  inactive: "Call the patient: is there another card?",
  "wrong-pcp": "The plan names another PCP: the patient has it changed, or brings a referral.",
  active: "Nothing to do.",
  "self-pay": "Nothing to do: the patient pays without a plan.",
};
