import type { LeftBecause } from "@practicum/contracts/billing/statement-runs";

/** Why somebody who owes something gets no paper, in a few words. */
export const leftWords: { readonly [B in LeftBecause]: string } = {
  asked: "Asked within the cycle",
  dispute: "Bill disputed",
  "returned-mail": "Mail came back",
  "insurance-pending": "Insurance pending",
  "below-minimum": "Below the minimum",
  "plan-kept": "Payment plan is kept",
  final: "Final notice sent",
  "nothing-due": "Nothing to ask for",
  "record-closed": "Record closed or deceased",
  "no-address": "No address on record",
  "not-printable": "Name or address can't be printed",
};

/** Reasons with how many they hold back, the most frequent first. */
export function reasonCounts(
  left: readonly { readonly because: LeftBecause }[],
): readonly { readonly because: LeftBecause; readonly count: number }[] {
  return [...Map.groupBy(left, (one) => one.because)]
    .map(([because, all]) => ({ because, count: all.length }))
    .toSorted((a, b) => b.count - a.count || (a.because < b.because ? -1 : 1));
}
