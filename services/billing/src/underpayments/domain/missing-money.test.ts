import { expect, test } from "vitest";
import { missingMoney } from "./missing-money.ts";

test("BIL-133: what is missing follows the payer's own rate: $92.00 for a $150.00 visit makes $128.80 for one of $210.00", () => {
  expect(missingMoney(9200, { billed: 21_000, paid: 15_000 })).toBe(3680);
});

test("BIL-133: a code that costs more than the billed one is no underpayment, and an unknown price is not nothing", () => {
  expect(missingMoney(9200, { billed: 15_000, paid: 21_000 })).toBeLessThan(0);
  expect(missingMoney(9200, { billed: 15_000, paid: null })).toBeNull();
});
