import { expect, test } from "vitest";
import { isDeaNumber } from "./dea-number.ts";

test("a DEA number has two letters and seven digits, of which the last checks the others", () => {
  expect(isDeaNumber("BC1234563")).toBe(true);
  expect(isDeaNumber("F91234563")).toBe(true);
  expect(isDeaNumber("BC1234564")).toBe(false);
  expect(isDeaNumber("BC2134563")).toBe(false);
  expect(isDeaNumber("bc1234563")).toBe(false);
  expect(isDeaNumber("BC123456")).toBe(false);
});
