import { expect, test } from "vitest";
import { must } from "@practicum/kernel/assert";
import { judge, type Judged, type Judgement } from "./judge.ts";
import type { Outcome, Trap } from "./lesson.ts";
import { broken, met, open } from "./verdict.ts";
import type { Step, WorldView } from "./world-view.ts";

const diagnosis = { record: "record", field: "field", found: "nothing", principle: "because", route: "/" };
const view: WorldView = {
  now: "2026-11-16T16:00:00.000Z",
  timeZone: "America/Los_Angeles",
  steps: [],
  workedMs: 0,
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

const lesson: Judged<Facts> = {
  minutes: 10,
  golden: () => [{ name: "one", run: () => Promise.resolve() }],
  outcomes: [outcome("a", "correct"), outcome("b", "correct", { weight: 3 }), outcome("c", "money", { after: ["a"] })],
  traps: [trap("slip", "safety", false), trap("harm", "privacy", true)],
};

const judged = (...seen: string[]) => judge(lesson, view, new Set(seen));

test("CUR-15: parts by weight, over the dimensions that the lesson has", async () => {
  // correct 40 (a 10, b 30), money 15 (c), time 10; safety 20 and privacy 15 have traps alone: all of these once something is reached.
  expect((await judged()).score).toBe(0);
  expect((await judged("a")).score).toBe(Math.floor((100 * (10 + 20 + 15 + 10)) / 100));
  expect((await judged("b")).score).toBe(75);
  expect((await judged("a", "b", "c")).score).toBe(100);
});

test("what belongs to an outcome that is open counts for nothing yet", async () => {
  const { outcomes, score } = await judged("c");
  expect(outcomes.map((one) => one.verdict.state)).toEqual(["open", "open", "open"]);
  expect(score).toBe(0);
});

test("CUR-15: a trap takes its dimension whole; a critical one the pass", async () => {
  const slipped = await judged("a", "b", "c", "slip");
  expect(slipped.score).toBe(80);
  expect(slipped.passed).toBe(true);
  const harmed = await judged("a", "b", "c", "harm");
  expect(harmed.score).toBe(85);
  expect(harmed.passed).toBe(false);
  expect(harmed.traps).toEqual([{ id: "harm", critical: true, verdict: broken(diagnosis, 7) }]);
});

const by = (judgement: Judgement, dimension: string) =>
  must(judgement.dimensions.find((one) => one.dimension === dimension));

test("CUR-54: each missing point stands with its check and the step that it went with", async () => {
  const half = await judged("b", "harm");
  expect(by(half, "correct")).toMatchObject({ earned: 30, lost: [{ check: "a", points: 10, entry: null }] });
  expect(by(half, "money")).toMatchObject({ earned: 0, lost: [{ check: "c", points: 15, entry: null }] });
  expect(by(half, "privacy")).toMatchObject({ earned: 0, lost: [{ check: "harm", points: 15, entry: 7 }] });
  expect(by(half, "safety")).toMatchObject({ earned: 20, lost: [] });
});

test("CUR-55: what a lesson has no check for is not asked, and is no full score in silence", async () => {
  const plain: Judged<Facts> = { ...lesson, outcomes: [outcome("a", "correct")], traps: [] };
  const done = await judge(plain, view, new Set(["a"]));
  expect(done.score).toBe(100);
  for (const dimension of ["safety", "privacy", "money"]) expect(by(done, dimension).earned).toBeNull();
  expect(by(done, "time").earned).toBe(10);
});

test("CUR-56: only what took far beyond its minutes, or far more steps, costs time, and never more than half each", async () => {
  const step = (entry: number): Step => ({
    entry,
    at: view.now,
    staffId: "one",
    path: `scheduling.operation${entry % 2}`,
    input: {},
    refused: null,
    value: null,
  });
  const at = (minutes: number, steps: number) =>
    judge(
      lesson,
      { ...view, workedMs: minutes * 60_000, steps: Array.from({ length: steps }, (_, index) => step(index + 1)) },
      new Set(["a", "b", "c"]),
    );
  expect((await at(30, 13)).score).toBe(100);
  const slow = await at(31, 13);
  expect(by(slow, "time")).toMatchObject({ earned: 5, lost: [{ check: "pace-clock", points: 5, entry: 13 }] });
  expect(slow.passed).toBe(true);
  const many = await at(30, 14);
  expect(by(many, "time")).toMatchObject({ earned: 5, lost: [{ check: "pace-steps", points: 5, entry: 14 }] });
  // A note that is saved as it is typed is one deed.
  const typed = Array.from({ length: 40 }, () => step(2));
  expect((await judge(lesson, { ...view, steps: typed }, new Set(["a", "b", "c"]))).score).toBe(100);
});
