import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settleCredit, type PaymentLeft, type VisitDue } from "./settle-credit.ts";

const visits = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.record({
        encounterId: fc.constant(`v${id}`),
        serviceDate: fc.constant(`2026-01-0${id}`),
        due: fc.integer({ min: -5000, max: 20_000 }),
      }),
    ),
  ),
);

/** Payments of which nothing is left that was never there: what was applied to a visit is at most a positive amount. */
const payments = fc.array(
  fc.record({
    left: fc.nat(10_000),
    encounterId: fc.constantFrom(null, "v1", "v2", "v3"),
    applied: fc.array(fc.record({ encounterId: fc.constantFrom("v1", "v2", "v3"), amount: fc.nat(8000) }), {
      maxLength: 2,
    }),
  }),
  { maxLength: 5 },
);

function after(due: readonly VisitDue[], paid: readonly PaymentLeft[]) {
  const transfers = settleCredit(due, paid);
  const sum = (pick: (one: (typeof transfers)[number]) => boolean) =>
    transfers.filter(pick).reduce((total, one) => total + one.amount, 0);
  return {
    transfers,
    due: due.map((one) => one.due - sum((transfer) => transfer.encounterId === one.encounterId)),
    left: paid.map((one) => one.left - sum((transfer) => transfer.paymentId === one.paymentId)),
  };
}

describe("BIL-41: patients' money is applied to what they owe", () => {
  test("afterwards nobody owes and has money left at once; nothing is made or lost; a second time changes nothing", () => {
    fc.assert(
      fc.property(visits, payments, (due, made) => {
        const paid = made.map((one, index) => ({
          ...one,
          paymentId: `p${index}`,
          takenAt: `2026-02-0${index + 1}T00:00:00.000Z`,
          applied: one.applied.filter((use) => due.some((visit) => visit.encounterId === use.encounterId)),
        }));
        const { due: dueAfter, left } = after(due, paid);
        const owed = dueAfter.reduce((sum, one) => sum + Math.max(0, one), 0);
        const spare = left.reduce((sum, one) => sum + Math.max(0, one), 0);
        expect(Math.min(owed, spare)).toBe(0);
        expect(left.every((one) => one >= 0)).toBe(true);
        const before = due.reduce((sum, one) => sum + one.due, 0) - paid.reduce((sum, one) => sum + one.left, 0);
        const then = dueAfter.reduce((sum, one) => sum + one, 0) - left.reduce((sum, one) => sum + one, 0);
        expect(then).toBe(before);
      }),
    );
  });
  test("a payment goes to its own visit first, then to the oldest", () => {
    const due = [
      { encounterId: "old", serviceDate: "2026-01-01", due: 3000 },
      { encounterId: "own", serviceDate: "2026-03-01", due: 2000 },
    ];
    const paid = [{ paymentId: "p", takenAt: "2026-03-01T00:00:00.000Z", left: 2500, encounterId: "own", applied: [] }];
    expect(settleCredit(due, paid)).toEqual([
      { paymentId: "p", encounterId: "own", amount: 2000 },
      { paymentId: "p", encounterId: "old", amount: 500 },
    ]);
  });
  test("with too little money the oldest visit is covered first, and the newest is still owed", () => {
    const due = [
      { encounterId: "new", serviceDate: "2026-03-01", due: 2000 },
      { encounterId: "old", serviceDate: "2026-01-01", due: 3000 },
      { encounterId: "middle", serviceDate: "2026-02-01", due: 1000 },
    ];
    const paid = [{ paymentId: "p", takenAt: "2026-03-02T00:00:00.000Z", left: 3500, encounterId: null, applied: [] }];
    expect(settleCredit(due, paid)).toEqual([
      { paymentId: "p", encounterId: "old", amount: 3000 },
      { paymentId: "p", encounterId: "middle", amount: 500 },
    ]);
  });
  test("the oldest money is used first, and what is left is left of the newest", () => {
    const due = [{ encounterId: "v", serviceDate: "2026-01-01", due: 1500 }];
    const payment = (paymentId: string, takenAt: string) => ({
      paymentId,
      takenAt,
      left: 1000,
      encounterId: null,
      applied: [],
    });
    const paid = [payment("second", "2026-02-02T00:00:00.000Z"), payment("first", "2026-02-01T00:00:00.000Z")];
    expect(settleCredit(due, paid)).toEqual([
      { paymentId: "first", encounterId: "v", amount: 1000 },
      { paymentId: "second", encounterId: "v", amount: 500 },
    ]);
  });
  test("a credit goes back to the newest payment that was applied there, never more than came from it", () => {
    const due = [{ encounterId: "v", serviceDate: "2026-01-01", due: -1200 }];
    const payment = (paymentId: string, takenAt: string) => ({
      paymentId,
      takenAt,
      left: 0,
      encounterId: null,
      applied: [{ encounterId: "v", amount: 1000 }],
    });
    const paid = [payment("first", "2026-02-01T00:00:00.000Z"), payment("second", "2026-02-02T00:00:00.000Z")];
    expect(settleCredit(due, paid)).toEqual([
      { paymentId: "second", encounterId: "v", amount: -1000 },
      { paymentId: "first", encounterId: "v", amount: -200 },
    ]);
  });
  test("of one instant the order is that of the ids, in whatever order payments and credits are listed", () => {
    const payment = (paymentId: string, left: number, applied: number) => ({
      paymentId,
      takenAt: "2026-02-01T00:00:00.000Z",
      left,
      encounterId: null,
      applied: [{ encounterId: "v", amount: applied }],
    });
    const owed = [{ encounterId: "v", serviceDate: "2026-01-01", due: 1500 }];
    const [a, b, c] = [payment("a", 1000, 0), payment("b", 1000, 0), payment("c", 1000, 0)];
    const spent = [
      { paymentId: "a", encounterId: "v", amount: 1000 },
      { paymentId: "b", encounterId: "v", amount: 500 },
    ];
    for (const order of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ])
      expect(settleCredit(owed, order)).toEqual(spent);
    const credit = [{ encounterId: "v", serviceDate: "2026-01-01", due: -1200 }];
    const back = [
      { paymentId: "b", encounterId: "v", amount: -1000 },
      { paymentId: "a", encounterId: "v", amount: -200 },
    ];
    const [first, last] = [payment("a", 0, 1000), payment("b", 0, 1000)];
    for (const order of [
      [first, last],
      [last, first],
    ])
      expect(settleCredit(credit, order)).toEqual(back);
  });
  test("of two visits of one day the order is that of the ids, too", () => {
    const visit = (encounterId: string) => ({ encounterId, serviceDate: "2026-01-01", due: 1000 });
    const paid = [{ paymentId: "p", takenAt: "2026-03-02T00:00:00.000Z", left: 1500, encounterId: null, applied: [] }];
    const covered = [
      { paymentId: "p", encounterId: "a", amount: 1000 },
      { paymentId: "p", encounterId: "b", amount: 500 },
    ];
    for (const due of [
      [visit("a"), visit("b")],
      [visit("b"), visit("a")],
    ])
      expect(settleCredit(due, paid)).toEqual(covered);
  });
});
