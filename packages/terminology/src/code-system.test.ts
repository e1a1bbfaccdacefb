import fc from "fast-check";
import { addDays } from "@practicum/kernel/local-date";
import { describe, expect, test, vi } from "vitest";
import { codeKey, codeSet, dottedDiagnosis, findCode, periodsOf, validOn, type CodeEntry } from "./code-system.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

const entry = (code: string, from: string, to?: string): CodeEntry => ({
  system: "icd10cm",
  code,
  label: code,
  from,
  ...(to === undefined ? {} : { to }),
});

describe("periods of validity (TRM-1)", () => {
  const set = codeSet([entry("M51.36", "2015-10-01", "2024-09-30"), entry("M51.36", "2026-10-01")]);
  test.each([
    ["2015-09-30", false],
    ["2015-10-01", true],
    ["2024-09-30", true],
    ["2024-10-01", false],
    ["2026-10-01", true],
    ["2099-01-01", true],
  ])("on %s", (day, found) => expect(findCode(set, "icd10cm", "M51.36", day) !== undefined).toBe(found));

  test("an unknown code has no periods, an ended one has (TRM-3)", () => {
    expect(periodsOf(set, "icd10cm", "M51.36")).toHaveLength(2);
    expect(periodsOf(set, "icd10cm", "M99.99")).toHaveLength(0);
    expect(periodsOf(set, "cpt", "M51.36")).toHaveLength(0);
  });

  test("both ends count, on any period", () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("2000-01-01", days));
    fc.assert(
      fc.property(day, fc.nat(4000), fc.integer({ min: -5000, max: 5000 }), (from, days, offset) => {
        const period = { from, to: addDays(from, days) };
        expect(validOn(period, addDays(from, offset))).toBe(offset >= 0 && offset <= days);
      }),
    );
  });
});

describe("how codes are written (TRM-2)", () => {
  test("the dot, blanks and case do not matter", () => {
    const set = codeSet([entry("E11.9", "2015-10-01")]);
    for (const typed of ["E11.9", "E119", "e11.9", " e119 "]) {
      expect(findCode(set, "icd10cm", typed, "2024-01-01")?.code).toBe("E11.9");
    }
  });
  test.each([
    ["E119", "E11.9"],
    ["I10", "I10"],
    ["S93401A", "S93.401A"],
    ["s93.401a", "S93.401A"],
  ])("%s is shown as %s", (code, shown) => expect(dottedDiagnosis(code)).toBe(shown));
  test("a dotted code has the same key", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]\d[0-9A-Z]{1,5}$/), (code) => {
        expect(codeKey(dottedDiagnosis(code))).toBe(code);
      }),
    );
  });
});
