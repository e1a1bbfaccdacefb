import { expect, test } from "vitest";
import { silentLimits } from "./silent-limits.ts";

test("a query that stops at a number is found, whether the builder's or SQL's", () => {
  expect(silentLimits("query", 'tx\n  .selectFrom("allergy")\n  .limit(ENTRIES_MAX)')).toEqual([3]);
  expect(silentLimits("query", ".limit(10)")).toEqual([1]);
  expect(silentLimits("query", ".limit(limit)")).toEqual([1]);
  expect(silentLimits("query", "order by a.starts_at limit ${limit}`")).toEqual([1]);
  expect(silentLimits("query", "order by a.starts_at limit 20`")).toEqual([1]);
});

test("one row, a page with one row more, and what says why are none", () => {
  for (const line of [".limit(1)", ".limit(ask.limit + 1)", "order by at desc limit 1) as last", "limit: number,"])
    expect([line, silentLimits("query", line)]).toEqual([line, []]);
  expect(silentLimits("query", "// limit: a person chooses among the best\n.limit(limit)")).toEqual([]);
  expect(silentLimits("query", "// limit:\n.limit(limit)")).toEqual([2]);
});

test("a screen that draws the first rows, or asks for the first page alone, is found; a text that is cut is none", () => {
  expect(silentLimits("screen", "{encounters.slice(0, 100).map((one) => (")).toEqual([1]);
  expect(silentLimits("screen", "const rows = all.slice(0, SHOWN);")).toEqual([1]);
  expect(
    silentLimits("screen", "useQuery(trpc.billing.listUnbanked.queryOptions({ before: null, limit: 200 }))"),
  ).toEqual([1]);
  expect(silentLimits("screen", "${address.zip.slice(0, 5)} ${date.slice(0, 7)} ${typed.trim().slice(0, 80)}")).toEqual(
    [],
  );
});
