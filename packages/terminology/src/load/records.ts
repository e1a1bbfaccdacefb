import type { Line } from "./lines.ts";

/** A longer cell is not one: its quote was never closed. */
const CELL_LINES_MAX = 500;

export interface TableRecord {
  /** The record's first line. */
  readonly line: number;
  readonly text: string;
  /** False when a quote in it is not closed. */
  readonly closed: boolean;
}

/** Records of a table: lines, put together where a quoted cell holds line breaks (RFC 4180). Blank lines are passed over. */
export async function* recordsOf(lines: AsyncIterable<Line>): AsyncGenerator<TableRecord> {
  let open: { line: number; text: string; count: number } | undefined;
  for await (const { line, text } of lines) {
    if (open === undefined && text.trim() === "") continue;
    const whole: { line: number; text: string; count: number } =
      open === undefined
        ? { line, text, count: 1 }
        : { line: open.line, text: `${open.text}\n${text}`, count: open.count + 1 };
    const closed = !hasOpenQuote(whole.text);
    open = closed || whole.count >= CELL_LINES_MAX ? undefined : whole;
    if (open === undefined) yield { line: whole.line, text: whole.text, closed };
  }
  if (open !== undefined) yield { line: open.line, text: open.text, closed: false };
}

/** Records among the first lines of a file, each with the number of lines up to its end. A stray quote in a notice is text. */
export function headRecords(head: readonly Line[]): { readonly text: string; readonly end: number }[] {
  const records: { text: string; end: number }[] = [];
  for (let at = 0; at < head.length;) {
    let end = at + 1;
    let text = head[at]?.text ?? "";
    while (hasOpenQuote(text) && end < head.length) {
      text += `\n${head[end]?.text ?? ""}`;
      end += 1;
    }
    if (hasOpenQuote(text)) {
      end = at + 1;
      text = head[at]?.text ?? "";
    }
    records.push({ text, end });
    at = end;
  }
  return records;
}

function hasOpenQuote(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}

/** Cells of a record; a doubled quote inside quotes is one quote. */
export function cellsOf(text: string, separator: string): string[] {
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
