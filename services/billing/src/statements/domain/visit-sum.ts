import type { visitSum } from "@practicum/contracts/billing/statements";
import type { Cents } from "@practicum/kernel/money";
import type { z } from "zod";
import type { LedgerAccount, SourceKind } from "../../ledger/domain/ledger.ts";

type Sum = Omit<z.input<typeof visitSum>, "serviceDate" | "asked">;

interface Posted {
  readonly account: LedgerAccount;
  readonly amount: Cents;
  readonly rule: string;
  readonly source: { readonly kind: SourceKind };
}

/** What the practice gave up of a patient's own share; what is written off before it reaches the patient is the insurer's affair. */
const GIVEN_UP_BY_HAND = new Set(["BIL-105", "BIL-264"]);

/**
 * BIL-265: how a visit's balance came about, in the patient's words. Each account of its entries stands in one of the sums, so that charged less the
 * others is what is owed, to the cent, whatever was posted.
 */
export function visitSums(entries: readonly Posted[], asked: { readonly owed: Cents }): Sum {
  const total = (pick: (one: Posted) => boolean) =>
    entries.reduce((sum, one) => (pick(one) ? sum + one.amount : sum), 0);
  // What was charged by an old system came with its balance (BIL-354).
  const charged = -total((one) => one.account === "revenue" || one.account === "opening-balance") || 0;
  const given = total((one) => one.account === "write-off" && GIVEN_UP_BY_HAND.has(one.rule));
  const parts = {
    discount: total((one) => one.account === "contractual" || one.account === "write-off") - given,
    insurancePaid: total((one) => one.account === "insurance-clearing"),
    insurancePending: total((one) => one.account === "insurance-receivable"),
    youPaid: total((one) => one.account === "unapplied" || (one.account === "cash" && one.source.kind === "payment")),
    forgiven: given,
    collections: total((one) => one.account === "collections"),
  };
  const known = Object.values(parts).reduce((sum, one) => sum + one, 0);
  return { charged, ...parts, other: charged - known - asked.owed || 0, owed: asked.owed };
}
