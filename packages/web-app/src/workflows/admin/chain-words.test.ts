import { expect, test } from "vitest";
import { chainWords } from "./chain-words.ts";

const verdict = { entries: 12, brokenAt: null, checkedAt: "2026-11-23T16:00:00.000Z" };
const none = { since: null, until: null, cutShort: false, gone: [] };
const kept = {
  since: { entry: 3, at: "2026-11-20T16:00:00.000Z" },
  until: { entry: 11, at: "2026-11-22T16:00:00.000Z" },
  cutShort: false,
  gone: [],
};
const when = (at: string) => at.slice(0, 10);

test("IDN-28 a trail is only called unchanged as far as heads kept outside reach", () => {
  expect(chainWords({ ...verdict, anchor: kept }, when)).toEqual({
    state: "whole",
    text: "Unchanged: 12 entries, 2026-11-23. Compared with heads kept outside since 2026-11-20, entry 3, until 2026-11-22, entry 11.",
  });
  const unsure = chainWords({ ...verdict, anchor: none }, when);
  expect(unsure.state).toBe("unsure");
  expect(unsure.text).toContain("a change made before now cannot be told");
  expect(unsure.text).not.toContain("Unchanged");
  expect(chainWords({ ...verdict, anchor: { ...kept, cutShort: true } }, when).text).toContain("cut short in writing");
  expect(chainWords({ ...verdict, entries: 0, anchor: none }, when).state).toBe("whole");
  expect(chainWords({ ...verdict, brokenAt: 4, anchor: kept }, when)).toEqual({
    state: "broken",
    text: "Changed or missing from entry 4 on",
  });
  const gone = [{ entry: 9, at: "2026-11-21T16:00:00.000Z" }];
  expect(chainWords({ ...verdict, brokenAt: 4, anchor: { ...kept, gone } }, when).text).toBe(
    "Changed or missing from entry 4 on. On 2026-11-21 it reached entry 9, and that is gone.",
  );
});
