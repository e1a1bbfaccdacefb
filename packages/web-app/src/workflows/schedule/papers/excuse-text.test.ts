import { expect, test } from "vitest";
import { blankChoice, excuseFault, excuseText } from "./excuse-text.ts";

const visit = { patient: "Maria Lopez", date: "2026-11-23", arrived: "08:05", left: "09:10" };

test("SCH-121 the letter says that somebody was here and when, and nothing of why", () => {
  expect(excuseText(blankChoice, visit)).toEqual([
    "Maria Lopez was seen in our office on 11/23/2026 from 8:05 AM to 9:10 AM.",
    "Please excuse the absence from work for that time.",
  ]);
  expect(excuseText(blankChoice, { ...visit, left: null })[0]).toContain("from 8:05 AM.");
  expect(excuseText(blankChoice, { ...visit, arrived: null })[0]).toBe(
    "Maria Lopez was seen in our office on 11/23/2026.",
  );
});

test("SCH-121 days away and limits stand as the provider gave them", () => {
  const away = { ...blankChoice, to: "school" as const, awayFrom: "2026-11-23", awayTo: "2026-11-25" };
  expect(excuseText({ ...away, limits: "No sports for a week." }, visit).slice(1)).toEqual([
    "Please excuse Maria Lopez from school from 11/23/2026 through 11/25/2026.",
    "On return, please observe: No sports for a week.",
  ]);
  expect(excuseText({ ...away, awayTo: "2026-11-23" }, visit)[1]).toBe(
    "Please excuse Maria Lopez from school on 11/23/2026.",
  );
});

test("SCH-121 of who came along it does not name the patient", () => {
  const choice = { ...blankChoice, whom: "companion" as const, companion: " Juan Lopez " };
  const text = excuseText(choice, visit).join(" ");
  expect(text).toContain("Juan Lopez was in our office on 11/23/2026");
  expect(text).not.toContain("Maria");
});

test("SCH-121 half a choice is named and no letter", () => {
  expect(excuseFault(blankChoice)).toBeNull();
  expect(excuseFault({ ...blankChoice, whom: "companion" })).toContain("who came along");
  expect(excuseFault({ ...blankChoice, awayFrom: "2026-11-23" })).toContain("both");
  expect(excuseFault({ ...blankChoice, awayTo: "2026-11-23" })).toContain("both");
  expect(excuseFault({ ...blankChoice, awayFrom: "2026-11-24", awayTo: "2026-11-23" })).toContain("before the first");
});
