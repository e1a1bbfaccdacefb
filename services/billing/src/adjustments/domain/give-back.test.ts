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
