import { describe, expect, test } from "vitest";
import { memberIdForm } from "./member-id-form.ts";

const fits = (pattern: string, text: string) => {
  const form = memberIdForm(pattern);
  return form.ok ? form.value.fits(text) : form.error;
};

describe("BIL-3: the form of a member number", () => {
  test.each([
    ["CF\\d{7}", ["CF1234567"], ["CF123456", "CF12345678", "XCF1234567", "cf1234567", "CF123456X"]],
    ["^W\\d{9}$", ["W123456789"], ["W12345678", "1W23456789"]],
    ["[A-Z]{2,3}\\d+", ["AB1", "ABC123"], ["A1", "ABCD1", "AB"]],
    ["[^0-9]\\d*X?", ["A", "A12", "A12X", "-X"], ["1", "A12XX"]],
    ["A.C\\.", ["ABC.", "A-C."], ["ABCD", "AC."]],
    ["^A\\d$|^B\\d$", ["A1", "B2"], ["C1", "A1B2"]],
    ["(A|BC)(?:1|2)?X", ["AX", "BC1X", "A2X"], ["B1X", "A12X", "ABCX"]],
    ["\\d{3,}-[\\d-]", ["123--", "12345-6"], ["12-1", "123-A"]],
  ])("%s", (pattern, right, wrong) => {
    const whole = new RegExp(`^(?:${pattern})$`);
    for (const text of right) expect([text, fits(pattern, text), whole.test(text)]).toEqual([text, true, true]);
    for (const text of wrong) expect([text, fits(pattern, text), whole.test(text)]).toEqual([text, false, false]);
  });

  test("a Medicare Beneficiary Identifier, as the demonstration's payer has it", () => {
    const pattern =
      "^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d[AC-HJKMNP-RT-Y]{2}\\d{2}$";
    expect(fits(pattern, "1EG4TE5MK73")).toBe(true);
    expect(fits(pattern, "1SG4TE5MK73")).toBe(false);
  });

  test.each([
    ["(([0-9A-Z]+)+)+!", /group can't be repeated/],
    ["(A|A)*", /group can't be repeated/],
    ["(AB){2}", /group can't be repeated/],
    ["(AB)?+", /group can't be repeated/],
    ["A++", /Say how often once/],
    ["\\d{2}{3}", /Say how often once/],
    ["(A)\\1", /“\\1” at place 4/],
    ["\\w+", /“\\w”/],
    ["(?=A)B", /Looking ahead/],
    ["(?<!A)B", /Looking ahead/],
    ["(?<x>A)", /Looking ahead/],
    ["A^B", /“\^B”/],
    ["A$B", /“B” at place 3/],
    ["(A$)", /not closed/],
    ["(A", /not closed/],
    ["A)", /has no beginning/],
    ["[A", /“\[A”/],
    ["[Z-A]", /not a class/],
    ["\\d{3,2}", /smaller number first/],
    ["A|", /empty/],
    ["()", /empty/],
    ["", /empty/],
    ["A".repeat(201), /200 characters/],
  ])("%s is refused with what to do", (pattern, because) => expect(fits(pattern, "A")).toMatch(because));

  test("no form takes long, whatever is typed", () => {
    const started = performance.now();
    for (const pattern of [
      "[A-Z]*".repeat(33),
      "A?".repeat(100),
      "(A|A)?".repeat(33),
      "(A|.)".repeat(40),
      "[A-Z0-9]{0,99}".repeat(14),
    ])
      for (const text of ["A".repeat(79) + "!", "A".repeat(80), "A".repeat(1_000_000)]) fits(`${pattern}#`, text);
    // Each of them takes a backtracking matcher longer than the sun will shine.
    expect(performance.now() - started).toBeLessThan(2000);
    expect(fits("A*", "A".repeat(80))).toBe(true);
    expect(fits("A*", "A".repeat(81))).toBe(false);
  });
});
