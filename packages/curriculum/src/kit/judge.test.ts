import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import type { Lesson, Outcome, Trap } from "./lesson.ts";
import { broken, met, open } from "./verdict.ts";
import type { WorldView } from "./world-view.ts";

const diagnosis = { record: "record", field: "field", found: "nothing", principle: "because", route: "/" };
const view: WorldView = {
  now: "2026-11-16T16:00:00.000Z",
  timeZone: "America/Los_Angeles",
  steps: [],
  ask: () => Promise.resolve(null),
  after: () => Promise.reject(new Error("no future here")),
};

type Facts = ReadonlySet<string>;

const outcome = (id: string, counts: Outcome<Facts>["counts"], more: Partial<Outcome<Facts>> = {}): Outcome<Facts> => ({
  id,
  label: id,
  counts,
  hints: ["", "", ""],
  check: (_, facts) => Promise.resolve(facts.has(id) ? met("seen") : open(diagnosis)),
  ...more,
});

const trap = (id: string, costs: Trap<Facts>["costs"], critical: boolean): Trap<Facts> => ({
  id,
  costs,
  critical,
  fellFor: (_, facts) => Promise.resolve(facts.has(id) ? broken(diagnosis, 7) : null),
});

const lesson = {
  outcomes: [outcome("a", "correct"), outcome("b", "correct", { weight: 3 }), outcome("c", "money", { after: ["a"] })],
  traps: [trap("slip", "safety", false), trap("harm", "privacy", true)],
} as unknown as Lesson<Facts>;

const judged = (...seen: string[]) => judge(lesson, view, new Set(seen));

test("CUR-15: parts by weight, over the dimensions that the lesson has", async () => {
  // correct 40, money 15; safety 20 and privacy 15 have traps alone: for a finished lesson.
  expect((await judged()).score).toBe(0);
  expect((await judged("a")).score).toBe(Math.floor((100 * 10) / 90));
  expect((await judged("b")).score).toBe(Math.floor((100 * 30) / 90));
  expect((await judged("a", "b", "c")).score).toBe(100);
});

test("what belongs to an outcome that is open counts for nothing yet", async () => {
  const { outcomes, score } = await judged("c");
  expect(outcomes.map((one) => one.verdict.state)).toEqual(["open", "open", "open"]);
  expect(score).toBe(0);
});

test("CUR-15: a trap takes its dimension whole; a critical one the pass", async () => {
  const slipped = await judged("a", "b", "c", "slip");
  expect(slipped.score).toBe(Math.floor((100 * 70) / 90));
  expect(slipped.passed).toBe(true);
  const harmed = await judged("a", "b", "c", "harm");
  expect(harmed.score).toBe(Math.floor((100 * 75) / 90));
  expect(harmed.passed).toBe(false);
  expect(harmed.traps).toEqual([{ id: "harm", critical: true, verdict: broken(diagnosis, 7) }]);
});
