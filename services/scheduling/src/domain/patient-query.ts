import { isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import { nameKey } from "./name-words.ts";

/** What a typed search asks for (SCH-10). Everything given must fit. */
export interface PatientQuery {
  /** Beginnings of name words, the most telling (longest) first. */
  readonly words: readonly string[];
  /** Days the typed date may mean: "3/4/26" is 1926 or 2026. Empty when no date was typed. */
  readonly birthDates: readonly LocalDate[];
  /** Digits of a phone or medical record number. */
  readonly digits: string | null;
}

const WORDS_MAX = 5;
const DATE = /(?<![\d/.-])(\d{1,4})([/.-])(\d{1,2})\2(\d{2}|\d{4})(?![\d/.-])/;
const PHONE = /(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)/;

/** Reads "lop mar", "lopez, maria 3/4/81", "1981-03-04", "(619) 555-0142", "100042". `today` decides what two digits of a year mean. */
export function readPatientQuery(text: string, today: LocalDate): PatientQuery {
  let rest = text;
  const date = DATE.exec(rest);
  const birthDates = date ? datesOf(date, today) : [];
  if (date && birthDates.length > 0) rest = rest.replace(date[0], " ");
  const phone = PHONE.exec(rest);
  if (phone) rest = rest.replace(phone[0], " ");
  const words = nameKey(rest).split(" ").filter(Boolean);
  const numbers = words.filter((word) => /^\d+$/.test(word));
  const digits = phone ? phone[0].replaceAll(/\D/g, "").slice(-10) : numbers.join("");
  const names = words.filter((word) => !/^\d+$/.test(word)).slice(0, WORDS_MAX);
  return {
    words: [...new Set(names)].sort((a, b) => b.length - a.length),
    birthDates: birthDates.length === 0 && names.length === 0 ? bareDates(digits, today) : birthDates,
    digits: digits === "" ? null : digits,
  };
}

/** Whether there is nothing to look for. */
export function isEmptyQuery(query: PatientQuery): boolean {
  return query.words.length === 0 && query.birthDates.length === 0 && query.digits === null;
}

function datesOf([, first = "", , second = "", last = ""]: RegExpExecArray, today: LocalDate): LocalDate[] {
  if (first.length === 4) return valid([`${first}-${pad(second)}-${pad(last)}`], today);
  if (first.length === 3) return [];
  return valid(
    yearsOf(last, today).map((year) => `${year}-${pad(first)}-${pad(second)}`),
    today,
  );
}

/** "03041981" and "030481", typed without marks, beside being digits of a number. */
function bareDates(digits: string, today: LocalDate): LocalDate[] {
  if (digits.length !== 8 && digits.length !== 6) return [];
  return valid(
    yearsOf(digits.slice(4), today).map((year) => `${year}-${digits.slice(0, 2)}-${digits.slice(2, 4)}`),
    today,
  );
}

/** Nobody is born after today, nor was 120 years ago. */
function valid(dates: readonly string[], today: LocalDate): LocalDate[] {
  const oldest = `${Number(today.slice(0, 4)) - 120}${today.slice(4)}`;
  return dates.filter((date): date is LocalDate => isLocalDate(date) && date <= today && date >= oldest);
}

function yearsOf(year: string, today: LocalDate): string[] {
  if (year.length === 4) return [year];
  const century = Number(today.slice(0, 2));
  return [`${century}${year}`, `${century - 1}${year}`];
}

function pad(part: string): string {
  return part.padStart(2, "0");
}
