import { expect, test } from "vitest";
import { giveBack } from "./give-back.ts";

const visits = [
  { encounterId: "old", serviceDate: "2026-01-05", due: 0 },
  { encounterId: "new", serviceDate: "2026-03-05", due: 0 },
];
const payment = (left: number, applied: { encounterId: string; amount: number }[]) => ({
  paymentId: "p",
  takenAt: "2026-01-05T10:00:00.000Z",
  left,
  encounterId: null,
  applied,
});

test("BIL-106: a refund takes what is not applied first, then from the newest visit", () => {
  const paid = payment(500, [
    { encounterId: "old", amount: 2000 },
    { encounterId: "new", amount: 1000 },
  ]);
  expect(giveBack(paid, visits, 400)).toEqual({ unapplied: 400, visits: [] });
  expect(giveBack(paid, visits, 1200)).toEqual({ unapplied: 500, visits: [{ encounterId: "new", amount: 700 }] });
  expect(giveBack(paid, visits, 3500)).toEqual({
    unapplied: 500,
    visits: [
      { encounterId: "new", amount: 1000 },
      { encounterId: "old", amount: 2000 },
    ],
  });
});

test("BIL-106: more than there is of a payment is never given back", () => {
  expect(giveBack(payment(500, [{ encounterId: "old", amount: 2000 }]), visits, 2501)).toBeNull();
});

test("BIL-106: the newest visit is the newest by its day, in whatever order they were paid; of one day the order is fixed", () => {
  const applied = [
    { encounterId: "new", amount: 1000 },
    { encounterId: "old", amount: 2000 },
  ];
  expect(giveBack(payment(0, applied), visits, 700)?.visits).toEqual([{ encounterId: "new", amount: 700 }]);
  const sameDay = [
    { encounterId: "b", serviceDate: "2026-01-05", due: 0 },
    { encounterId: "a", serviceDate: "2026-01-05", due: 0 },
  ];
  const both = (first: string, second: string) =>
    giveBack(
      payment(0, [
        { encounterId: first, amount: 100 },
        { encounterId: second, amount: 100 },
      ]),
      sameDay,
      150,
    )?.visits;
  const firstA = [
    { encounterId: "a", amount: 100 },
    { encounterId: "b", amount: 50 },
  ];
  expect([both("a", "b"), both("b", "a")]).toEqual([firstA, firstA]);
});
