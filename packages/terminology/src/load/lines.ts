/** What became of a line: a row, or a refusal. The text of a refused line is not repeated: licensed files are private. */
export type LineResult<Row> =
  | { readonly line: number; readonly row: Row }
  | { readonly line: number; readonly reason: string };

export interface Refusal {
  readonly line: number;
  readonly reason: string;
}

export interface Loaded<Row> {
  readonly rows: Row[];
  readonly refusals: Refusal[];
}

/** Text in pieces of any size, as a file is read. */
export type TextChunks = Iterable<string> | AsyncIterable<string>;

/** Longer lines are cut: a file without line breaks must not fill the memory. */
const LINE_MAX = 100_000;

/** Lines with their numbers from 1, whatever the line break. The last line may lack one. */
export async function* linesOf(chunks: TextChunks): AsyncGenerator<{ line: number; text: string }> {
  let rest = "";
  let line = 0;
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split("\n");
    rest = (parts.pop() ?? "").slice(0, LINE_MAX);
    for (const part of parts) {
      line += 1;
      yield { line, text: withoutMark(part, line).slice(0, LINE_MAX) };
    }
  }
  if (rest !== "") yield { line: line + 1, text: withoutMark(rest, line + 1) };
}

/** Reads all results into lists. */
export async function collect<Row>(results: AsyncIterable<LineResult<Row>>): Promise<Loaded<Row>> {
  const rows: Row[] = [];
  const refusals: Refusal[] = [];
  for await (const result of results) {
    if ("row" in result) rows.push(result.row);
    else refusals.push(result);
  }
  return { rows, refusals };
}

/** Without the carriage return of Windows and the byte order mark at a file's start. */
function withoutMark(text: string, line: number): string {
  const body = text.endsWith("\r") ? text.slice(0, -1) : text;
  return line === 1 && body.startsWith("\uFEFF") ? body.slice(1) : body;
}
