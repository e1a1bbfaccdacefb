import { isLocalDate, type LocalDate } from "@practicum/kernel/local-date";

/** Publishers' ways to write a day: 2024-01-31, 20240131, 1/31/2024. */
export function readDate(text: string): LocalDate | undefined {
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = us
    ? `${us[3]}-${(us[1] ?? "").padStart(2, "0")}-${(us[2] ?? "").padStart(2, "0")}`
    : /^\d{8}$/.test(text)
      ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`
      : text;
  return isLocalDate(iso) ? iso : undefined;
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
