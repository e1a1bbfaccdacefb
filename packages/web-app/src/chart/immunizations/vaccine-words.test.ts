import { expect, test } from "vitest";
import { doseText, readDose, usualSite } from "./vaccine-words.ts";

test.each([
  ["0.5", 50],
  [".5 mL", 50],
  ["0.25ml", 25],
  ["2", 200],
  ["0.055", null],
  ["half", null],
  ["", null],
])("a dose of %j is %j hundredths of a millilitre", (text, hundredths) => expect(readDose(text)).toBe(hundredths));

test("a dose is written as it is read", () => expect(readDose(doseText(75))).toBe(75));

test("the thigh until the third birthday, the deltoid from then on; not for what is swallowed", () => {
  expect(usualSite("intramuscular", "2023-11-24", "2026-11-23")).toBe("Left thigh");
  expect(usualSite("intramuscular", "2023-11-23", "2026-11-23")).toBe("Left deltoid");
  expect(usualSite("oral", "2026-09-01", "2026-11-23")).toBe("By mouth");
  expect(usualSite("subcutaneous", null, "2026-11-23")).toBe("Left deltoid");
});
