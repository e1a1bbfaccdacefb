import type { Address } from "@practicum/contracts/schema";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatCents, sumCents, type Cents } from "@practicum/kernel/money";
import type { LetterDocument, Print } from "../../appeals/domain/letter-document.ts";

/** A line as the letter tells it; nothing in it is guessed. */
export interface LetterLine {
  readonly claimNumber: string;
  readonly payerClaimNumber: string | null;
  readonly patient: string;
  readonly birthDate: LocalDate;
  readonly memberId: string;
  readonly serviceDate: LocalDate;
  readonly provider: string;
  readonly billedCode: string;
  readonly billedLabel: string;
  readonly paidCode: string;
  readonly billed: Cents;
  readonly allowed: Cents;
  readonly expected: Cents | null;
  readonly missing: Cents | null;
  readonly contract: string | null;
  readonly term: string | null;
  readonly because: string | null;
  readonly decidedOn: LocalDate;
  readonly trace: string;
}

export interface UnderpaymentLetterFacts {
  readonly practice: {
    readonly name: string;
    readonly npi: string;
    readonly taxId: string;
    readonly phone: string;
    readonly address: Address;
  } | null;
  readonly payerName: string;
  readonly payerAddress: readonly string[];
  readonly lines: readonly LetterLine[];
}

/** What is missing of some lines, as far as it is known. */
export function missingIn(lines: readonly Pick<LetterLine, "missing">[]): Cents {
  return sumCents(lines.map((line) => line.missing ?? 0));
}

/** BIL-393: the text that a biller edits; the lines with their sums follow it in the letter by themselves. */
export function draftUnderpaymentLetter({ lines }: UnderpaymentLetterFacts): string {
  const one = lines.length === 1;
  const known = lines.filter((line) => line.missing !== null);
  const sum =
    known.length === 0
      ? ""
      : ` ${known.length < lines.length ? "Of those whose amount we can tell, " : ""}${formatCents(missingIn(lines))} ${one ? "is" : "are"} missing.`;
  const downcoded = lines.filter((line) => line.billedCode !== line.paidCode).length;
  const changed =
    downcoded === 0
      ? []
      : [
          `${downcoded === 1 ? "One service was" : `${downcoded} services were`} decided under another code than was billed. ` +
            "The signed note documents the service as it was billed; please say which rule the change rests on, and who reviewed it.",
        ];
  return [
    `We compared your ${one ? "payment" : "payments"} with our agreement. ${one ? "The service below was" : `The ${lines.length} services below were`} ` +
      `allowed at less than the agreement says.${sum}`,
    ...changed,
    `Please reprocess ${one ? "this claim" : "these claims"} at the agreed amounts and send the difference. If you come to another amount, ` +
      "please name the term of the agreement or the fee schedule, with its date, that you applied.",
  ].join("\n\n");
}

/** BIL-393: the letter as it is printed: head and lines come from the record, the text from the biller. */
export function underpaymentLetter(
  facts: UnderpaymentLetterFacts,
  letter: { readonly body: string; readonly on: LocalDate; readonly signedBy: string },
): LetterDocument {
  const { practice, lines } = facts;
  const first: Print[] = [
    ...(practice
      ? [
          bold(practice.name),
          small(
            `${practice.address.line1}, ${practice.address.city}, ${practice.address.state} ${practice.address.zip}`,
          ),
          small(`Telephone ${practice.phone} · NPI ${practice.npi} · Tax id ${practice.taxId}`),
        ]
      : []),
    gap,
    plain(formatDate(letter.on)),
    gap,
    plain(facts.payerName),
    plain("Provider disputes"),
    ...facts.payerAddress.map(plain),
    gap,
    bold(`Payment below our agreement: ${lines.length === 1 ? "one service" : `${lines.length} services`}`),
    gap,
    ...letter.body.split("\n").map(plain),
    gap,
    plain("Sincerely,"),
    plain(letter.signedBy),
    ...(practice ? [plain(practice.name)] : []),
  ];
  const table: Print[] = [
    bold("Services"),
    ...lines.flatMap(lineOf),
    gap,
    bold(`Missing in all, as far as it is known: ${formatCents(missingIn(lines))}`),
  ];
  return {
    title: `Underpayment, ${facts.payerName}`,
    foot: `Payment below our agreement · ${facts.payerName} · ${formatDate(letter.on)}`,
    parts: [first, table],
  };
}

function lineOf(line: LetterLine): Print[] {
  const as = line.paidCode === line.billedCode ? "" : `, decided as ${line.paidCode}`;
  const agreed =
    line.expected === null
      ? []
      : [
          small(
            `Agreed ${formatCents(line.expected)}: ${line.contract ?? "our agreement"}${line.term === null ? "" : `, ${line.term}`}. ${line.because ?? ""}`,
          ),
        ];
  return [
    gap,
    bold(
      `Claim ${line.claimNumber}${line.payerClaimNumber === null ? "" : `, yours ${line.payerClaimNumber}`} · ${line.billedCode} ${line.billedLabel}${as}`,
    ),
    plain(
      `${line.patient}, born ${formatDate(line.birthDate)}, member ${line.memberId} · service of ${formatDate(line.serviceDate)} by ${line.provider}`,
    ),
    plain(
      `Billed ${formatCents(line.billed)}, allowed ${formatCents(line.allowed)}${line.missing === null ? "" : `, missing ${formatCents(line.missing)}`}. ` +
        `Your payment ${line.trace} of ${formatDate(line.decidedOn)}.`,
    ),
    ...agreed,
  ];
}

const gap: Print = { text: "", style: "text" };
const plain = (text: string): Print => ({ text, style: "text" });
const bold = (text: string): Print => ({ text, style: "bold" });
const small = (text: string): Print => ({ text, style: "small" });
