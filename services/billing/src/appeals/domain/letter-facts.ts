import type { Address, PersonName } from "@practicum/contracts/schema";
import type { Cents } from "@practicum/kernel/money";
import type { LocalDate } from "@practicum/kernel/local-date";

/** A sending of the claim, with what was answered to it: the proof of when it was filed. */
export interface Filing {
  readonly sentOn: LocalDate;
  readonly controlNumber: number | null;
  readonly reference: string | null;
  readonly answers: readonly {
    readonly on: LocalDate;
    /** "999" or "277CA". */
    readonly kind: string;
    readonly accepted: boolean;
    readonly words: string;
    /** The segments of the answer that are about this claim, as they came. */
    readonly segments: readonly string[];
  }[];
}

export interface LetterLine {
  readonly code: string;
  readonly label: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly amount: Cents;
  readonly paid: Cents | null;
  /** What the payer took off, in its codes and our words. */
  readonly adjustments: readonly string[];
  readonly diagnoses: readonly { readonly code: string; readonly label: string }[];
  /** Whether the refusal is about it. */
  readonly refused: boolean;
}

/** All that a letter says, taken from the record; nothing in it is guessed. */
export interface LetterFacts {
  readonly practice: {
    readonly name: string;
    readonly npi: string;
    readonly taxId: string;
    readonly phone: string;
    readonly address: Address;
  } | null;
  readonly payerName: string;
  /** The payer's address for letters, a line each; empty where nobody has said. */
  readonly payerAddress: readonly string[];
  readonly level: number;
  readonly levelName: string;
  readonly patient: { readonly name: PersonName; readonly birthDate: LocalDate; readonly mrn: string };
  readonly memberId: string;
  readonly claimNumber: string;
  readonly payerClaimNumber: string | null;
  readonly serviceDate: LocalDate;
  readonly billed: Cents;
  readonly provider: string;
  readonly denied: {
    readonly amount: Cents;
    readonly group: string;
    readonly reason: string;
    readonly remarks: readonly string[];
    readonly meaning: string;
    readonly decidedOn: LocalDate;
    readonly trace: string;
  };
  readonly lines: readonly LetterLine[];
  readonly filings: readonly Filing[];
  readonly filingDays: number;
  /** The levels before this one that were answered. */
  readonly earlier: readonly {
    readonly levelName: string;
    readonly sentOn: LocalDate;
    readonly answeredOn: LocalDate | null;
  }[];
}

/** The first sending that the payer itself accepted (277CA). */
export function firstAccepted({ filings }: Pick<LetterFacts, "filings">): {
  readonly filing: Filing;
  readonly answer: Filing["answers"][number];
} | null {
  for (const filing of filings) {
    const answer = filing.answers.find((one) => one.kind === "277CA" && one.accepted);
    if (answer) return { filing, answer };
  }
  return null;
}
