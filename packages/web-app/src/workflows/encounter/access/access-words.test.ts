import { expect, test } from "vitest";
import { reasonSentence } from "./access-words.ts";

test("CHT-191 each reason is a sentence that names the visit, the person or the end", () => {
  const say = (reason: Parameters<typeof reasonSentence>[0]) =>
    reasonSentence(reason, "Physician", () => "11/23 12:00");
  expect(say({ kind: "treats", on: "2026-11-23", visitTypeName: "Follow-up" })).toBe(
    "You treat this patient: Follow-up on 11/23/2026.",
  );
  expect(say({ kind: "named", by: "Dana Whitfield" })).toContain("by Dana Whitfield");
  expect(say({ kind: "glass", until: "2026-11-23T20:00:00.000Z" })).toContain("until 11/23 12:00");
  expect(say({ kind: "role" })).toContain("(Physician) reads charts");
  expect(say({ kind: "no-role" })).toContain("reads no charts");
  expect(say({ kind: "shut" })).toContain("restricted");
});
