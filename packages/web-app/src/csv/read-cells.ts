import { isLocalDate, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import { stateCode } from "@practicum/kernel/states";
import { CENTS_MAX, type Cents } from "@practicum/kernel/money";

/** How a column writes its days. */
export type DateOrder = "month-first" | "day-first";

const PARTED = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}.*)?$/;
const YEAR_FIRST = /^(\d{4})[/.-]?(\d{2})[/.-]?(\d{2})(?:[ T]\d{1,2}:\d{2}.*)?$/;

/**
 * How the days of a file are written, by all that it has: "03/14/1981" can only be month first. Null where each of them could be either, so that somebody
 * has to say it once; nothing is guessed.
 */
export function dateOrderOf(values: readonly string[]): DateOrder | "none" | null {
  const parted = values.flatMap((value) => PARTED.exec(value.trim()) ?? []).length;
  if (parted === 0) return "none";
  let [monthFirst, dayFirst, differ] = [false, false, false];
  for (const value of values) {
    const [, first = "", second = ""] = PARTED.exec(value.trim()) ?? [];
    if (Number(second) > 12) monthFirst = true;
    if (Number(first) > 12) dayFirst = true;
    if (first !== second) differ = true;
  }
  if (monthFirst && !dayFirst) return "month-first";
  if (dayFirst && !monthFirst) return "day-first";
  // 3/3/1981 and 5/5/1990 are the same either way.
  return !differ && !monthFirst ? "month-first" : null;
}

/**
 * @param past a year of two digits is never in the future then: "81" is 1981, "05" is 2005.
 * @returns null where it is no day.
 */
export function readDate(text: string, order: DateOrder, today: LocalDate, past: boolean): LocalDate | null {
  const iso = YEAR_FIRST.exec(text.trim());
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const parts = PARTED.exec(text.trim());
  if (!parts) return null;
  const [month, day] = order === "month-first" ? [parts[1], parts[2]] : [parts[2], parts[1]];
  const year = parts[3] ?? "";
  if (year.length === 4) return dayOf(year, month, day);
  const century = Number(today.slice(0, 2));
  const found = [century, century - 1].map((one) => dayOf(`${one}${year}`, month, day));
  return (past ? found.find((one) => one !== null && one <= today) : found[0]) ?? null;
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): LocalDate | null {
  const text = `${year}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
  return isLocalDate(text) ? text : null;
}

/** "8:15 AM", "14:30", "1430", "2p". */
export function readTime(text: string): LocalTime | null {
  const found = /^(\d{1,2})(?::?(\d{2}))?(?::\d{2})?\s*(a|p)?\.?m?\.?$/i.exec(text.trim());
  if (!found) return null;
  const [hours, minutes, half] = [Number(found[1]), Number(found[2] ?? "0"), found[3]?.toLowerCase()];
  if (minutes > 59 || hours > 23 || (half !== undefined && (hours < 1 || hours > 12))) return null;
  const hour = half === undefined ? hours : (hours % 12) + (half === "p" ? 12 : 0);
  return `${String(hour).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/** "$1,234.50", "(20.00)", "-20", "20 CR": parentheses, a minus, and CR are a credit. Null where it is no amount. */
export function readMoney(text: string): Cents | null {
  const typed = text.trim();
  const credit = /^\(.*\)$/.test(typed) || /-/.test(typed) || /\bcr\b/i.test(typed);
  const plain = typed.replaceAll(/[()$\s+-]|\b(?:cr|dr|usd)\b/gi, "");
  if (!/^(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?$|^\.\d{1,2}$/.test(plain)) return null;
  const [dollars = "", fraction = ""] = plain.replaceAll(",", "").split(".");
  const cents = Number(dollars) * 100 + Number(fraction.padEnd(2, "0"));
  if (cents > CENTS_MAX) return null;
  return credit && cents !== 0 ? -cents : cents;
}

/** Ten digits; null where the cell is empty, undefined where it is no telephone. */
export function readPhone(text: string): string | null | undefined {
  if (text === "") return null;
  const digits = text.replace(/\s*(?:x|ext\.?)\s*\d+$/i, "").replaceAll(/\D/g, "");
  const ten = digits.length === 11 && digits.startsWith("1") ? digits.slice(1) : digits;
  return ten.length === 10 ? ten : undefined;
}

export function readSex(text: string): "female" | "male" | "unknown" | null {
  const first = text.toLowerCase().charAt(0);
  if (first === "f" || first === "w" || first === "g") return "female";
  if (first === "m" || first === "b") return "male";
  return first === "" || /^[uxno]/.test(first) ? "unknown" : null;
}

/** "California", "N.Y.", "ca". What is no state is given back as it was, for the form to refuse. */
export function readState(text: string): string {
  const typed = text.trim().replaceAll(".", "");
  return stateCode(typed) ?? (typed.length === 2 ? typed.toUpperCase() : typed);
}

/** Five or nine digits; spreadsheets take the zero from the beginning of "01234". */
export function readZip(text: string): string {
  const digits = text.replaceAll(/\D/g, "");
  if (digits.length === 4) return `0${digits}`;
  return digits.length === 8 ? `0${digits}` : digits;
}
