import { CENTS_MAX, formatCents, sumCents, type Cents } from "@practicum/kernel/money";
import type { ClaimPayment835, Remittance835 } from "@practicum/x12/835/types";

/**
 * The sums that an 835 must keep (X12 005010X221A1, section 1.10.2, and BIL-30). One that does not is not posted at all.
 * @returns what is wrong, in words without patient data; empty when everything balances.
 */
export function checkRemittance(remittance: Remittance835): string[] {
  // First, because sums of what is beyond all bounds cannot be trusted.
  if (amountsOf(remittance).some((amount) => Math.abs(amount) > CENTS_MAX))
    return [`An amount in it is above ${formatCents(CENTS_MAX)}, which no payment is.`];
  const problems = remittance.claims.flatMap((claim, index) => checkClaim(claim, index + 1));
  const claims = sumCents(remittance.claims.map((claim) => claim.paid));
  const kept = providerAdjustmentTotal(remittance);
  const amount = paymentAmount(remittance);
  if (amount !== claims - kept)
    problems.unshift(
      `BPR02 is ${formatCents(amount)}, but the claims (CLP04) less the provider adjustments (PLB) are ${formatCents(claims - kept)}.`,
    );
  return problems;
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

/** The sum of PLB: positive takes away from the payment. */
export function providerAdjustmentTotal(remittance: Pick<Remittance835, "providerAdjustments">): Cents {
  return sumCents(remittance.providerAdjustments.flatMap((one) => one.entries.map((entry) => entry.amount)));
}

function checkClaim(claim: ClaimPayment835, place: number): string[] {
  const problems: string[] = [];
  const lineSums = claim.lines.map((line) => sumCents(line.adjustments.map((one) => one.amount)));
  const adjusted = sumCents([...claim.adjustments.map((one) => one.amount), ...lineSums]);
  if (claim.charge - claim.paid !== adjusted)
    problems.push(`Claim ${place}: CLP03 less CLP04 is not the sum of its adjustments (CAS).`);
  claim.lines.forEach((line, index) => {
    if (line.charge - line.paid !== lineSums[index])
      problems.push(`Claim ${place}, line ${index + 1}: SVC02 less SVC03 is not the sum of its adjustments (CAS).`);
  });
  if (claim.lines.length > 0 && sumCents(claim.lines.map((line) => line.charge)) !== claim.charge)
    problems.push(`Claim ${place}: CLP03 is not the sum of its lines (SVC02).`);
  return problems;
}
