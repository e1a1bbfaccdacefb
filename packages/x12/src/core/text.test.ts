import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountText } from "./writer.ts";
import { centsOf } from "./pick.ts";
import { decimalShape, foldText, isDate8, isTime } from "./text.ts";

describe("X12-P2 folding", () => {
  test.each([
    ["José Núñez", "Jose Nunez"],
    ["Müller-Lüdenscheidt", "Muller-Ludenscheidt"],
    ["O’Brien “Bo”", 'O\'Brien "Bo"'],
    ["Łukasz Ørsted, Straße", "Lukasz Orsted, Strasse"],
    ["a*b~c:d^e", "abcde"],
    ["two\n lines\t", "two lines"],
    ["日本", ""],
  ])("%j becomes %j", (from, to) => expect(foldText(from)).toBe(to));

  test("leaves nothing that a writer refuses", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(foldText(text)).toMatch(/^[ -)+-9;-\]_a-}]*$/);
      }),
    );
  });
});

describe("X12-E3 types", () => {
  test.each([
    ["20260228", true],
    ["20260229", false],
    ["20280229", true],
    ["20261301", false],
    ["2026011a", false],
    ["20260431", false],
  ])("%s is a day: %s", (text, is) => expect(isDate8(text)).toBe(is));
  test.each([
    ["0000", true],
    ["2359", true],
    ["235959", true],
    ["2400", false],
    ["1260", false],
    ["12", false],
  ])("%s is a time: %s", (text, is) => expect(isTime(text)).toBe(is));
  test.each(["", "-", ".", "1.2.3", "1e5", "--1", "1,000", "+1", " 1"])("%j is no number", (text) =>
    expect(decimalShape(text)).toBe(-1),
  );
});

test("X12-P3 an amount reads back as it was written", () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (cents) => {
      const text = amountText(cents);
      expect(decimalShape(text)).toBeGreaterThan(0);
      expect(text).not.toMatch(/\.\d*0$/);
      expect(centsOf(text)).toBe(cents);
    }),
  );
  expect([0, 5, -5, 10, 100, 12_345, -1050].map(amountText)).toEqual([
    "0",
    "0.05",
    "-0.05",
    "0.1",
    "1",
    "123.45",
    "-10.5",
  ]);
});
