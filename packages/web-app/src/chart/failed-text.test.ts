import { expect, test } from "vitest";
import { failedText } from "./failed-text.ts";

test.each([
  ["order", "Take it out there", "Add the order"],
  ["vitals", "Mark them there as entered in error", "Save vital signs"],
  ["addendum", "read it above", "Add addendum"],
] as const)(
  "CHT-90 an edited %s that arrived before says where the first is and what a second press does",
  (what, first, button) => {
    const text = failedText({ code: "already-recorded" }, what);
    expect(text).toContain(first);
    expect(text).toContain(`Press “${button}” again`);
  },
);
test("any other failure has its own words", () =>
  expect(failedText({ code: "encounter-sealed" }, "order")).toBe("This note is signed. Add an addendum instead."));
