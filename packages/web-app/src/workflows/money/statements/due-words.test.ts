import { expect, test } from "vitest";
import type { Due } from "./due-types.ts";
import { dueShows, fits, whyNot } from "./due-words.ts";

const due = (state: Partial<Due["state"]>) =>
  ({ state: { next: null, asks: 0, on: null, because: null, toCollections: 0, small: 0, ...state } }) as Due;

test("BIL-263: each account stands in the list that says what is to do about it", () => {
  const listsOf = (one: Due) => dueShows.flatMap(({ id }) => (fits(id, one) ? [id] : []));
  expect(listsOf(due({ next: "reminder", asks: 500 }))).toEqual(["now", "all"]);
  expect(listsOf(due({ next: "reminder", asks: 500, because: "asked", on: "2026-12-01" }))).toEqual(["later", "all"]);
  expect(listsOf(due({ next: "statement", asks: 200, because: "below-minimum", small: 200 }))).toEqual([
    "later",
    "small",
    "all",
  ]);
  for (const because of ["dispute", "returned-mail", "insurance-pending", "plan-kept"] as const)
    expect(listsOf(due({ because }))).toEqual(["stopped", "all"]);
  expect(listsOf(due({ because: "final", toCollections: 900 }))).toEqual(["collections", "all"]);
  expect(whyNot(due({ because: "asked", on: "2026-12-01" }))).toBe("not before 12/01/2026");
});
