import { addDays, type LocalDate } from "@practicum/kernel/local-date";

/** A length of time as the supporting data writes it: "12 months - 4 days". Months and days are added apart, in that order. */
export interface Span {
  readonly months: number;
  readonly days: number;
}

const TERM = /([+-])?\s*(\d+)\s*(day|week|month|year)s?/giu;
const WHOLE = /^\s*(?:[+-]?\s*\d+\s*(?:day|week|month|year)s?\s*)+$/iu;

/** The span that a text says; null where it says none. */
export function readSpan(text: string): Span | null {
  if (!WHOLE.test(text)) return null;
  let months = 0;
  let days = 0;
  for (const [, sign, amount, unit] of text.matchAll(TERM)) {
    const value = Number(amount) * (sign === "-" ? -1 : 1);
    const of = (unit ?? "").toLowerCase();
    if (of === "year") months += value * 12;
    else if (of === "month") months += value;
    else days += of === "week" ? value * 7 : value;
  }
  return { months, days };
}

/**
 * The day that lies a span after another. A day that a month lacks is the first of the next month, as CDC counts: a month after
 * January 31 is March 1. (The calendar of appointments goes to the month's last day; a dose given then would be a day too early.)
 */
export function addSpan(date: LocalDate, { months, days }: Span): LocalDate {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const index = year * 12 + month - 1 + months;
  const first = `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;
  const next = index + 1;
  const lengthOfMonth = new Date(Date.UTC(Math.floor(next / 12), next % 12, 0)).getUTCDate();
  return addDays(first as LocalDate, Math.min(day - 1, lengthOfMonth) + days);
}

/** The later of days, of those that are there. */
export function latest(dates: readonly (LocalDate | undefined)[]): LocalDate | undefined {
  let found: LocalDate | undefined;
  for (const date of dates) if (date !== undefined && (found === undefined || date > found)) found = date;
  return found;
}

/** The earlier of days, of those that are there. */
export function earliest(dates: readonly (LocalDate | undefined)[]): LocalDate | undefined {
  let found: LocalDate | undefined;
  for (const date of dates) if (date !== undefined && (found === undefined || date < found)) found = date;
  return found;
}
