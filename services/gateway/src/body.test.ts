import { expect, test } from "vitest";
import { isTooDeep } from "./body.ts";

test("GTW-43 what is nested without end is seen in its text, what stands in a string is not counted", () => {
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  expect(isTooDeep(nested(32))).toBe(false);
  expect(isTooDeep(nested(33))).toBe(true);
  expect(isTooDeep(`${'{"a":'.repeat(40)}1${"}".repeat(40)}`)).toBe(true);
  expect(isTooDeep(JSON.stringify({ text: nested(500), more: '\\"[[' }))).toBe(false);
  expect(isTooDeep(JSON.stringify(Array.from({ length: 500 }, () => [[]])))).toBe(false);
  expect(isTooDeep(`"\\"${"[".repeat(99)}`)).toBe(false);
});
