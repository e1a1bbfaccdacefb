import { searchKey } from "../search-key.ts";
import { linesOf, type LineResult, type TextChunks } from "./lines.ts";

/** A column by the headings that publishers give it, in the form of `searchKey`. Optional columns read as "". */
export interface Column {
  readonly headings: readonly string[];
  readonly optional?: true;
}
export type Columns<Name extends string> = { readonly [name in Name]: Column };

/** One record of a table: its cells by column name, trimmed. */
export type TableRow<Name extends string> = { readonly [name in Name]: string };

/** Publishers put notices and licence texts before the headings. */
const HEADING_LINES_MAX = 40;
const CELL_LINES_MAX = 500;

/**
 * Reads a table with a heading line: comma, tab, bar or semicolon, whichever parts the headings; cells may be quoted and hold
 * line breaks (RFC 4180). Headings are found by name in any order; what stands before them is skipped.
 */
export async function* readTable<Name extends string>(
  chunks: TextChunks,
  columns: Columns<Name>,
): AsyncGenerator<LineResult<TableRow<Name>>> {
  let layout: Layout<Name> | undefined;
  let open: { line: number; text: string; lines: number } | undefined;
  for await (const { line, text } of linesOf(chunks)) {
    if (!layout) {
      layout = layoutOf(text, columns);
      if (layout || line < HEADING_LINES_MAX) continue;
      break;
    }
    if (open === undefined && text.trim() === "") continue;
    const whole: { line: number; text: string; lines: number } = open
      ? { line: open.line, text: `${open.text}\n${text}`, lines: open.lines + 1 }
      : { line, text, lines: 1 };
    if (hasOpenQuote(whole.text) && whole.lines < CELL_LINES_MAX) {
      open = whole;
      continue;
    }
    open = undefined;
    if (hasOpenQuote(whole.text)) yield { line: whole.line, reason: "a quote is not closed" };
    else yield recordOf(whole.line, whole.text, layout);
  }
  if (open) yield { line: open.line, reason: "a quote is not closed" };
  if (!layout) yield { line: 1, reason: `no line with the headings ${wantedHeadings(columns).join(", ")} was found` };
}

interface Layout<Name extends string> {
  readonly separator: string;
  readonly width: number;
  readonly places: readonly (readonly [name: Name, place: number])[];
}

function layoutOf<Name extends string>(text: string, columns: Columns<Name>): Layout<Name> | undefined {
  for (const separator of [",", "\t", "|", ";"]) {
    const headings = cellsOf(text, separator).map(searchKey);
    const places: [Name, number][] = [];
    for (const name of namesOf(columns)) {
      const { headings: wanted, optional } = columns[name];
      // The first of the wanted headings that is there: the best name stands first.
      const place = headings.indexOf(wanted.find((heading) => headings.includes(heading)) ?? "\n");
      if (place < 0 && optional !== true) break;
      places.push([name, place]);
    }
    if (places.length === namesOf(columns).length) return { separator, width: headings.length, places };
  }
  return undefined;
}

function recordOf<Name extends string>(
  line: number,
  text: string,
  { separator, width, places }: Layout<Name>,
): LineResult<TableRow<Name>> {
  const cells = cellsOf(text, separator);
  const surplus = cells.slice(width).some((cell) => cell.trim() !== "");
  if (surplus) return { line, reason: `${cells.length} cells where the headings have ${width}` };
  const last = Math.max(...places.map(([, place]) => place));
  if (cells.length <= last) return { line, reason: `${cells.length} cells where the headings have ${width}` };
  const row = Object.fromEntries(places.map(([name, place]) => [name, place < 0 ? "" : (cells[place] ?? "").trim()]));
  return { line, row: row as TableRow<Name> };
}

function hasOpenQuote(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}

/** Cells of a record; a doubled quote inside quotes is one quote. */
function cellsOf(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? "";
    if (char === '"' && quoted && text[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) {
      cells.push(cell);
      cell = "";
    } else cell += char;
  }
  return [...cells, cell];
}

function wantedHeadings<Name extends string>(columns: Columns<Name>): string[] {
  return namesOf(columns)
    .filter((name) => columns[name].optional !== true)
    .map((name) => `"${columns[name].headings[0] ?? name}"`);
}

function namesOf<Name extends string>(columns: Columns<Name>): Name[] {
  return Object.keys(columns) as Name[];
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
