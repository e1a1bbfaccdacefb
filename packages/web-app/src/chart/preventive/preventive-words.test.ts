import { expect, test } from "vitest";
import { answerWords, isOpen, statusWords, type PreventiveItem } from "./preventive-words.ts";

const item: PreventiveItem = {
  rule: "colorectal",
  name: "Colorectal cancer",
  status: "no-record",
  lastOn: null,
  lastWay: null,
  dueOn: null,
  why: "Adults from 45 to 75",
  source: "USPSTF",
  ways: [{ way: "fit", name: "FIT (stool)", months: 12 }],
  answers: [],
};

test("where it stands: what is not on record is not called undone", () => {
  const last = { lastOn: "2025-09-01", lastWay: "FIT (stool)", dueOn: "2026-09-01" } as const;
  expect(statusWords(item)).toBe("Nothing on record here");
  expect(statusWords({ ...item, ...last, status: "due" })).toBe("Due since 09/01/2026 · last FIT (stool) 09/01/2025");
  expect(statusWords({ ...item, ...last, status: "up-to-date" })).toBe("FIT (stool) 09/01/2025 · due 09/01/2026");
  expect(statusWords({ ...item, ...last, dueOn: null, status: "up-to-date" })).toBe(
    "FIT (stool) 09/01/2025 · once is enough",
  );
  expect(statusWords({ ...item, status: "cannot-tell" })).toBe("Adults from 45 to 75");
});

test("what was said bears its test, day, note and author", () => {
  const said = {
    answerId: "a",
    way: "fit",
    on: "2026-09-01",
    note: "Card seen",
    at: "2026-11-01T17:00:00.000Z",
    by: "Ana Ramirez, MA",
  } as const;
  expect(answerWords({ ...said, kind: "done" }, item)).toBe(
    "Done elsewhere: FIT (stool), 09/01/2026. Card seen (Ana Ramirez, MA)",
  );
  expect(answerWords({ ...said, kind: "declined", way: null, note: "" }, item)).toBe(
    "Declined 09/01/2026 (Ana Ramirez, MA)",
  );
});

test("what waits for somebody is not folded", () => {
  const open = (["due", "no-record", "cannot-tell", "declined", "up-to-date", "not-applicable"] as const).filter(
    (status) => isOpen({ ...item, status }),
  );
  expect(open).toEqual(["due", "no-record", "cannot-tell"]);
});
