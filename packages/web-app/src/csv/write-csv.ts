/**
 * Writes rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe before it, as spreadsheets themselves mark text: a
 * name "=HYPERLINK(...)" in somebody's file must do nothing on the machine where the report is opened.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");
}

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
