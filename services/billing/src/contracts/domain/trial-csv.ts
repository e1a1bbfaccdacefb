import type { TrialSums } from "@practicum/contracts/billing/contract-trials";
import { decimalFromCents } from "@practicum/kernel/money";
import { csvText } from "../../domain/csv.ts";

type Row = TrialSums & { readonly code: string; readonly family: string };

/** BIL-395: a comparison code by code as CSV (RFC 4180), amounts in dollars. What a spreadsheet would take for a formula is a text in it. */
export function trialCsv(rows: readonly Row[], names: { readonly left: string; readonly right: string }): string {
  const head = [
    "Code",
    "Family",
    "Lines",
    "Charged",
    names.left,
    names.right,
    "Difference",
    "Decided lines",
    "Allowed by payers",
    `${names.left} on decided lines`,
    `${names.right} on decided lines`,
    `Not known: ${names.left}`,
    `Not known: ${names.right}`,
  ];
  const lines = rows.map((row) => [
    row.code,
    row.family,
    String(row.lines),
    ...[row.charged, row.left, row.right, row.right - row.left].map(decimalFromCents),
    String(row.decided.lines),
    ...[row.decided.allowed, row.decided.left, row.decided.right].map(decimalFromCents),
    String(row.unknownLeft),
    String(row.unknownRight),
  ]);
  return csvText([head, ...lines]);
}
