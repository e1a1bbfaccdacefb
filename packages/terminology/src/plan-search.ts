import { codeKey } from "./code-system.ts";
import { searchKey } from "./search-key.ts";
import { SYNONYMS } from "./synonyms.ts";

/**
 * What a typed question asks for. A row fits when its code begins with `codePrefix`, or when it fits every term.
 * A term is fitted by any of its alternatives; an alternative's words must all be there. A word ending in "*" is a beginning.
 */
export interface SearchPlan {
  /** Upper case without dot, when the text can be the beginning of a code. */
  readonly codePrefix?: string;
  readonly terms: readonly (readonly string[])[];
  /**
   * The same terms without the typed beginning where a synonym is known: "uri" means upper respiratory infection before it
   * means the first letters of urinary. Rows that fit these stand before rows that fit `terms` only.
   */
  readonly meant: readonly (readonly string[])[];
  /** Beginnings of a label that mean "this is what was asked for by name". */
  readonly starts: readonly string[];
}

const TERMS_MAX = 8;
const STARTS_MAX = 8;
const TEXT_MAX = 200;

/** Reads a typed question: "E11.4", "htn", "dm2 neuropathy", "pain kne l". Text beyond 200 characters is not looked at. */
export function planSearch(text: string): SearchPlan {
  const typed = text.slice(0, TEXT_MAX);
  const words = searchKey(typed).split(" ").filter(Boolean).slice(0, TERMS_MAX);
  const codePrefix = codePrefixOf(typed);
  // One letter begins half of all labels: it only asks for the codes that begin so.
  const terms = codePrefix?.length === 1 ? [] : termsOf(words);
  const plan = { terms, meant: terms.map(meantOf), starts: startsOf(terms) };
  return codePrefix === undefined ? plan : { codePrefix, ...plan };
}

/** Whether nothing was asked: only blanks and punctuation. */
export function isEmptyPlan(plan: SearchPlan): boolean {
  return plan.codePrefix === undefined && plan.terms.length === 0;
}

/** One word that has a digit, or a single letter: only such can begin a code of our systems. */
function codePrefixOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^[a-z0-9]+(?:\.[a-z0-9]*)?$/i.test(trimmed)) return undefined;
  const key = codeKey(trimmed);
  return /\d/.test(key) || key.length <= 2 ? key : undefined;
}

/** Longest synonym key first; what is not a synonym is a word beginning. */
function termsOf(words: readonly string[]): string[][] {
  const terms: string[][] = [];
  for (let i = 0; i < words.length;) {
    const length = synonymLength(words, i);
    const typed = words
      .slice(i, i + length)
      .map((word) => `${word}*`)
      .join(" ");
    const key = words.slice(i, i + length).join(" ");
    terms.push([...new Set([typed, ...(Object.hasOwn(SYNONYMS, key) ? (SYNONYMS[key] ?? []) : [])])]);
    i += length;
  }
  return terms;
}

/** The typed word stays, but whole: keywords of an entry may hold the abbreviation itself. */
function meantOf(alternatives: readonly string[]): readonly string[] {
  const [typed = "", ...synonyms] = alternatives;
  return synonyms.length === 0 ? alternatives : [typed.replaceAll("*", ""), ...synonyms];
}

function synonymLength(words: readonly string[], at: number): number {
  for (let length = Math.min(3, words.length - at); length > 1; length -= 1) {
    if (Object.hasOwn(SYNONYMS, words.slice(at, at + length).join(" "))) return length;
  }
  return 1;
}

function startsOf(terms: readonly (readonly string[])[]): string[] {
  let starts = [""];
  for (const alternatives of terms) {
    starts = starts
      .flatMap((head) => alternatives.map((tail) => `${head} ${tail.replaceAll("*", "")}`.trim()))
      .slice(0, STARTS_MAX);
  }
  return starts.filter((start) => start !== "");
}
