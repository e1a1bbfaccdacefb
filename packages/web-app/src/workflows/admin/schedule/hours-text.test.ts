import { expect, test } from "vitest";
import { formatHours, parseHours } from "./hours-text.ts";

test.each([
  ["8-12, 1-5", ["08:00-12:00", "13:00-17:00"]],
  ["7:30a–4p", ["07:30-16:00"]],
  ["13:00-17:00", ["13:00-17:00"]],
  ["9 to 5", ["09:00-17:00"]],
  ["12-3", ["12:00-15:00"]],
  ["6 am-2 PM", ["06:00-14:00"]],
  ["", []],
  ["8", null],
  ["8-8a", null],
  ["25-26", null],
  ["8-12-5", null],
  ["13p-15", null],
])("%j is %j", (typed, hours) => {
  expect(parseHours(typed)?.map((one) => `${one.start}-${one.end}`) ?? null).toEqual(hours);
});

test("what is shown is read again as the same hours", () => {
  const hours = [
    { start: "08:00", end: "12:00" },
    { start: "13:00", end: "17:30" },
  ];
  expect(parseHours(formatHours(hours))).toEqual(hours);
});
