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

/** A line and its number in the file, from 1. */
export interface Line {
  readonly line: number;
  readonly text: string;
}

export const TWICE = "the code stands in the file twice";

/** Longer lines are cut: a file without line breaks must not fill the memory. */
const LINE_MAX = 100_000;

/** Lines with their numbers from 1, whatever the line break. The last line may lack one. */
export async function* linesOf(chunks: TextChunks): AsyncGenerator<Line> {
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
  // CMS ends some of its files with the end-of-file sign of DOS.
  if (rest !== "" && rest !== "\u001A") yield { line: line + 1, text: withoutMark(rest, line + 1) };
}

/** The first lines of a file, to see how it is laid out, and all of its lines, those among them. */
export async function peeked(
  lines: AsyncGenerator<Line>,
  count: number,
): Promise<{ readonly head: readonly Line[]; readonly lines: AsyncGenerator<Line> }> {
  const head: Line[] = [];
  while (head.length < count) {
    const next = await lines.next();
    if (next.done === true) break;
    head.push(next.value);
  }
  return { head, lines: replayed(head, lines) };
}

async function* replayed(head: readonly Line[], lines: AsyncGenerator<Line>): AsyncGenerator<Line> {
  yield* head;
  yield* lines;
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

/** Refuses a row whose key the file has had already. */
export async function* once<Row>(
  results: AsyncIterable<LineResult<Row>>,
  keyOf: (row: Row) => string,
): AsyncGenerator<LineResult<Row>> {
  const seen = new Set<string>();
  for await (const result of results) {
    if ("row" in result) {
      const key = keyOf(result.row);
      if (seen.has(key)) {
        yield { line: result.line, reason: TWICE };
        continue;
      }
      seen.add(key);
    }
    yield result;
  }
}

/** Without the carriage return of Windows and the byte order mark at a file's start. */
function withoutMark(text: string, line: number): string {
  const body = text.endsWith("\r") ? text.slice(0, -1) : text;
  return line === 1 && body.startsWith("\uFEFF") ? body.slice(1) : body;
}
