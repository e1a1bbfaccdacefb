import type { Cents } from "@practicum/kernel/money";
import type { PaymentLeft, VisitDue } from "../../ledger/domain/settle-credit.ts";

/** What a refund takes from where: what is not applied first, then from the visits it was applied to. */
export interface GivenBack {
  readonly unapplied: Cents;
  readonly visits: readonly { readonly encounterId: string; readonly amount: Cents }[];
}

/**
 * BIL-106: where a refund of a payment comes from: first what lies unapplied, then the visits that it paid, the newest first, which
 * are owed again. @returns null where the payment has not that much left in all.
 */
export function giveBack(payment: PaymentLeft, visits: readonly VisitDue[], amount: Cents): GivenBack | null {
  const days = new Map(visits.map((visit) => [visit.encounterId, visit.serviceDate]));
  const unapplied = Math.min(amount, Math.max(0, payment.left));
  let rest = amount - unapplied;
  const taken: { encounterId: string; amount: Cents }[] = [];
  const newestFirst = payment.applied.toSorted((a, b) => {
    const [x, y] = [days.get(a.encounterId) ?? "", days.get(b.encounterId) ?? ""];
    return x === y ? (a.encounterId < b.encounterId ? -1 : 1) : x < y ? 1 : -1;
  });
  for (const one of newestFirst) {
    const part = Math.min(rest, Math.max(0, one.amount));
    if (part > 0) taken.push({ encounterId: one.encounterId, amount: part });
    rest -= part;
  }
  return rest === 0 ? { unapplied, visits: taken } : null;
}
