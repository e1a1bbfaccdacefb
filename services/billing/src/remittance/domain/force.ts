import { sumCents, type Cents } from "@practicum/kernel/money";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import type { Adjustment } from "@practicum/x12/types";

/** Stands where a payer gave no reason: a person let the difference go (BIL-93). No reason of the official list has this form. */
export const FORCED = "FORCED";

/**
 * BIL-93: a decision as it is posted by force, of the claim as a whole: what was paid and taken off stays, and what is missing to
 * the claim's total is let go under a name of its own.
 */
export function forcedPayment(payment: ClaimPayment835, total: Cents): ClaimPayment835 {
  const adjustments = [...payment.adjustments, ...payment.lines.flatMap((line) => line.adjustments)];
  const difference = total - payment.paid - sumCents(adjustments.map((one) => one.amount));
  return {
    ...payment,
    charge: total,
    lines: [],
    adjustments: difference === 0 ? adjustments : [...adjustments, { group: "OA", reason: FORCED, amount: difference }],
  };
}

/** How much of a claim's total a forced decision lets go, or takes too much. */
export function forcedDifference(payment: ClaimPayment835): Cents {
  return sumCents(payment.adjustments.filter((one) => one.reason === FORCED).map((one) => one.amount));
}

export interface KeyedAmounts {
  readonly adjustments: readonly Adjustment[];
  readonly lines: readonly { readonly paid: Cents; readonly adjustments: readonly Adjustment[] }[];
}

/** BIL-91: the payer's decision with the amounts that a person took from its paper. Null where the lines are not the payer's. */
export function keyedPayment(payment: ClaimPayment835, keyed: KeyedAmounts): ClaimPayment835 | null {
  if (keyed.lines.length !== payment.lines.length) return null;
  return {
    ...payment,
    adjustments: keyed.adjustments,
    lines: payment.lines.map((line, index) => ({ ...line, ...keyed.lines[index] })),
  };
}
