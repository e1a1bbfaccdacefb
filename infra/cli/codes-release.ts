import { basename } from "node:path";
import type { LocalDate } from "@practicum/kernel/local-date";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * The first day that a file speaks for, by the name its publisher gave it: "icd10cm_order_2024" 2023-10-01 and "... April 2024"
 * 2024-04-01, "PPRRVU24_JUL" and "HCPC2024_JUL_ANWEB" 2024-07-01, "ccipra-v302r0-f1" (NCCI 30.2) 2024-07-01,
 * "..._Eff_07-01-2024" that day, "AOC_V2024Q3" 2024-07-01, "nucc_taxonomy_241" 2024-07-01, "GPCI2024" and "24LOCCO" 2024-01-01.
 *
 * @param kind a kind of file as `practicum codes import` names it.
 * @throws Error in words when the name does not say it.
 */
export function firstDayOf(kind: string, file: string): LocalDate {
  const name = basename(file).toLowerCase();
  const day =
    effectiveDay(name) ??
    (kind === "ptp" ? ncciVersion(name) : undefined) ??
    (kind === "taxonomy" ? nuccVersion(name) : undefined) ??
    yearAndPart(kind, name);
  if (day === undefined)
    throw new Error("The file's name does not say its year: add --from YYYY-MM-DD, its first day.");
  return day;
}

function effectiveDay(name: string): LocalDate | undefined {
  const [, month, day, year] = /eff[-_ ]*(\d\d)[-_](\d\d)[-_](20\d\d)/.exec(name) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

/** Version 30.0 was that of January 2024; the digit after it counts the quarters. */
function ncciVersion(name: string): LocalDate | undefined {
  const [, version, quarter] = /v(\d\d)([0-3])r\d/.exec(name) ?? [];
  return version === undefined ? undefined : `${1994 + Number(version)}-${quarterMonth(Number(quarter) + 1)}-01`;
}

/** 24.0 is in force from January 2024, 24.1 from July. */
function nuccVersion(name: string): LocalDate | undefined {
  const [, year, half] = /taxonomy_(\d\d)([01])(?!\d)/.exec(name) ?? [];
  return year === undefined ? undefined : `20${year}-${half === "0" ? "01" : "07"}-01`;
}

function yearAndPart(kind: string, name: string): LocalDate | undefined {
  const year =
    /(?<!\d)(20\d\d)(?!\d)/.exec(name)?.[1] ?? shortYear(/(?:pprrvu|gpci)(\d\d)(?!\d)|(?<!\d)(\d\d)locco/.exec(name));
  if (year === undefined) return undefined;
  const quarter = /(?<!\d)20\d\d[-_]?q([1-4])/.exec(name)?.[1];
  if (quarter !== undefined) return `${year}-${quarterMonth(Number(quarter))}-01`;
  const month = MONTHS.indexOf(/(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/.exec(name)?.[1] ?? "") + 1;
  if (month > 0) return `${year}-${String(month).padStart(2, "0")}-01`;
  return kind === "icd10cm" ? `${Number(year) - 1}-10-01` : `${year}-01-01`;
}

function shortYear(match: RegExpExecArray | null): string | undefined {
  const digits = match?.[1] ?? match?.[2];
  return digits === undefined ? undefined : `20${digits}`;
}

function quarterMonth(quarter: number): string {
  return String(quarter * 3 - 2).padStart(2, "0");
}
