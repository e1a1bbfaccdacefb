export type Kind = "query" | "screen";

/** A limit of Kysely or of SQL. One row is a choice and no list; one more than a page tells that there are more. */
const QUERY = /\.limit\((?!1\)|[\w.]+ \+ 1\))|\blimit (?:\d|\$\{)(?<!\blimit 1(?!\d))/;
/** The first of some rows; what has the name of a text is one. */
const FIRST = /\.slice\(0, /;
const TEXT =
  /\b(?:zip|text|typed|name|because|seal|ndc|\w*date|today|depositedOn)(?:\(\))?(?:\.trim\(\))?\.slice\(0, /i;
/** The first page of a list, asked for once. */
const FIRST_PAGE = /\bqueryOptions\(\{[^}]*\blimit\b/;
const SAID = /\/[/*] limit: \S/;
/** A file of searches says it once. */
const SAID_OF_FILE = /^\/\/ limits: \S/m;

/** @returns the numbers of the lines on which a list ends at a number and nobody says why. */
export function silentLimits(kind: Kind, source: string): number[] {
  if (SAID_OF_FILE.test(source)) return [];
  const lines = source.split("\n");
  const isSilent = (line: string) =>
    kind === "query" ? QUERY.test(line) : (FIRST.test(line) && !TEXT.test(line)) || FIRST_PAGE.test(line);
  // SQL in a template has its comment before the statement.
  const isSaid = (at: number) =>
    lines.slice(Math.max(0, at - (/^\s*\./.test(lines[at] ?? "") ? 1 : 9)), at + 1).some((line) => SAID.test(line));
  return lines.flatMap((line, at) => (isSilent(line) && !isSaid(at) ? [at + 1] : []));
}
