import { isLocalDate, type LocalDate } from "@practicum/kernel/local-date";

/** What a barcode on a vaccine says. */
export interface ScannedProduct {
  /** The ten digits of the NDC, without its dashes. */
  readonly ndc: string;
  readonly lot: string | null;
  readonly expiresOn: LocalDate | null;
}

const GROUP_SEPARATOR = "\u001D";
/** Lengths of the fields that are not ended by a separator (GS1 General Specifications, table of predefined lengths). */
const FIXED: { readonly [ai: string]: number } = { "01": 14, "11": 6, "13": 6, "15": 6, "17": 6 };
const VARIABLE_MAX = 20;

/**
 * Reads a GS1 barcode as a scanner types it: GTIN (01), expiry (17), lot (10), serial (21); with the separators of the standard, or
 * in the printed form with brackets. A linear barcode has the GTIN alone. Undefined for anything else: then it is words.
 */
export function readBarcode(text: string): ScannedProduct | undefined {
  const typed = text.trim().replace(/^\]\w\d/, "");
  const fields = typed.startsWith("(") ? readBracketed(typed) : readRaw(typed);
  const ndc = fields && ndcOfGtin(fields.get("01") ?? "");
  if (!ndc) return undefined;
  const expiry = fields.get("17");
  return { ndc, lot: fields.get("10") ?? null, expiresOn: expiry === undefined ? null : dateOf(expiry) };
}

function readBracketed(text: string): Map<string, string> | undefined {
  const parts = [...text.matchAll(/\((\d{2,4})\)([^(]*)/g)];
  return parts.map((part) => part[0]).join("") === text
    ? new Map(parts.map(([, ai = "", value = ""]) => [ai, value.trim()]))
    : undefined;
}

function readRaw(text: string): Map<string, string> | undefined {
  if (/^\d{12,14}$/.test(text)) return new Map([["01", text.padStart(14, "0")]]);
  const fields = new Map<string, string>();
  for (let rest = text; rest !== "";) {
    if (rest.startsWith(GROUP_SEPARATOR)) {
      rest = rest.slice(1);
      continue;
    }
    const ai = rest.slice(0, 2);
    const fixed = FIXED[ai];
    const end = fixed === undefined ? endOfVariable(rest) : 2 + fixed;
    if ((fixed === undefined && ai !== "10" && ai !== "21") || rest.length < end) return undefined;
    fields.set(ai, rest.slice(2, end));
    rest = rest.slice(end);
  }
  return fields.has("01") ? fields : undefined;
}

function endOfVariable(rest: string): number {
  const separator = rest.indexOf(GROUP_SEPARATOR);
  return Math.min(separator === -1 ? rest.length : separator, 2 + VARIABLE_MAX);
}

/** Of a drug's GTIN, "03" and the NDC's ten digits stand between the packaging digit and the check digit. */
function ndcOfGtin(gtin: string): string | undefined {
  if (!/^\d{14}$/.test(gtin) || gtin.slice(1, 3) !== "03" || !isChecked(gtin)) return undefined;
  return gtin.slice(3, 13);
}

function isChecked(gtin: string): boolean {
  const sum = Array.from(gtin.slice(0, 13), Number).reduce(
    (total, digit, i) => total + digit * (i % 2 === 0 ? 3 : 1),
    0,
  );
  return (10 - (sum % 10)) % 10 === Number(gtin[13]);
}

/** YYMMDD; a day of 00 is the last of the month (GS1 General Specifications, 3.4.7). All vaccines expire in this century. */
function dateOf(text: string): LocalDate | null {
  const [, yy = "", mm = "", dd = ""] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const day = dd === "00" ? String(lastDay(2000 + Number(yy), Number(mm))) : dd;
  const date = `20${yy}-${mm}-${day}`;
  return isLocalDate(date) ? date : null;
}

function lastDay(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The ten digits that an NDC as people write it can stand for: with dashes, or as the eleven digits of a claim, in which one of the
 * three parts was filled up with a zero. Empty when it is no NDC.
 */
export function ndcKeys(text: string): string[] {
  const typed = text.trim();
  const parts = /^(\d{4,5})-(\d{3,4})-(\d{1,2})$/.exec(typed);
  if (parts) {
    const digits = parts.slice(1).join("");
    if (digits.length === 10) return [digits];
    return digits.length === 11 ? shortened(digits) : [];
  }
  return /^\d{11}$/.test(typed) ? shortened(typed) : [];
}

function shortened(digits: string): string[] {
  const places = [0, 5, 9].filter((at) => digits[at] === "0");
  return [...new Set(places.map((at) => digits.slice(0, at) + digits.slice(at + 1)))];
}
