/** A price list as it was read, with what could not be. */
export interface ReadPriceList {
  readonly prices: readonly { readonly code: string; readonly price: number }[];
  /** Lines that hold no price, as "line 7: …"; the first few are shown. */
  readonly problems: readonly string[];
}

const CODE = /^[0-9A-Z]{5}$/;
const AMOUNT = /^\$?\s*(\d{1,3}(?:,?\d{3})*)(?:\.(\d{1,2}))?$/;

/**
 * Reads a price list: a code and an amount a line, with a comma, a semicolon or a tab between, in quotes or not; further columns and a first
 * line of headings are left alone. Amounts are dollars, taken times `percent` and rounded to the cent, half a cent up.
 *
 * @param percent 100 takes them as they are; 150 is one and a half times what the file says, as of Medicare's own fees.
 */
export function readPriceList(text: string, percent: number): ReadPriceList {
  const prices = new Map<string, number>();
  const problems: string[] = [];
  let first = true;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const fields = fieldsOf(line);
    const code = (fields[0] ?? "").toUpperCase();
    const amount = CODE.test(code)
      ? fields
          .slice(1)
          .map(centsOf)
          .find((cents) => cents !== null)
      : undefined;
    if (amount !== undefined && amount !== null && amount > 0) {
      const before = prices.get(code);
      const price = Math.round((amount * percent) / 100);
      if (before !== undefined && before !== price)
        problems.push(`line ${index + 1}: ${code} stands here twice with two prices`);
      prices.set(code, price);
    } else if (!first) problems.push(`line ${index + 1}: no code and price`);
    first = false;
  }
  return { prices: [...prices].map(([code, price]) => ({ code, price })), problems };
}

/** One line of a CSV file: quotes may hold the separator, and doubled quotes. */
function fieldsOf(line: string): readonly string[] {
  const separator = line.includes("\t") ? "\t" : line.includes(";") && !line.includes(",") ? ";" : ",";
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? "";
    if (sign === '"') {
      if (quoted && line[at + 1] === '"') {
        field += sign;
        at += 1;
      } else quoted = !quoted;
    } else if (sign === separator && !quoted) {
      fields.push(field.trim());
      field = "";
    } else field += sign;
  }
  return [...fields, field.trim()];
}

function centsOf(text: string): number | null {
  const found = AMOUNT.exec(text);
  return found ? Number((found[1] ?? "").replaceAll(",", "")) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : null;
}
