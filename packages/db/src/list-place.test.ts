import { expect, test } from "vitest";
import { placeAfter, placeOf } from "./list-place.ts";
import { searchWords } from "@practicum/kernel/search-words";
import { plainPattern } from "./list-search.ts";

const id = "0190a000-0000-7000-8000-00000000aaaa";

test("a place comes back as it was told, and what is no place of the list is its beginning", () => {
  const place = placeAfter(["infinity", true, "2026-11-18T09:30:00.123Z", id]);
  expect(placeOf(place, ["date", "flag", "instant", "uuid"])).toEqual([
    "infinity",
    "true",
    "2026-11-18T09:30:00.123Z",
    id,
  ]);
  for (const other of [null, "", "[]", "{", '["1"]', placeAfter(["2026-11-18", id, id, id]), `["infinity",1,2,3]`])
    expect(placeOf(other, ["date", "flag", "instant", "uuid"])).toBeNull();
  expect(placeOf(placeAfter(["x'; drop table task"]), ["uuid"])).toBeNull();
});

test("what is typed is words, and no pattern", () => {
  expect(searchWords("  Lopez, 50%;A_b ")).toEqual(["lopez", "50%", "a_b"]);
  expect(plainPattern("50%_\\")).toBe(String.raw`50\%\_\\`);
});
