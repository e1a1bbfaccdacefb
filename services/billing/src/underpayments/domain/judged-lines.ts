import { allocate, cents, sumCents, type Cents } from "@practicum/kernel/money";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import type { ClaimLine } from "../../remittance/domain/match-lines.ts";
import { paidLines, refusedIn, takenOff, type PaidLine } from "./paid-lines.ts";
import type { LineOfContract } from "./short-paid.ts";

type BilledLine = ClaimLine & { readonly label: string };

/** A decided line beside what its contract says (BIL-399). */
export interface JudgedLine {
  readonly chargeId: string;
  readonly code: string;
  readonly label: string;
  readonly kind: "known" | "unknown" | "refused";
  readonly billed: Cents;
  /** Of a known line. */
  readonly expected: Cents | null;
  readonly allowed: Cents;
  readonly paid: Cents;
  readonly term: string | null;
  readonly because: string;
}

/**
 * A payer's decision line by line. What it paid, took off or refused of the claim as a whole is shared out over the lines, so that they
 * come to what it paid, to the cent; what was refused in whole or in part is a denial and compared with nothing; a line without a price by
 * contract is not known, and nothing is expected for it.
 *
 * @param contract null where there is none for the claim.
 */
export function judgedLines(
  claim: { readonly number: string; readonly lines: readonly BilledLine[] },
  payment: ClaimPayment835,
  contract: readonly LineOfContract[] | null,
): JudgedLine[] {
  if (claim.lines.length === 0) return [];
  const decided = new Map(paidLines(claim, payment).map((one) => [one.line.chargeId, one]));
  const ofContract = new Map(contract?.map((one) => [one.chargeId, one]));
  const asWhole = payment.lines.length === 0;
  const share = wholeShares(claim.lines, payment, [...decided.values()]);
  return claim.lines.map((line, at) => {
    const one = decided.get(line.chargeId);
    const made = ofContract.get(line.chargeId);
    const refused = cents(refusedOf(one, made) + share.refused(at));
    const before = one?.allowed ?? (asWhole ? line.amount : 0);
    const { chargeId, code, label, amount: billed } = line;
    return {
      chargeId,
      code,
      label,
      billed,
      allowed: cents(before - share.takenOff(at) - share.refused(at)),
      paid: cents((one?.paid ?? 0) + share.paid(at)),
      ...judgement(refused, one !== undefined, made, contract !== null, asWhole),
    };
  });
}

type Judgement = Pick<JudgedLine, "kind" | "expected" | "term" | "because">;

function judgement(
  refused: Cents,
  isDecided: boolean,
  made: LineOfContract | undefined,
  hasContract: boolean,
  asWhole: boolean,
): Judgement {
  const unknown = { kind: "unknown", expected: null, term: made?.term ?? null } as const;
  if (refused > 0)
    return { ...unknown, kind: "refused", because: "Refused in whole or in part: it is worked as a denial." };
  if (asWhole) return { ...unknown, because: "The payer decided the claim as a whole, and no line by itself." };
  if (!isDecided) return { ...unknown, because: "The payer's decision does not name the line." };
  if (!hasContract) return { ...unknown, because: "No contract with the payer is known for this day." };
  if (!made || made.allowed === null)
    return { ...unknown, because: made?.because ?? "The contract says nothing about the line." };
  return { kind: "known", expected: made.allowed, term: made.term, because: made.because };
}

/** A part of a case that is refused as a part of it is how the case is paid once (BIL-390). */
function refusedOf(one: PaidLine | undefined, made: LineOfContract | undefined): Cents {
  if (!one) return 0;
  return one.refused - (made && made.caseRate !== null ? one.bundled : 0);
}

/** What the payer said of the claim and of no line, line by line in the proportion of the charges. */
function wholeShares(lines: readonly BilledLine[], payment: ClaimPayment835, decided: readonly PaidLine[]) {
  const charged = sumCents(lines.map((line) => line.amount)) > 0;
  const weights = lines.map((line) => (charged ? Math.max(0, line.amount) : 1));
  const over = (amount: Cents) => {
    const parts = amount === 0 ? null : allocate(amount, weights);
    return (at: number): Cents => parts?.[at] ?? 0;
  };
  return {
    paid: over(cents(payment.paid - sumCents(decided.map((one) => one.paid)))),
    takenOff: over(takenOff(payment.adjustments)),
    refused: over(refusedIn(payment.adjustments)),
  };
}
