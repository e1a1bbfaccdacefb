import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import { formatCents, sumCents, type Cents } from "@practicum/kernel/money";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { expectedAllowed, expectedPayment } from "../../contracts/domain/expected-allowed.ts";
import type { ExpectedLine, PricedLine, PricingFacts } from "../../contracts/domain/pricing-facts.ts";
import { paidLines, takenOff, type PaidLine } from "./paid-lines.ts";

/** A line for which a payer allowed, or paid, less than its contract says. */
export interface ShortPaid {
  readonly chargeId: string;
  readonly paidCode: string;
  readonly expected: Cents;
  readonly allowed: Cents;
  readonly paid: Cents;
  readonly missing: Cents;
  readonly term: string | null;
  /** How the contract comes to it, as a sentence. */
  readonly because: string;
}

/** What the contract makes of a line that was not refused whole. */
export type LineOfContract = ExpectedLine & { readonly chargeId: string };

/** What the contract made of the decision. */
export interface Judged {
  readonly short: readonly ShortPaid[];
  /** Every line but those that were refused whole; where the contract does not say a price, with the reason. */
  readonly lines: readonly LineOfContract[];
}

type BilledLine = PricedLine & { readonly chargeId: string; readonly amount: Cents };

interface Judging {
  readonly paid: PaidLine;
  readonly expected: ExpectedLine;
}

/**
 * BIL-389, BIL-390: compares a payer's decision with its contract, line by line; what a case rate pays at once is compared at once, and
 * everything is where the payer took off from the claim as a whole. What was refused is a denial and not missing here too: a line that was
 * refused whole takes no rank among the procedures of the visit.
 */
export function shortPaid(
  contract: ContractContent,
  claim: { readonly number: string; readonly lines: readonly BilledLine[] },
  payment: ClaimPayment835,
  facts: PricingFacts,
): Judged {
  const paid = paidLines(claim, payment);
  const all = expectedAllowed(contract, claim.lines, facts);
  const inCase = new Set(all.flatMap((one) => (one.caseRate === null ? [] : [one.lineNumber])));
  const judged = paid.filter((one) => inCase.has(one.line.lineNumber) || one.allowed > 0 || one.refused === 0);
  const lines = claim.lines.filter((line) => judged.some((one) => one.line.lineNumber === line.lineNumber));
  const expected = new Map(expectedAllowed(contract, lines, facts).map((one) => [one.lineNumber, one]));
  const pairs = judged.flatMap((one): Judging[] => {
    const made = expected.get(one.line.lineNumber);
    return made ? [{ paid: one, expected: made }] : [];
  });
  const whole = takenOff(payment.adjustments);
  const groups = whole !== 0 ? [pairs] : groupsOf(pairs);
  return {
    short: groups.flatMap((group) => missingOf(contract, group, whole)),
    lines: pairs.map(({ paid: one, expected: made }) => ({ ...made, chargeId: one.line.chargeId })),
  };
}

/** Each line by itself; those of one case together. */
function groupsOf(pairs: readonly Judging[]): Judging[][] {
  const groups = new Map<string, Judging[]>();
  for (const one of pairs) {
    const { caseRate, lineNumber } = one.expected;
    const key = caseRate === null ? `line ${lineNumber}` : `case ${caseRate}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** @param whole taken off from the claim as a whole, where that is what is compared. */
function missingOf(contract: ContractContent, group: readonly Judging[], whole: Cents): ShortPaid[] {
  const dearest = group.toSorted((a, b) => (b.expected.allowed ?? 0) - (a.expected.allowed ?? 0))[0];
  if (!dearest || group.some(({ expected }) => expected.allowed === null)) return [];
  const sum = (pick: (one: Judging) => Cents) => sumCents(group.map(pick));
  const expected = sum((one) => one.expected.allowed ?? 0);
  const isCase = dearest.expected.caseRate !== null;
  const allowed = sum(({ paid }) => paid.allowed) - whole;
  // A part of a case is refused as a part of it: that is how the case is paid once.
  const refused = sum(({ paid }) => paid.refused - (isCase ? paid.bundled : 0));
  const less = Math.max(0, expected - allowed - refused);
  const { kept } = expectedPayment(contract, { allowed, patientShare: sum(({ paid }) => paid.patientShare) });
  const keptTooMuch = Math.max(0, sum(({ paid }) => paid.kept) - kept);
  const missing = less + keptTooMuch;
  const downcoded = group.some(({ paid }) => paid.paidCode !== paid.line.code);
  if (missing === 0 || (missing <= contract.tolerance && !downcoded)) return [];
  const { term, because } = dearest.expected;
  return [
    {
      chargeId: dearest.paid.line.chargeId,
      paidCode: dearest.paid.paidCode,
      expected,
      allowed,
      paid: sum(({ paid }) => paid.paid),
      missing,
      term,
      because: keptTooMuch === 0 ? because : `${because} ${sequestrationWords(contract, kept, keptTooMuch)}`,
    },
  ];
}

function sequestrationWords({ sequestrationRate }: ContractContent, kept: Cents, tooMuch: Cents): string {
  return sequestrationRate === null
    ? `The contract agrees to no sequestration, and ${formatCents(tooMuch)} was kept back.`
    : `Sequestration comes to ${formatCents(kept)}, and ${formatCents(tooMuch)} more was kept back.`;
}
