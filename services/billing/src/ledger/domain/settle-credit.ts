import type { Cents } from "@practicum/kernel/money";

/** What the patient owes for a visit now; negative is a credit. */
export interface VisitDue {
  readonly encounterId: string;
  readonly serviceDate: string;
  readonly due: Cents;
}

/** A payment with what is left of it and where it went. */
export interface PaymentLeft {
  readonly paymentId: string;
  readonly takenAt: string;
  readonly left: Cents;
  /** The visit it was taken for, when known. */
  readonly encounterId: string | null;
  readonly applied: readonly { readonly encounterId: string; readonly amount: Cents }[];
}

/** Money of a payment that goes to a visit; negative when it comes back from there. */
export interface Transfer {
  readonly paymentId: string;
  readonly encounterId: string;
  readonly amount: Cents;
}

/**
 * Applies patients' money to what they owe (BIL-41): first credits go back to the payments they came from, then what is left
 * of each payment, oldest first, goes to the visit it was taken for and then to the oldest visit. Afterwards a patient does not
 * owe and have unapplied money at once, in whatever order payments and remittances came.
 */
export function settleCredit(visits: readonly VisitDue[], payments: readonly PaymentLeft[]): Transfer[] {
  const due = new Map(visits.map((visit) => [visit.encounterId, visit.due]));
  const left = new Map(payments.map((payment) => [payment.paymentId, payment.left]));
  const transfers: Transfer[] = [];
  const apply = (paymentId: string, encounterId: string, amount: Cents) => {
    if (amount === 0) return;
    transfers.push({ paymentId, encounterId, amount });
    due.set(encounterId, (due.get(encounterId) ?? 0) - amount);
    left.set(paymentId, (left.get(paymentId) ?? 0) - amount);
  };

  const newestFirst = byTime(payments, (one) => `${one.takenAt} ${one.paymentId}`).reverse();
  for (const payment of newestFirst) {
    for (const { encounterId, amount } of payment.applied) {
      const credit = Math.max(0, -(due.get(encounterId) ?? 0));
      apply(payment.paymentId, encounterId, -Math.min(credit, Math.max(0, amount)));
    }
  }
  const oldestVisits = byTime(visits, (one) => `${one.serviceDate} ${one.encounterId}`);
  for (const payment of newestFirst.toReversed()) {
    const own = oldestVisits.filter((visit) => visit.encounterId === payment.encounterId);
    for (const { encounterId } of [...own, ...oldestVisits]) {
      const open = Math.max(0, due.get(encounterId) ?? 0);
      apply(payment.paymentId, encounterId, Math.min(open, Math.max(0, left.get(payment.paymentId) ?? 0)));
    }
  }
  return transfers;
}

/** The oldest first; of one moment the order is that of the ids, so that the same money always goes the same way. */
function byTime<One>(list: readonly One[], key: (one: One) => string): One[] {
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
