import { addDays, dayOfWeek, type LocalDate } from "@practicum/kernel/local-date";

export interface Holiday {
  readonly name: string;
  readonly date: LocalDate;
}

/** The federal holidays of a year (5 U.S.C. 6103), on the day on which they are observed: a Saturday's on Friday, a Sunday's on Monday. */
export function federalHolidays(year: number): readonly Holiday[] {
  const fixed = (month: number, day: number) => observed(`${year}-${two(month)}-${two(day)}`);
  return [
    { name: "New Year's Day", date: fixed(1, 1) },
    { name: "Martin Luther King Jr. Day", date: nth(year, 1, 1, 3) },
    { name: "Presidents' Day", date: nth(year, 2, 1, 3) },
    { name: "Memorial Day", date: lastMonday(year, 5) },
    { name: "Juneteenth", date: fixed(6, 19) },
    { name: "Independence Day", date: fixed(7, 4) },
    { name: "Labor Day", date: nth(year, 9, 1, 1) },
    { name: "Columbus Day", date: nth(year, 10, 1, 2) },
    { name: "Veterans Day", date: fixed(11, 11) },
    { name: "Thanksgiving Day", date: nth(year, 11, 4, 4) },
    { name: "Christmas Day", date: fixed(12, 25) },
  ];
}

function observed(date: LocalDate): LocalDate {
  const weekday = dayOfWeek(date);
  return weekday === 6 ? addDays(date, -1) : weekday === 7 ? addDays(date, 1) : date;
}

/** The first, second ... of a weekday (1 is Monday) in a month. */
function nth(year: number, month: number, weekday: number, which: number): LocalDate {
  const first: LocalDate = `${year}-${two(month)}-01`;
  return addDays(first, ((weekday - dayOfWeek(first) + 7) % 7) + 7 * (which - 1));
}

function lastMonday(year: number, month: number): LocalDate {
  const last = addDays(`${year}-${two(month + 1)}-01`, -1);
  return addDays(last, -((dayOfWeek(last) + 6) % 7));
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
