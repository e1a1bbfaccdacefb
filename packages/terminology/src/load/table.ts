import { findLayout, HEAD_LINES_MAX, type Columns, type Layout } from "./headings.ts";
import { linesOf, peeked, type Line, type LineResult, type TextChunks } from "./lines.ts";
import { cellsOf, recordsOf } from "./records.ts";

/** One record of a table: its cells by column name, trimmed. */
export type TableRow<Name extends string> = { readonly [name in Name]: string };

/**
 * Reads a table with headings: comma, tab, bar or semicolon, whichever parts the headings; cells may be quoted and hold
 * line breaks (RFC 4180). Headings are found by name in any order, on one line or stacked on several; what stands before
 * them is skipped, and so are footnotes.
 */
export function readTable<Name extends string>(
  chunks: TextChunks,
  columns: Columns<Name>,
): AsyncGenerator<LineResult<TableRow<Name>>> {
  return readTableLines(linesOf(chunks), columns);
}

/** The same of lines, where a loader has looked at the first of them. */
export async function* readTableLines<Name extends string>(
  all: AsyncGenerator<Line>,
  columns: Columns<Name>,
): AsyncGenerator<LineResult<TableRow<Name>>> {
  const { head, lines } = await peeked(all, HEAD_LINES_MAX);
  const layout = findLayout(head, columns);
  if ("reason" in layout) {
    yield layout;
    return;
  }
  for (let i = 0; i < layout.lines; i += 1) await lines.next();
  for await (const { line, text, closed } of recordsOf(lines)) {
    if (!closed) {
      yield { line, reason: "a quote is not closed" };
      continue;
    }
    const cells = cellsOf(text, layout.separator).map((cell) => cell.trim());
    if (!isNote(cells)) yield recordOf(line, cells, layout);
  }
}

/** Words in the first cell alone, or after an asterisk: a title or a footnote, no record. Nor is a row of empty cells one. */
function isNote([first = "", ...others]: readonly string[]): boolean {
  const alone = others.every((cell) => cell === "");
  if (alone && (first === "" || first === "\u001A")) return true;
  return (alone || first.startsWith("*")) && first.split(/\s+/).length >= 3;
}

function recordOf<Name extends string>(
  line: number,
  cells: readonly string[],
  { width, places }: Layout<Name>,
): LineResult<TableRow<Name>> {
  const surplus = cells.slice(width).some((cell) => cell !== "");
  const last = Math.max(...places.map(([, place]) => place));
  if (surplus || cells.length <= last)
    return { line, reason: `${cells.length} cells where the headings have ${width}` };
  const row = Object.fromEntries(places.map(([name, place]) => [name, place < 0 ? "" : (cells[place] ?? "")]));
  return { line, row: row as TableRow<Name> };
}

/** Turns each record into a row or a reason. A reason is a text; the line number is put to it. */
export async function* mapTable<Name extends string, Row>(
  records: AsyncIterable<LineResult<TableRow<Name>>>,
  rowOf: (record: TableRow<Name>) => Row | string | undefined,
): AsyncGenerator<LineResult<Row>> {
  for await (const record of records) {
    if ("reason" in record) {
      yield record;
      continue;
    }
    const made = rowOf(record.row);
    if (typeof made === "string") yield { line: record.line, reason: made };
    else if (made !== undefined) yield { line: record.line, row: made };
  }
}
