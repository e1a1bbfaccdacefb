import { expect, test } from "vitest";
import { parseDateText } from "./parse-date.ts";

const today = "2026-11-22";

test.each([
  ["3/4/81", "1981-03-04"],
  ["03/04/1981", "1981-03-04"],
  ["03041981", "1981-03-04"],
  ["030481", "1981-03-04"],
  ["3-4-81", "1981-03-04"],
  ["3.4.1981", "1981-03-04"],
  ["Mar 4 1981", "1981-03-04"],
  ["4 march 81", "1981-03-04"],
  ["12/1/26", "1926-12-01"],
  ["11/22/26", "2026-11-22"],
  ["1981-03-04", "1981-03-04"],
])("a birth date typed as %s is %s", (text, date) => {
  expect(parseDateText(text, today, "past")).toBe(date);
});

test.each([
  ["t", "2026-11-22"],
  ["t-1", "2026-11-21"],
  ["T + 3", "2026-11-25"],
  ["+6m", "2027-05-22"],
  ["-2w", "2026-11-08"],
  ["+10", "2026-12-02"],
  ["+1y", "2027-11-22"],
])("%s counts from today", (text, date) => {
  expect(parseDateText(text, today)).toBe(date);
});

test("a day without a year goes the way the field points", () => {
  expect(parseDateText("1/5", today, "future")).toBe("2027-01-05");
  expect(parseDateText("12/24", today, "future")).toBe("2026-12-24");
  expect(parseDateText("12/24", today, "past")).toBe("2025-12-24");
});

test("months end where they end", () => {
  expect(parseDateText("+3m", "2026-11-30")).toBe("2027-02-28");
  expect(parseDateText("2/29/24", today)).toBe("2024-02-29");
});

test.each(["", "2/30/81", "13/1/81", "3/4/8", "lopez", "t-", "99999999", "2/29/2023", "0/0/00", "foo 4 81"])(
  "%s is no date, and nothing is guessed",
  (text) => {
    expect(parseDateText(text, today, "past")).toBeNull();
  },
);
