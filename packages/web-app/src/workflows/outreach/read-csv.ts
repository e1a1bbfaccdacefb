/** A file of rows: what stands in its first line, and each further line with its number in the file. */
export interface ReadCsv {
  readonly headings: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/**
 * Reads a CSV file (RFC 4180), with commas, semicolons or tabs: quotes may hold the separator, a line's end, and doubled quotes. Lines with
 * nothing in them are passed over.
 */
export function readCsv(text: string): ReadCsv {
  const body = text.replace(/^\uFEFF/, "");
  // limit: the first line alone tells the separator; all lines are read.
  const separator = separatorOf(body.slice(0, body.search(/\r?\n|$/)));
  const lines: { line: number; cells: string[] }[] = [];
  let [cells, cell, quoted, line, began] = [[] as string[], "", false, 1, 1];
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
    if (sign === '"') {
      if (quoted && body[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else quoted = !quoted;
    } else if (sign === separator && !quoted) endCell();
    else if (sign === "\n") {
      if (quoted) cell += " ";
      else endLine();
      line += 1;
    } else if (sign !== "\r") cell += sign;
  }
  endLine();
  const [first, ...rows] = lines;
  return { headings: first?.cells ?? [], rows };
}

function separatorOf(firstLine: string): string {
  const count = (sign: string) => firstLine.split(sign).length;
  return ["\t", ";", ","].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}
