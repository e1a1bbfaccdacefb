import { addDays, isLocalDate, type LocalDate } from "@practicum/kernel/local-date";

/** Publishers' ways to write a day: 2024-01-31, 2024/01/31, 20240131, 1/31/2024; and day 31 of the year, 2024031 (NCCI). */
export function readDate(text: string): LocalDate | undefined {
  const day = text.replace(/ 00:00(?::00)?$/, "");
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day);
  const [, year = "", month = "", dayOfMonth = ""] = us
    ? [us[0], us[3], us[1], us[2]]
    : (/^(\d{4})[-/]?(\d\d)[-/]?(\d\d)$/.exec(day) ?? []);
  if (year === "") return readOrdinalDate(day);
  const iso = `${year}-${month.padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`;
  return isLocalDate(iso) ? iso : undefined;
}

function readOrdinalDate(text: string): LocalDate | undefined {
  const [, year = "", days = ""] = /^(\d{4})(\d{3})$/.exec(text) ?? [];
  if (year === "" || days === "000") return undefined;
  const day = addDays(`${year}-01-01`, Number(days) - 1);
  return day.startsWith(year) ? day : undefined;
}

export interface ReadPeriod {
  readonly from: LocalDate;
  readonly to?: LocalDate;
}

/**
 * A first and a last day as a publisher wrote them. An empty first day is `otherwise`; an empty last day, "*" (NCCI) or the
 * year 9999 is open. Text: why not.
 */
export function readPeriod(from: string, to: string, otherwise: LocalDate): ReadPeriod | string {
  const first = from === "" ? otherwise : readDate(from);
  if (first === undefined) return "the first day is not a date";
  if (to === "" || to === "*" || to.startsWith("9999") || to.endsWith("9999")) return { from: first };
  const last = readDate(to);
  if (last === undefined) return "the last day is not a date";
  if (from === "" && last < first) return { from: last, to: last };
  if (last < first) return "the last day lies before the first";
  return { from: first, to: last };
}
