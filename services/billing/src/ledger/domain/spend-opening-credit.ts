import type { Cents } from "@practicum/kernel/money";
import type { VisitDue } from "./settle-credit.ts";

export interface Spent {
  readonly from: string;
  readonly to: string;
  readonly amount: Cents;
}

/**
 * BIL-352: a credit that a patient came with is no payment of this practice, which could be applied; so it is moved itself, to the oldest visit that the
 * patient owes for.
 *
 * @param opening the visits that stand for balances that were brought over.
 */
export function spendOpeningCredit(visits: readonly VisitDue[], opening: ReadonlySet<string>): Spent[] {
  const oldestFirst = visits.toSorted((a, b) =>
    `${a.serviceDate} ${a.encounterId}` < `${b.serviceDate} ${b.encounterId}` ? -1 : 1,
  );
  const due = new Map(visits.map((visit) => [visit.encounterId, visit.due]));
  const spent: Spent[] = [];
  for (const { encounterId: from } of oldestFirst.filter((visit) => opening.has(visit.encounterId)))
    for (const { encounterId: to } of oldestFirst) {
      const amount = Math.min(Math.max(0, -(due.get(from) ?? 0)), Math.max(0, due.get(to) ?? 0));
      if (amount === 0) continue;
      spent.push({ from, to, amount });
      due.set(from, (due.get(from) ?? 0) + amount);
      due.set(to, (due.get(to) ?? 0) - amount);
    }
  return spent;
}
