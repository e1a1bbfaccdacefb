import { expect, test } from "vitest";
import {
  afterAttempt,
  assignmentText,
  isAssignment,
  readAssignment,
  standingOf,
  type AssignedLesson,
  type Assignment,
  type Attempt,
} from "./assignment.ts";

const DUE = "2026-12-10";
const desk: AssignedLesson = { lesson: "fd.01", mode: "unaided", due: DUE };
const exam: AssignedLesson = { lesson: "bi.04", mode: "exam", due: null };
const work: Assignment = {
  format: "practicum-assignment-1",
  id: "one",
  title: "Week 2",
  cohort: "Section B",
  from: "Dr. Reyes",
  word: "heron",
  lessons: [desk, exam],
};
const pass = (over: Partial<Attempt> = {}): Attempt => ({
  lesson: "fd.01",
  mode: "unaided",
  word: "",
  score: 100,
  passed: true,
  ...over,
});

test("CUR-81: an assignment is read as it was saved; of another file it says what is wrong", () => {
  const file = assignmentText(work);
  expect(isAssignment(file)).toBe(true);
  expect(readAssignment(file)).toEqual({ ok: true, value: work });
  const errorOf = (text: string) => {
    const found = readAssignment(text);
    return found.ok ? "" : found.error;
  };
  expect(errorOf("Dear class")).toContain("can't be read");
  expect(errorOf(JSON.stringify({ ...work, format: "practicum-learned-1" }))).toContain("format is of something else");
  expect(errorOf(JSON.stringify({ ...work, lessons: [{ ...desk, due: "2026-13-01" }] }))).toContain("lessons.0.due");
  expect(errorOf(JSON.stringify({ ...work, lessons: [desk, { ...desk, due: null }] }))).toContain("a lesson twice");
  expect(errorOf(JSON.stringify({ ...work, lessons: [] }))).toContain("Choose a lesson");
  expect(errorOf(JSON.stringify({ ...work, learner: "Ada" }))).toContain("learner");
});

test("CUR-82: a pass with more help than asked is not the one that was asked for, with less it is", () => {
  const with_ = (mode: Attempt["mode"]) => standingOf(work, desk, afterAttempt([], pass({ mode }), "2026-12-01"), DUE);
  expect(with_("guided")).toEqual({ state: "today", best: null });
  expect(with_("hinted")).toEqual({ state: "today", best: null });
  expect(with_("unaided")).toEqual({ state: "done", on: "2026-12-01", isLate: false, best: 100 });
  expect(with_("exam")).toMatchObject({ state: "done" });
});

test("CUR-82: an exam counts with the assignment's own word", () => {
  const by = (word: string) =>
    standingOf(work, exam, afterAttempt([], pass({ lesson: "bi.04", mode: "exam", word }), "2026-12-01"), DUE);
  expect(by("")).toEqual({ state: "open", best: null });
  expect(by("egret")).toEqual({ state: "open", best: null });
  expect(by("heron")).toMatchObject({ state: "done" });
});

test("CUR-82: the first pass says whether it was in time, later ones change nothing; a miss is overdue the day after", () => {
  let known = afterAttempt([], pass({ passed: false, score: 60 }), "2026-12-02");
  expect(standingOf(work, desk, known, "2026-12-09")).toEqual({ state: "open", best: 60 });
  expect(standingOf(work, desk, known, DUE)).toEqual({ state: "today", best: 60 });
  expect(standingOf(work, desk, known, "2026-12-11")).toEqual({ state: "overdue", best: 60 });
  known = afterAttempt(known, pass({ score: 80 }), "2026-12-11");
  expect(standingOf(work, desk, known, "2026-12-20")).toEqual({
    state: "done",
    on: "2026-12-11",
    isLate: true,
    best: 80,
  });
  known = afterAttempt(known, pass(), "2026-12-12");
  expect(standingOf(work, desk, known, "2026-12-20")).toMatchObject({ on: "2026-12-11", best: 100 });
  expect(known).toHaveLength(1);
  // Another lesson's pass is no pass of this one.
  expect(standingOf(work, desk, afterAttempt([], pass({ lesson: "fd.02" }), DUE), DUE)).toMatchObject({ best: null });
});
