import { expect, test } from "vitest";
import { ownersOf, type KnownMerge } from "./merged-owners.ts";

const merge = (n: number, duplicateId: string, survivorId: string, undone = false): KnownMerge => ({
  mergeId: `m${n}`,
  survivorId,
  duplicateId,
  mergedAt: `2026-11-23T16:00:0${n}.000Z`,
  undone,
});
const owners = (...merges: readonly KnownMerge[]) => Object.fromEntries(ownersOf(merges));

test("SCH-127 a duplicate is its survivor's, and so on; what was taken back is its own again", () => {
  const [one, two] = [merge(1, "b", "a"), merge(2, "a", "c")];
  expect(owners(one, two)).toEqual({ a: "c", b: "c", c: "c" });
  expect(owners({ ...one, undone: true }, two)).toEqual({ a: "c", b: "b", c: "c" });
  expect(owners(one, { ...two, undone: true })).toEqual({ a: "a", b: "a", c: "c" });
});

test("SCH-127 the order in which merges were heard makes no difference, and the newest of two that cannot stand together counts", () => {
  const merges = [merge(1, "b", "a"), merge(2, "c", "b"), merge(3, "a", "d"), merge(4, "a", "b")];
  const expected = owners(...merges);
  expect(expected).toMatchObject({ a: "b", b: "b", c: "b" });
  for (const rotated of merges.keys())
    expect(owners(...merges.slice(rotated), ...merges.slice(0, rotated))).toEqual(expected);
});
