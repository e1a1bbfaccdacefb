import type { ReportRow } from "@practicum/contracts/billing/reports";

const HEAD = ["Side", "Date", "What", "Payer", "Patient", "Amount", "Unit"];

export type CsvRow = Omit<ReportRow, "patientName"> & {
  readonly side: "numerator" | "denominator";
  readonly patient: string;
};

/** BIL-301: the rows behind a measure's month as CSV (RFC 4180): amounts in dollars, days or pieces. */
export function rowsCsv(
  rows: readonly CsvRow[],
  units: { readonly numerator: string; readonly denominator: string },
): string {
  const lines = rows.map((row) => {
    const unit = units[row.side];
    const amount = unit === "cents" ? dollars(row.amount) : String(row.amount);
    return [
      row.side,
      row.date,
      row.label,
      row.payerName ?? "",
      row.patient,
      amount,
      unit === "cents" ? "dollars" : unit,
    ];
  });
  return [HEAD, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function dollars(amount: number): string {
  const whole = Math.abs(amount);
  return `${amount < 0 ? "-" : ""}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, "0")}`;
}

/** What a spreadsheet would take for a formula is kept a text; a negative amount is none. */
function cell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) || /^-(?!\d+(\.\d+)?$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
