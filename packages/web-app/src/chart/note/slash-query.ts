/** A menu that is asked for inside a text: where its slash stands, and what was typed after it. */
export interface SlashQuery {
  /** Place of the first slash. */
  readonly from: number;
  /** Place of the caret. */
  readonly to: number;
  readonly query: string;
}

const QUERY_MAX = 24;

/**
 * Whether the caret stands in a call for the menu: a slash that begins an otherwise empty line, or two slashes that begin a word.
 * "SOB / CP", "and/or", "120/80" and "http://x" are prose. What is typed stays in the text; the menu only looks at it.
 */
export function slashQueryAt(text: string, caret: number): SlashQuery | null {
  const lineStart = text.lastIndexOf("\n", caret - 1) + 1;
  const before = text.slice(lineStart, caret);
  const after = text.slice(caret).split("\n", 1)[0] ?? "";
  const called = /^(\s*)(\/{1,2})([^/\n]*)$/.exec(before) ?? /^(.*\s)(\/\/)([^/\n]*)$/.exec(before);
  if (!called) return null;
  const [, lead = "", slashes = "", query = ""] = called;
  if (query.length > QUERY_MAX || /^\s/.test(query)) return null;
  // One slash calls only from a line that is empty but for it.
  if (slashes === "/" && after.trim() !== "") return null;
  return { from: lineStart + lead.length, to: caret, query };
}

/** The entries that fit what was typed: each word of it begins a word of the label. */
export function slashMatches<T extends { readonly label: string }>(entries: readonly T[], query: string): readonly T[] {
  const wanted = wordsOf(query);
  return entries.filter(({ label }) => {
    const words = wordsOf(label);
    return wanted.every((one) => words.some((word) => word.startsWith(one)));
  });
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The text with the call replaced by what was chosen, and where the caret goes. */
export function replaceSlash(text: string, { from, to }: SlashQuery, chosen: string): { text: string; caret: number } {
  return { text: `${text.slice(0, from)}${chosen}${text.slice(to)}`, caret: from + chosen.length };
}
