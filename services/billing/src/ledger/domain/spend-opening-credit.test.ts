import fc from "fast-check";
import { expect, test } from "vitest";
import { spendOpeningCredit } from "./spend-opening-credit.ts";

const visit = (encounterId: string, due: number, serviceDate = "2026-01-01") => ({ encounterId, due, serviceDate });

test("BIL-352: an opening credit goes to the oldest visit that is owed for, and never further than that", () => {
  const visits = [
    visit("new", 700, "2026-09-01"),
    visit("opening", -1000, "2026-05-01"),
    visit("old", 500, "2026-02-01"),
  ];
  expect(spendOpeningCredit(visits, new Set(["opening"]))).toEqual([
    { from: "opening", to: "old", amount: 500 },
    { from: "opening", to: "new", amount: 500 },
  ]);
  // A credit of another visit belongs to its payment (BIL-41).
  expect(spendOpeningCredit(visits, new Set())).toEqual([]);
});

test("BIL-352: afterwards nobody has an opening credit and owes at once, and the sum is as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.boolean()), { maxLength: 8 }), (all) => {
      const visits = all.map(([due], at) => visit(`v${at}`, due, `2026-01-0${1 + at}`));
      const opening = new Set(all.flatMap(([, is], at) => (is ? [`v${at}`] : [])));
      const due = new Map(visits.map((one) => [one.encounterId, one.due]));
      for (const { from, to, amount } of spendOpeningCredit(visits, opening)) {
        expect(amount).toBeGreaterThan(0);
        due.set(from, (due.get(from) ?? 0) + amount);
        due.set(to, (due.get(to) ?? 0) - amount);
      }
      const sum = (values: Iterable<number>) => [...values].reduce((total, one) => total + one, 0);
      expect(sum(due.values())).toBe(sum(visits.map((one) => one.due)));
      const credit = [...opening].reduce((total, one) => total + Math.max(0, -(due.get(one) ?? 0)), 0);
      const owed = sum([...due.values()].map((one) => Math.max(0, one)));
      expect(Math.min(credit, owed)).toBe(0);
    }),
  );
});
