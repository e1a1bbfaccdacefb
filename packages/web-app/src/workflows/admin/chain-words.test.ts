import { expect, test } from "vitest";
import { chainWords } from "./chain-words.ts";

const verdict = { entries: 12, brokenAt: null, checkedAt: "2026-11-23T16:00:00.000Z" };
const kept = { since: { entry: 3, at: "2026-11-20T16:00:00.000Z" }, cutShort: false };
const when = (at: string) => at.slice(0, 10);

test("IDN-28 a trail is only called unchanged as far as heads kept outside reach", () => {
  expect(chainWords({ ...verdict, anchor: kept }, when)).toEqual({
    state: "whole",
    text: "Unchanged: 12 entries, 2026-11-23. Compared with heads kept outside since 2026-11-20, entry 3.",
  });
  const none = chainWords({ ...verdict, anchor: { since: null, cutShort: false } }, when);
  expect(none.state).toBe("unsure");
  expect(none.text).toContain("a change made before now cannot be told");
  expect(none.text).not.toContain("Unchanged");
  expect(chainWords({ ...verdict, anchor: { ...kept, cutShort: true } }, when).text).toContain("cut short in writing");
  expect(chainWords({ ...verdict, entries: 0, anchor: { since: null, cutShort: false } }, when).state).toBe("whole");
  expect(chainWords({ ...verdict, brokenAt: 4, anchor: kept }, when)).toEqual({
    state: "broken",
    text: "Changed or missing from entry 4 on",
  });
});
