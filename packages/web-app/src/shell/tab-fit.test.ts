import { expect, test } from "vitest";
import { fitting } from "./tab-fit.ts";

test("all tabs stand in the row where they have room; else as many as leave room for More, one at least", () => {
  expect(fitting([100, 100, 100], 300)).toBe(3);
  expect(fitting([100, 100, 100], 299)).toBe(2);
  expect(fitting([100, 100, 100], 250)).toBe(1);
  expect(fitting([100, 100, 100], 40)).toBe(1);
  expect(fitting([], 40)).toBe(0);
});
