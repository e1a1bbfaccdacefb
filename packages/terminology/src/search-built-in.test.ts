import { describe, expect, test, vi } from "vitest";
import { BUILT_IN } from "./built-in.ts";
import { CODE_SYSTEMS, codeSet, type CodeEntry } from "./code-system.ts";
import { searchBuiltIn } from "./search-built-in.ts";
import { SYNONYMS } from "./synonyms.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

const onDate = "2026-11-22";
const codes = (text: string, options: { favourites?: string[]; limit?: number; onDate?: string } = {}) =>
  searchBuiltIn(BUILT_IN, text, { system: "icd10cm", onDate, ...options }).map((entry) => entry.code);

describe("what a clinician types (TRM-11, TRM-12)", () => {
  test("no abbreviation leads nowhere in the built-in set", () => {
    const found = (text: string) =>
      CODE_SYSTEMS.some((system) => searchBuiltIn(BUILT_IN, text, { system, onDate }).length > 0);
    expect(Object.keys(SYNONYMS).filter((text) => !found(text))).toEqual([]);
  });
  test.each([
    ["htn", "I10"],
    ["hypertension", "I10"],
    ["dka", "E10.10"],
    ["ms", "G35.D"],
    ["high blood pressure", "I10"],
    ["dm2 neuropathy", "E11.40"],
    ["neuropathy dm2", "E11.40"],
    ["diabetes", "E11.9"],
    ["uri", "J06.9"],
    ["gerd", "K21.9"],
    ["heartburn", "K21.9"],
    ["uti", "N39.0"],
    ["copd", "J44.9"],
    ["cad", "I25.10"],
    ["afib", "I48.91"],
    ["a fib", "I48.91"],
    ["hld", "E78.5"],
    ["sob", "R06.02"],
    ["ha", "R51.9"],
    ["lbp", "M54.50"],
    ["left knee pain", "M25.562"],
    ["pain knee l", "M25.562"],
    ["ear wax", "H61.23"],
    ["strep throat", "J02.0"],
    ["physical", "Z00.00"],
    ["well child", "Z00.129"],
    ["depression", "F32.A"],
    ["osa", "G47.33"],
    ["bph", "N40.1"],
    ["covid", "U07.1"],
    ["E11.4", "E11.42"],
    ["e1142", "E11.42"],
  ])("%s finds %s first", (text, code) => expect(codes(text, { limit: 1 })).toEqual([code]));
});

describe("order (TRM-14)", () => {
  const entry = (code: string, label: string, rest: Partial<CodeEntry> = {}): CodeEntry => ({
    system: "icd10cm",
    code,
    label,
    from: "2020-01-01",
    ...rest,
  });
  const set = codeSet([
    entry("A00.1", "Long label that ends with pain"),
    entry("A00.2", "Pain, short"),
    entry("A00.3", "Other pain", { weight: 2 }),
    entry("A00.4", "Pain heading", { billable: false, weight: 2 }),
    entry("A00.5", "A pain"),
  ]);
  const found = (text: string, favourites: string[] = []) =>
    searchBuiltIn(set, text, { system: "icd10cm", onDate, favourites }).map((one) => one.code);
  test("common, then labels that begin so, then shorter ones, headings last (TRM-4)", () => {
    expect(found("pain")).toEqual(["A00.3", "A00.2", "A00.5", "A00.1", "A00.4"]);
  });
  test("favourites stand before all, the exact code before them", () => {
    expect(found("pain", ["A00.1"])[0]).toBe("A00.1");
    expect(found("A00", ["a001"])[0]).toBe("A00.1");
    expect(found("a00.5", ["A00.1"])).toEqual(["A00.5"]);
  });
});

test("only codes of the day are found (TRM-13)", () => {
  expect(codes("R10.2", { onDate: "2025-09-30" })).toContain("R10.2");
  expect(codes("R10.2", { onDate: "2025-10-01" })).not.toContain("R10.2");
});

test("blank text finds nothing, and the limit holds (TRM-16)", () => {
  expect(codes("  ")).toEqual([]);
  expect(codes("a", { limit: 7 })).toHaveLength(7);
  expect(codes("a", { limit: 100_000 }).length).toBeLessThanOrEqual(200);
});

test.each([
  ["cpt", "office visit", "99213"],
  ["cpt", "flu shot", "90656"],
  ["cpt", "99214", "99214"],
  ["cpt", "wart", "17110"],
  ["carc", "197", "197"],
  ["cvx", "tdap", "115"],
  ["pos", "office", "11"],
  ["taxonomy", "family medicine", "207Q00000X"],
] as const)("%s: %s finds %s", (system, text, code) => {
  expect(searchBuiltIn(BUILT_IN, text, { system, onDate }).map((one) => one.code)).toContain(code);
});
