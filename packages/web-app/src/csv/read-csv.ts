/** A file of rows: what stands in its first line, and each further line with its number in the file. */
export interface ReadCsv {
  readonly headings: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly separator: string;
  /** A quote is open at the end of the file: what follows it was read as one cell. The line in which it began. */
  readonly openQuote: number | null;
}

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a CSV file (RFC 4180), with commas, semicolons, bars or tabs: quotes may hold the separator, a line's end, and doubled quotes; a quote inside of
 * a cell that did not begin with one is a sign like any other, as in 5'4". Lines with nothing in them are passed over, and a NUL is no text.
 */
export function readCsv(text: string): ReadCsv {
  const body = text.replace(/^\uFEFF/, "").replaceAll("\0", "");
  // limit: the first line alone tells the separator; all lines are read.
  const separator = separatorOf(body.slice(0, body.search(/\r\n?|\n|$/)));
  const lines: CsvRow[] = [];
  let [cells, cell, quoted, opened, line, began] = [[] as string[], "", false, 0, 1, 1];
  const endCell = () => {
    cells.push(cell.trim());
    cell = "";
  };
  const endLine = () => {
    endCell();
    if (cells.some((one) => one !== "")) lines.push({ line: began, cells });
    cells = [];
    began = line + 1;
  };
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at] ?? "";
    if (sign === '"' && (quoted || cell.trim() === "")) {
      if (quoted && body[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else {
        quoted = !quoted;
        opened = line;
      }
    } else if (sign === separator && !quoted) endCell();
    else if (sign === "\n" || sign === "\r") {
      // A line ends with one of them, or with both.
      if (sign === "\r" && body[at + 1] === "\n") at += 1;
      if (quoted) cell += " ";
      else endLine();
      line += 1;
    } else cell += sign;
  }
  endLine();
  const [first, ...rows] = lines;
  return { headings: first?.cells ?? [], rows, separator, openQuote: quoted ? opened : null };
}

function separatorOf(firstLine: string): string {
  const bare = firstLine.replaceAll(/"[^"]*"/g, "");
  const count = (sign: string) => bare.split(sign).length;
  return ["\t", ";", "|", ","].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}
