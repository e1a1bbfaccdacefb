import { CENTS_MAX, formatCents, sumCents, type Cents } from "@practicum/kernel/money";
import type { ClaimPayment835, Remittance835 } from "@practicum/x12/835/types";

/** BIL-30: no payment is that large; a file that says so is damaged. @returns what is wrong, or null. */
export function remittanceFault(remittance: Remittance835): string | null {
  return amountsOf(remittance).some((amount) => Math.abs(amount) > CENTS_MAX)
    ? `An amount in it is above ${formatCents(CENTS_MAX)}, which no payment is.`
    : null;
}

function amountsOf(remittance: Remittance835): Cents[] {
  return [
    remittance.payment.amount,
    ...remittance.providerAdjustments.flatMap((one) => one.entries.map((entry) => entry.amount)),
    ...remittance.claims.flatMap((claim) => [
      claim.charge,
      claim.paid,
      claim.patientResponsibility ?? 0,
      ...claim.adjustments.map((one) => one.amount),
      ...claim.lines.flatMap((line) => [line.charge, line.paid, ...line.adjustments.map((one) => one.amount)]),
    ]),
  ];
}

/** BPR02 with its sign: a debit takes money from us. */
export function paymentAmount(remittance: Remittance835): Cents {
  const { amount, creditDebit } = remittance.payment;
  return creditDebit === "D" && amount > 0 ? -amount : amount;
}

/** The sums that a decision must keep (BIL-30). @returns what does not hold, in words without patient data; null when all do. */
export function imbalanceOf(claim: ClaimPayment835): string | null {
  const lineSums = claim.lines.map((line) => sumCents(line.adjustments.map((one) => one.amount)));
  const apart = differenceOf(claim);
  if (apart !== 0)
    return `It does not balance: CLP03 less CLP04 is ${formatCents(apart)} off the sum of its adjustments (CAS).`;
  const line = claim.lines.findIndex((one, index) => one.charge - one.paid !== lineSums[index]);
  if (line >= 0)
    return `It does not balance: line ${line + 1}, SVC02 less SVC03 is not the sum of its adjustments (CAS).`;
  if (claim.lines.length > 0 && sumCents(claim.lines.map((one) => one.charge)) !== claim.charge)
    return "It does not balance: CLP03 is not the sum of its lines (SVC02).";
  return null;
}

/** CLP03 − CLP04 − ΣCAS of claim and lines: zero where the decision balances. */
export function differenceOf(claim: ClaimPayment835): Cents {
  const adjustments = [...claim.adjustments, ...claim.lines.flatMap((line) => line.adjustments)];
  return claim.charge - claim.paid - sumCents(adjustments.map((one) => one.amount));
}
