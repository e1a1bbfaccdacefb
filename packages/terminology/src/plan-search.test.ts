import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { isEmptyPlan, planSearch } from "./plan-search.ts";
import { searchKey } from "./search-key.ts";
import { SYNONYMS } from "./synonyms.ts";
import { tsquery } from "./sql/search-codes.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

describe("planning a search", () => {
  test.each([
    ["E11.4", "E114"],
    ["e114", "E114"],
    ["I10", "I10"],
    ["s", "S"],
    ["99213", "99213"],
  ])("%s may begin a code (TRM-10)", (text, prefix) => expect(planSearch(text).codePrefix).toBe(prefix));
  test.each(["diabetes", "dm2 neuropathy", "chest pain", "E11 9"])("%s does not", (text) =>
    expect(planSearch(text).codePrefix).toBeUndefined(),
  );
  test("one letter asks for codes alone (TRM-10)", () => {
    expect(planSearch("s")).toEqual({ codePrefix: "S", terms: [], meant: [], starts: [] });
    expect(planSearch("pain l").terms).toEqual([["pain*"], ["l*"]]);
  });
  test("words are beginnings, all of them wanted (TRM-11)", () => {
    expect(planSearch("Pain, Kne").terms).toEqual([["pain*"], ["kne*"]]);
  });
  test("abbreviations stand beside what was typed (TRM-12)", () => {
    expect(planSearch("dm2 neuropathy").terms).toEqual([["dm2*", "type 2 diabetes"], ["neuropathy*"]]);
    expect(planSearch("DM 2 neuropathy").terms).toEqual([["dm* 2*", "type 2 diabetes"], ["neuropathy*"]]);
    expect(planSearch("high blood pressure").terms).toEqual([["high* blood* pressure*", "hypertens*"]]);
  });
  test("what is meant is not the letters (TRM-14)", () => {
    expect(planSearch("uri").meant).toEqual([["uri", "upper respiratory infection*"]]);
    expect(planSearch("urin").meant).toEqual([["urin*"]]);
  });
  test("nothing typed asks for nothing (TRM-16)", () => {
    for (const text of ["", "   ", "...", "'\"&|", "\u0000"]) expect(isEmptyPlan(planSearch(text))).toBe(true);
  });
  test("whatever is typed, a plan holds words of letters and digits only (TRM-16)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (text) => {
        const { terms, meant, starts, codePrefix = "" } = planSearch(text);
        for (const alternatives of [...terms, ...meant]) {
          for (const one of alternatives) expect(one).toMatch(/^[a-z0-9]+\*?( [a-z0-9]+\*?)*$/);
        }
        for (const start of starts) expect(start).toMatch(/^[a-z0-9 ]+$/);
        expect(codePrefix).toMatch(/^[A-Z0-9]*$/);
        expect(terms.length).toBeLessThanOrEqual(8);
        expect(starts.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe("synonyms", () => {
  test("are written as search compares text", () => {
    for (const [key, alternatives] of Object.entries(SYNONYMS)) {
      expect(key).toBe(searchKey(key));
      for (const one of alternatives) expect(one.replaceAll("*", "")).toBe(searchKey(one));
    }
  });
});

test("a plan as PostgreSQL's tsquery", () => {
  expect(tsquery(planSearch("dm2 neuropathy").terms)).toBe(
    "('dm2':* | ('type' & '2' & 'diabetes')) & ('neuropathy':*)",
  );
});
