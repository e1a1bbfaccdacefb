import type { ReportRow } from "@practicum/contracts/billing/reports";
import { csvText } from "../../domain/csv.ts";

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
  return csvText([HEAD, ...lines]);
}

function dollars(amount: number): string {
  const whole = Math.abs(amount);
  return `${amount < 0 ? "-" : ""}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, "0")}`;
}
