import { expect, test } from "vitest";
import { placeOfMerged } from "./place-coverage.ts";

const card = (coverageId: string, priority: number, memberId: string, more: object = {}) => ({
  coverageId,
  payerId: "blue",
  memberId,
  priority,
  from: "2026-01-01",
  to: null,
  ...more,
});

test("BIL-314 a coverage that comes along keeps a free place, stands beside the same card, else takes the next free one", () => {
  const coming = card("new", 1, "M1");
  expect(placeOfMerged(coming, [coming])).toBe(1);
  expect(placeOfMerged(coming, [coming, card("old", 1, "M2")])).toBe(2);
  expect(placeOfMerged(coming, [coming, card("old", 1, "M2"), card("second", 2, "M3")])).toBe(3);
  // The same card is billed once: it is neither first nor after itself.
  expect(placeOfMerged(coming, [coming, card("old", 1, "M1")])).toBe(1);
  expect(placeOfMerged(card("new", 2, "M1"), [card("old", 1, "M1"), card("other", 2, "M9")])).toBe(1);
  // One that had ended before takes no place.
  expect(placeOfMerged(coming, [coming, card("old", 1, "M2", { from: "2024-01-01", to: "2024-12-31" })])).toBe(1);
  const full = [card("a", 1, "A"), card("b", 2, "B"), card("c", 3, "C")];
  expect(placeOfMerged(coming, full)).toBe(3);
});
