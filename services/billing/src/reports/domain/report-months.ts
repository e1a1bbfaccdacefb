import { addDays, addMonths, type LocalDate } from "@practicum/kernel/local-date";

/** A month with its days, as far as they have come. */
export interface ReportMonth {
  /** "2026-11" */
  readonly month: string;
  readonly first: LocalDate;
  /** Its last day; of the month that is not over, today. */
  readonly last: LocalDate;
}

const monthOf = (day: LocalDate) => day.slice(0, 7);

export function reportMonth(month: string, today: LocalDate): ReportMonth {
  const first: LocalDate = `${month}-01`;
  const last = addDays(addMonths(first, 1), -1);
  return { month, first, last: first <= today && today < last ? today : last };
}

/** So many months, the oldest first; this one is the last. */
export function monthsUntil(month: string, today: LocalDate, count = 12): ReportMonth[] {
  return Array.from({ length: count }, (_, at) =>
    reportMonth(monthOf(addMonths(`${month}-01`, at + 1 - count)), today),
  );
}

/** The months from one to another, at most twelve, this one at the latest. */
export const thisMonth = (today: LocalDate): string => monthOf(today);
