import { expect, test } from "vitest";
import { letterStateWords } from "./letter-words.ts";

const at = "2026-11-23T17:00:00.000Z";

test("CHT-250 signed is not given; how it went out last is said with to whom", () => {
  expect(letterStateWords({ state: "draft", sent: [] })).toBe("Draft, not signed");
  expect(letterStateWords({ state: "signed", sent: [] })).toBe("Signed, not given yet");
  const sent = [{ way: "fax", to: "555-0100", at, by: "Kim" } as const];
  expect(letterStateWords({ state: "signed", sent })).toBe("Faxed to 555-0100");
  expect(letterStateWords({ state: "entered-in-error", sent })).toBe("Entered in error");
});
