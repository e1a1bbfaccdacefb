import { expect, test } from "vitest";
import { decision } from "../../testing/payer-files.ts";
import { forcedDifference, forcedPayment, keyedPayment } from "./force.ts";

const co45 = (amount: number) => ({ group: "CO", reason: "45", amount });
/** Billed 10,000: 6,000 paid and 3,000 taken off, 1,000 of the claim as a whole. */
const payment = {
  ...decision("C1", [
    { code: "99213", charge: 7000, paid: 5000, adjustments: [co45(1500)] },
    { code: "36415", charge: 3000, paid: 1000, adjustments: [co45(500)] },
  ]),
  adjustments: [co45(1000)],
};

test("BIL-93: by force the claim as a whole: paid and taken off as the payer said, what is missing to its total is let go", () => {
  const forced = forcedPayment(payment, 10_000);
  expect([forced.charge, forced.paid, forced.lines]).toEqual([10_000, 6000, []]);
  expect(forced.adjustments).toEqual([
    co45(1000),
    co45(1500),
    co45(500),
    { group: "OA", reason: "FORCED", amount: 1000 },
  ]);
  expect(forcedDifference(forced)).toBe(1000);
});

test("BIL-93: what the payer took too much of is let go backwards; where nothing is missing nothing is let go", () => {
  expect(forcedDifference(forcedPayment(payment, 8000))).toBe(-1000);
  const exact = forcedPayment(payment, 9000);
  expect([exact.adjustments.length, forcedDifference(exact)]).toEqual([3, 0]);
});

test("BIL-91: the amounts of the paper stand in the payer's own lines, line by line; other lines than the payer's are refused", () => {
  const lines = [
    { paid: 4000, adjustments: [co45(3000)] },
    { paid: 2000, adjustments: [] },
  ];
  const keyed = keyedPayment(payment, { adjustments: [], lines });
  expect(keyed?.adjustments).toEqual([]);
  expect(keyed?.lines.map((one) => [one.procedure.code, one.charge, one.paid, one.adjustments.length])).toEqual([
    ["99213", 7000, 4000, 1],
    ["36415", 3000, 2000, 0],
  ]);
  expect(keyedPayment(payment, { adjustments: [], lines: lines.slice(1) })).toBeNull();
});
