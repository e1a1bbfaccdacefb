import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { AnyLesson, PathStep } from "@practicum/curriculum/kit/lesson";
import { lessons } from "@practicum/curriculum/lessons";
import { pick, seededRandom } from "@practicum/kernel/random";
import { repositoryRoot } from "@practicum/tooling/paths";
import { afterAll, describe, expect, test } from "vitest";
import { differences } from "@practicum/world/digest";
import { forget, openLesson } from "./lesson-world.ts";
import { faultsOf, reasonsOf, walk } from "./prove.ts";

const TIMEOUT_MS = 300_000;
/** Steps of a walk that knows no way. */
const ANYHOW = 12;

const places = await placesOfApplication();

export type Part = "biller" | "clinical" | "office" | "day";

/** Which file proves a lesson: the seats of a day with the day, whose world they share, the others by role. */
function partOf({ role, day }: AnyLesson): Part {
  if (day !== undefined) return "day";
  if (role === "biller") return "biller";
  return role === "front-desk" || role === "practice-manager" ? "office" : "clinical";
}

/**
 * Each lesson proves itself: who reads it learns what counts, and no valid way is refused. Four files of about the same work share them, so that
 * a small machine's cores are busy to the end.
 */
export function lessonsProveThemselves(part: Part): void {
  const some = lessons.filter((lesson) => partOf(lesson) === part);
  describe.each(some.map((lesson) => [lesson.id, lesson] as const))("%s", (_, lesson) => {
    proofsOf(lesson);
  });
}

function proofsOf(lesson: AnyLesson): void {
  afterAll(() => forget(lesson));

  test(
    "CUR-10: nobody who does nothing gets anything",
    async () => {
      const idle = await walk(lesson, () => []);
      expect(idle.score).toBe(0);
      expect(idle.passed).toBe(false);
      expect(idle.traps).toEqual([]);
      expect(idle.outcomes.filter((one) => one.verdict.state === "met")).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "CUR-1, SVC-6: judging changes nothing and leaves no trace",
    async () => {
      const opened = await openLesson(lesson, "learner");
      const before = await opened.world.digest();
      await opened.world.judge(true);
      expect(differences(before, await opened.world.digest())).toEqual([]);
      await opened.close();
    },
    TIMEOUT_MS,
  );

  test(
    "CUR-11: the golden path has the full score, for every learner's seed",
    async () => {
      // The seats of a day are of one world: the whole day is done for both.
      for (const seed of lesson.day === "seat" ? ["learner"] : ["learner", "another learner"]) {
        const golden = await walk(lesson, lesson.golden, { seed });
        expect(reasonsOf(golden)).toEqual([]);
        expect(golden.score).toBe(100);
        expect(golden.passed).toBe(true);
        for (const { earned, parts, lost } of golden.dimensions) {
          expect([null, parts]).toContain(earned);
          expect(lost).toEqual([]);
        }
      }
    },
    TIMEOUT_MS,
  );

  test(
    "CUR-11: another way is as good",
    async () => {
      expect(lesson.others.length).toBeGreaterThan(0);
      for (const other of lesson.others) expect(reasonsOf(await walk(lesson, other))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "CUR-13, CUR-75: each wrong way has its own diagnosis, and no other",
    async () => {
      expect(lesson.wrong.length).toBeGreaterThan(0);
      for (const wrong of lesson.wrong) {
        const judged = await walk(lesson, wrong.steps);
        expect([...faultsOf(judged)].toSorted(), wrong.name).toEqual([...wrong.expect].toSorted());
        expect(judged.score, wrong.name).toBeLessThan(100);
        expectLossesOf(lesson, wrong.expect, judged, wrong.name);
        for (const { verdict } of [...judged.outcomes, ...judged.traps])
          if (verdict.state !== "met") {
            const { principle, route } = verdict.diagnosis;
            expect(principle).not.toBe("");
            expect(route === "" || places.some((place) => place.test(route)), route).toBe(true);
          }
      }
    },
    TIMEOUT_MS,
  );

  // Of a whole day each seat proves its own steps, by the same checks.
  test.skipIf(lesson.day === "whole")(
    "CUR-12: without any one step something is missing",
    async () => {
      for (const [index, name] of namesOf(lesson).entries()) {
        const judged = await walk(lesson, (facts) => lesson.golden(facts).toSpliced(index, 1), { forgiving: true });
        expect(faultsOf(judged), `without "${name}"`).not.toEqual([]);
        expect(judged.score, `without "${name}"`).toBeLessThan(100);
      }
    },
    TIMEOUT_MS,
  );

  test(
    "CUR-14: the right deeds on the wrong record do not pass",
    async () => {
      const judged = await walk(lesson, lesson.mistaken, { forgiving: true });
      expect(judged.passed).toBe(false);
      expect(judged.score).toBeLessThan(100);
    },
    TIMEOUT_MS,
  );

  test(
    "CUR-34: whatever is done, in whatever order, refused or not, each check answers",
    async () => {
      const judged = await walk(lesson, (facts) => anyhow(lesson, facts), { forgiving: true });
      expect(judged.outcomes).toHaveLength(lesson.outcomes.length);
      expect(judged.score).toBeGreaterThanOrEqual(0);
      expect(judged.score).toBeLessThanOrEqual(100);
    },
    TIMEOUT_MS,
  );

  test.skipIf(typeof lesson.undone !== "function")(
    "CUR-14: done and taken back is not done",
    async () => {
      const { undone } = lesson;
      if (typeof undone !== "function") return;
      const judged = await walk(lesson, (facts) => [...lesson.golden(facts), ...undone(facts)]);
      expect(judged.passed).toBe(false);
    },
    TIMEOUT_MS,
  );
}

/** The points that are missing are those of these checks; whatever else the lesson asks is earned, or waits for the first that is reached. */
function expectLossesOf(lesson: AnyLesson, faults: readonly string[], judged: Judgement, name: string): void {
  const isReached = judged.outcomes.some((one) => one.verdict.state === "met");
  for (const { dimension, parts, earned, lost } of judged.dimensions) {
    const due = [
      ...lesson.outcomes.filter((one) => one.counts === dimension),
      ...lesson.traps.filter((one) => one.costs === dimension),
    ].flatMap(({ id }) => (faults.includes(id) ? [id] : []));
    expect(
      lost.map((one) => one.check),
      `${name}: ${dimension}`,
    ).toEqual(due);
    if (earned === null) continue;
    const gone = lost.reduce((sum, one) => sum + one.points, 0);
    expect(earned, `${name}: ${dimension}`).toBe(isReached ? parts - gone : 0);
  }
}

/** Steps of all the lesson's ways, right and wrong, each as often and where chance has it. */
function anyhow(lesson: AnyLesson, facts: unknown): readonly PathStep[] {
  const { undone } = lesson;
  const all = [
    lesson.golden(facts),
    ...lesson.others.map((other) => other(facts)),
    ...lesson.wrong.map(({ steps }) => steps(facts)),
    lesson.mistaken(facts),
    typeof undone === "function" ? undone(facts) : [],
  ].flat();
  const random = seededRandom(lesson.id);
  return Array.from({ length: ANYHOW }, () => pick(random, all));
}

/** The addresses of the application, with anything in place of what they leave open. */
async function placesOfApplication(): Promise<readonly RegExp[]> {
  const files = await Array.fromAsync(glob(join(repositoryRoot, "packages/web-app/src/workflows/*/routes.ts")));
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const paths = texts.flatMap((text) => [...text.matchAll(/path: "([^"]+)"/g)].map(([, path = ""]) => path));
  const whole = paths.map((path) => (path.startsWith("/") ? path : `/p/$patientId/${path}`));
  return whole.map((path) => new RegExp(`^${path.replaceAll(/\$\w+/g, "[^/]+")}$`));
}

function namesOf(lesson: AnyLesson): readonly string[] {
  const facts = lesson.facts({ seed: "names", now: "2026-11-16T16:00:00.000Z", timeZone: "America/Los_Angeles" });
  return lesson.golden(facts).map((step) => step.name);
}
