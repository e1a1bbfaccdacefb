import type { Cents } from "@practicum/kernel/money";
import type { ClaimPayment835, ServicePayment835 } from "@practicum/x12/835/types";
import type { Adjustment } from "@practicum/x12/types";
import { dispositionOf } from "./adjustment-policy.ts";
import { lineOfControlNumber } from "../../claims/domain/claim-to-837p.ts";
import { meaningOf } from "../../claims/domain/code-facts.ts";

/** An adjustment with its meaning in our own words. */
export function explainAdjustment(one: Adjustment) {
  return { group: one.group, reason: one.reason, amount: one.amount, meaning: meaningOf(one) };
}

/** AMT*B6 where the payer gives it, else what is left after the contractual adjustments. */
export function allowedOf(
  charge: Cents,
  part: { readonly adjustments: readonly Adjustment[]; readonly amounts?: ServicePayment835["amounts"] },
): Cents {
  const given = part.amounts?.find((one) => one.qualifier === "B6")?.amount;
  if (given !== undefined) return given;
  const off = part.adjustments.filter((one) => dispositionOf(one.group, one.reason) !== "patient");
  return charge - off.reduce((sum, one) => sum + one.amount, 0);
}

function codeOf(one: ServicePayment835): string {
  return one.submittedProcedure?.code ?? one.procedure.code;
}

/** The line of a payment that is about a line of the claim. */
export function paymentOfLine(
  payment: ClaimPayment835,
  claimNumber: string,
  line: { readonly lineNumber: number; readonly code: string; readonly amount: Cents },
): ServicePayment835 | undefined {
  return (
    payment.lines.find((one) => lineOfControlNumber(one.controlNumber, claimNumber) === line.lineNumber) ??
    payment.lines.find((one) => codeOf(one) === line.code && one.charge === line.amount) ??
    payment.lines.find((one) => codeOf(one) === line.code)
  );
}

/** A decision's adjustments, one for each group and reason, of the claim and all its lines. */
export function adjustmentSums(payment: ClaimPayment835): Adjustment[] {
  const sums = new Map<string, Adjustment>();
  for (const { group, reason, amount } of [
    ...payment.adjustments,
    ...payment.lines.flatMap((line) => line.adjustments),
  ]) {
    const key = `${group}-${reason}`;
    sums.set(key, { group, reason, amount: amount + (sums.get(key)?.amount ?? 0) });
  }
  return [...sums.values()];
}
