import { sumCents } from "@practicum/kernel/money";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { laterShare, type SettledAdjustment } from "./later-share.ts";

const adjustment = fc.record({
  group: fc.constantFrom("CO", "PR", "OA"),
  reason: fc.constantFrom("45", "1", "23", "29"),
  amount: fc.integer({ min: 1, max: 20_000 }),
  disposition: fc.constantFrom("contractual" as const, "patient" as const, "other-payer" as const, "denial" as const),
});
const decided = fc.record({
  left: fc.nat(20_000),
  givenUp: fc.nat(20_000),
  paid: fc.nat(30_000),
  adjustments: fc.array(adjustment, { maxLength: 6 }),
});
const sumOf = (all: readonly SettledAdjustment[], disposition?: string) =>
  sumCents(all.filter((one) => disposition === undefined || one.disposition === disposition).map((one) => one.amount));

describe("BIL-72: what a later payer's decision moves", () => {
  test("with its payment, exactly what was left; never more of anything than it said, nor negative", () => {
    fc.assert(
      fc.property(decided, ({ left, givenUp, paid, adjustments }) => {
        const share = laterShare({ left, givenUp }, paid, adjustments);
        if ("problem" in share) return;
        expect(paid + sumOf(share.kept) - share.takenBack).toBe(left);
        expect(share.takenBack).toBeLessThanOrEqual(givenUp);
        for (const disposition of ["patient", "denial", "contractual"])
          expect(sumOf(share.kept, disposition)).toBeLessThanOrEqual(sumOf(adjustments, disposition));
        expect(sumOf(share.kept, "other-payer")).toBe(0);
        expect(share.kept.every((one) => one.amount > 0)).toBe(true);
      }),
    );
  });
  test("the patient's share comes before what is refused, and that before what is given up", () => {
    const said = (["contractual", "denial", "patient"] as const).map((disposition) => ({
      group: "X",
      reason: "X",
      amount: 600,
      disposition,
    }));
    const share = laterShare({ left: 1500, givenUp: 0 }, 500, said);
    expect("kept" in share && share.kept.map((one) => [one.disposition, one.amount])).toEqual([
      ["patient", 600],
      ["denial", 400],
    ]);
  });
  test("waits: nothing was left, more was paid than billed, a rest that nobody explains", () => {
    expect(laterShare({ left: 0, givenUp: 500 }, 100, [])).toHaveProperty("problem");
    expect(laterShare({ left: 1000, givenUp: 500 }, 1501, [])).toHaveProperty("problem");
    expect(laterShare({ left: 1000, givenUp: 500 }, 1500, [])).toEqual({ kept: [], takenBack: 500 });
    expect(laterShare({ left: 1000, givenUp: 500 }, 900, [])).toHaveProperty("problem");
  });
});
