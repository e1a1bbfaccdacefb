import { WRITE_OFF_ALONE_MAX, type writeOffReason } from "@practicum/contracts/billing/denials";
import type { Cents } from "@practicum/kernel/money";
import type { z } from "zod";

export type WriteOffReason = z.output<typeof writeOffReason>;

/** Why money was given up, as the ledger says it. */
export const WRITE_OFF_WORDS: { readonly [R in WriteOffReason]: string } = {
  "timely-filing": "filed too late",
  "no-authorization": "no authorization",
  bundled: "part of another service",
  "not-covered": "not covered",
  "small-balance": "too small to pursue",
  "cost-above-value": "pursuing it costs more than it brings",
  "our-error": "our own error",
  other: "another reason",
};

/** BIL-43: above the limit somebody with `money.approve` allows it. */
export function mayWriteOffAlone(amount: Cents, mayApprove: boolean): boolean {
  return mayApprove || amount <= WRITE_OFF_ALONE_MAX;
}
