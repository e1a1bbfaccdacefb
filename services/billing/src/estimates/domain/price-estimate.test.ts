import { expect, test } from "vitest";
import { priceEstimate } from "./price-estimate.ts";

const prices = new Map([
  ["99213", 15_000],
  ["36415", 0],
]);
const estimate = (asked: readonly { code: string; units: number }[]) =>
  priceEstimate(
    asked,
    (code) => prices.get(code) ?? null,
    (code) => `label of ${code}`,
  );

test("BIL-161: each line is its price times its units, and the total their sum; a price of nothing is a price", () => {
  const lines = [
    { code: "99213", label: "label of 99213", units: 2, price: 15_000, amount: 30_000 },
    { code: "36415", label: "label of 36415", units: 3, price: 0, amount: 0 },
  ];
  const asked = [
    { code: "99213", units: 2 },
    { code: "36415", units: 3 },
  ];
  expect(estimate(asked)).toEqual({ ok: true, value: { lines, total: 30_000 } });
});

test("BIL-161: a code without a price is named, never taken as nothing", () => {
  const asked = [
    { code: "99213", units: 1 },
    { code: "J0000", units: 1 },
  ];
  expect(estimate(asked)).toMatchObject({ error: { code: "no-price", field: "lines", detail: { code: "J0000" } } });
});
