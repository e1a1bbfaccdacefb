import { expect, test } from "vitest";
import { reasonCounts } from "./run-words.ts";

test("BIL-416: reasons are counted, the most frequent first, none lost", () => {
  const left = (["asked", "no-address", "asked", "dispute", "asked", "no-address"] as const).map((because) => ({
    because,
  }));
  expect(reasonCounts(left)).toEqual([
    { because: "asked", count: 3 },
    { because: "no-address", count: 2 },
    { because: "dispute", count: 1 },
  ]);
  expect(reasonCounts([])).toEqual([]);
});
