import { searchWords } from "@practicum/kernel/search-words";
import { isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import { parseCents, type Cents } from "@practicum/kernel/money";

/** Claims without a filing deadline stand last. */
export const NO_DEADLINE = "9999-12-31";

/** What one word of a search may mean. A claim is found when each word fits in one of its meanings. */
export interface ClaimWord {
  /** As it was typed, in lower case: the beginning of a name, of a claim number, a part of a payer's name. */
  readonly word: string;
  /** A procedure code. */
  readonly code: string | null;
  readonly amount: Cents | null;
  readonly serviceDate: LocalDate | null;
}

const CODE = /^[0-9a-z]\d{3}[0-9a-z]$/;
/** Month first, as dates are written here; a year of two digits is of this century. */
const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/;

/** Reads what a biller types to find a claim (BIL-81): a name, a number, a payer, a code, an amount or a day, in any order. */
export function claimWords(text: string): ClaimWord[] {
  return searchWords(text).map((word) => ({
    word,
    code: CODE.test(word) ? word.toUpperCase() : null,
    amount: amountOf(word),
    serviceDate: dateOf(word),
  }));
}

/** An amount has its cents or a dollar sign: a bare number is a claim's or a chart's. */
function amountOf(word: string): Cents | null {
  if (!/^\$|\.\d\d$/.test(word)) return null;
  const parsed = parseCents(word.replace(/^\$/, ""));
  return parsed.ok ? parsed.value : null;
}

function dateOf(word: string): LocalDate | null {
  const match = DATE.exec(word);
  if (!match) return isLocalDate(word) ? word : null;
  const [, month = "", day = "", year = ""] = match;
  const date = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isLocalDate(date) ? date : null;
}
