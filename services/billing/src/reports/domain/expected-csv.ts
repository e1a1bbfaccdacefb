import type { ExpectedKind, ExpectedPaidLine } from "@practicum/contracts/billing/expected-paid";
import { decimalFromCents, type Cents } from "@practicum/kernel/money";
import { csvText } from "../../domain/csv.ts";

const HEAD = [
  "Date of service",
  "Claim",
  "Patient",
  "Payer",
  "Code",
  "What",
  "Kind",
  "Billed",
  "Expected",
  "Allowed",
  "Paid",
  "Difference",
  "Missing",
  "Contract",
  "Term",
  "Why",
];

const KINDS: { readonly [K in ExpectedKind]: string } = {
  known: "compared",
  unknown: "not known",
  refused: "refused",
};

/** BIL-399: lines beside their contract, amounts in dollars. What is not known is an empty cell, and no zero. */
export function expectedCsv(lines: readonly ExpectedPaidLine[]): string {
  const dollars = (amount: Cents | null) => (amount === null ? "" : decimalFromCents(amount));
  return csvText([
    HEAD,
    ...lines.map((one) => [
      one.serviceDate,
      one.claimNumber,
      one.patientName ? `${one.patientName.family}, ${one.patientName.given}` : "",
      one.payerName,
      one.code,
      one.label,
      KINDS[one.kind],
      ...[one.billed, one.expected, one.allowed, one.paid, one.difference, one.missing].map(dollars),
      one.contractName ?? "",
      one.term ?? "",
      one.because,
    ]),
  ]);
}
