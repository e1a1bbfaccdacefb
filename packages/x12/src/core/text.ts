/**
 * Folds a text to what X12 carries everywhere (the extended character set's ASCII part): accents are taken off letters,
 * typographic quotes and dashes become plain, line breaks become blanks, what is left is dropped. The writers refuse what
 * is not in that set; give names and notes through this first.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[‘’‛]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐-―−]/g, "-")
    .replace(/[Øø]/g, (c) => (c === "Ø" ? "O" : "o"))
    .replace(/[Łł]/g, (c) => (c === "Ł" ? "L" : "l"))
    .replace(/ß/g, "ss")
    .replace(/[Ææ]/g, (c) => (c === "Æ" ? "AE" : "ae"))
    .replace(/\s+/g, " ")
    .replace(/[^\x20-\x7d]|[*:^`]/g, "")
    .trim();
}

/** 1: in the basic or extended character set (X12.6, 3.3). Backquote, caret and controls are in neither. */
export const CHARACTERS: Uint8Array = (() => {
  const table = new Uint8Array(128);
  for (let code = 0x20; code < 0x7f; code += 1) table[code] = 1;
  table[0x5e] = 0;
  table[0x60] = 0;
  return table;
})();

/** Whether eight digits are a day that exists. */
export function isDate8(text: string, at = 0): boolean {
  const year = digits(text, at, 4);
  const month = digits(text, at + 4, 2);
  const day = digits(text, at + 6, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1) return false;
  if (day <= 28) return true;
  if (month === 2) return day === 29 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0);
  return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}

/** HHMM, HHMMSS, or with decimals of a second. */
export function isTime(text: string): boolean {
  const length = text.length;
  if (length !== 4 && length !== 6 && length !== 7 && length !== 8) return false;
  if (digits(text, 0, length) < 0) return false;
  return digits(text, 0, 2) < 24 && digits(text, 2, 2) < 60 && (length < 6 || digits(text, 4, 2) < 60);
}

/** A whole number, or -1 where a character is not a digit. */
export function digits(text: string, from: number, length: number): number {
  let value = 0;
  for (let at = from; at < from + length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * The shape of a type R number (digits, an optional leading minus, an optional decimal point): eight times the number of its
 * digits, which is what counts for its length, plus the number of decimals up to 6, or 7 for none behind a point. -1: not
 * a number.
 */
export function decimalShape(text: string): number {
  const length = text.length;
  let digitCount = 0;
  let point = -1;
  for (let at = text.charCodeAt(0) === 45 ? 1 : 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) digitCount += 1;
    else if (code === 46 && point < 0) point = at;
    else return -1;
  }
  if (digitCount === 0) return -1;
  if (point < 0) return digitCount * 8;
  const decimals = length - point - 1;
  return digitCount * 8 + (decimals === 0 ? 7 : Math.min(decimals, 6));
}

export function isDecimal(text: string): boolean {
  return decimalShape(text) >= 0;
}
