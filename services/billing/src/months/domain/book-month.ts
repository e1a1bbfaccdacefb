import type { monthState } from "@practicum/contracts/billing/months";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addDays, addMonths, formatDate, formatMonth, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";

export type MonthState = z.output<typeof monthState>;

/** Where the books stand. Days are the practice's own. */
export interface Books {
  readonly today: LocalDate;
  /** The first day that is open; null while no month was ever closed. */
  readonly openFrom: LocalDate | null;
  /** The day of the first posting there is; null in an empty ledger. */
  readonly firstPosting: LocalDate | null;
}

export const monthOf = (day: LocalDate): string => day.slice(0, 7);
export const firstDay = (month: string): LocalDate => `${month}-01`;
/** The first day of the month after. */
export const dayAfter = (month: string): LocalDate => addMonths(firstDay(month), 1);
export const lastDay = (month: string): LocalDate => addDays(dayAfter(month), -1);
const monthBefore = (month: string): string => monthOf(addMonths(firstDay(month), -1));

/** The month that is closed next: after the last closed one, else the first in which something was posted, else the one before this. */
export function nextToClose({ today, openFrom, firstPosting }: Books): string {
  if (openFrom !== null) return monthOf(openFrom);
  const last = monthBefore(monthOf(today));
  return firstPosting !== null && monthOf(firstPosting) < last ? monthOf(firstPosting) : last;
}

/** The last one that was closed; null where none is. */
export function lastClosed({ openFrom }: Books): string | null {
  return openFrom === null ? null : monthBefore(monthOf(openFrom));
}

/** BIL-241, BIL-242: months are closed in their order, each once it is over. */
export function stateOf(books: Books, month: string): MonthState {
  if (books.openFrom !== null && firstDay(month) < books.openFrom) return "closed";
  if (books.today < dayAfter(month)) return "not-over";
  return month > nextToClose(books) ? "after-open" : "can-close";
}

/** All months from the first that has anything, or was closed, to this one; the newest first. */
export function monthsOf(books: Books): string[] {
  const known = [nextToClose(books), lastClosed(books), books.firstPosting && monthOf(books.firstPosting)];
  const from = known.flatMap((one) => one ?? []).toSorted()[0] ?? monthOf(books.today);
  const months: string[] = [];
  for (let month = monthOf(books.today); month >= from; month = monthBefore(month)) months.push(month);
  return months;
}

/**
 * BIL-242, BIL-243: closes a month that is over, in its turn, with what the person has seen of what is open.
 *
 * @param open how many things are open now.
 * @returns the first day that is open from then on.
 */
export function decideClose(
  books: Books,
  open: number,
  command: { readonly month: string; readonly seen: number; readonly because: string },
): Result<LocalDate, DomainError> {
  const { month, seen, because } = command;
  const state = stateOf(books, month);
  const day = dayAfter(month);
  if (state === "closed") return fail("month-closed", { detail: { month: formatMonth(month) } });
  if (state === "not-over")
    return fail("month-not-over", { field: "month", detail: { month: formatMonth(month), day: formatDate(day) } });
  if (state === "after-open")
    return fail("earlier-month-open", { field: "month", detail: { month: formatMonth(nextToClose(books)) } });
  if (open > seen) return fail("stale-version");
  if (open > 0 && because === "") {
    const message = "Say why it is closed although things are open.";
    return fail("invalid-input", { field: "because", fields: [{ field: "because", message }] });
  }
  return ok(day);
}

/**
 * BIL-244: only the last closed month is opened again.
 *
 * @param before from when the books were open before it was closed: they are open from there again. Null: no month was closed then.
 */
export function decideReopen(
  books: Books,
  month: string,
  before: LocalDate | null,
): Result<LocalDate | null, DomainError> {
  const last = lastClosed(books);
  if (stateOf(books, month) !== "closed" || last === null)
    return fail("month-open", { detail: { month: formatMonth(month) } });
  if (month !== last) return fail("later-month-closed", { field: "month", detail: { month: formatMonth(last) } });
  return ok(before);
}
