import type { Assignment } from "@practicum/curriculum/assignment";
import { expect, test } from "vitest";
import { bestOf, broughtOf, csvOf, matrixOf, rowOfPassport, rowOfPractice, whyStuck, type BoardRow } from "./board.ts";

const row = (over: Partial<BoardRow> = {}): BoardRow => ({
  file: "ada.json",
  learner: "Ada",
  lesson: { id: "fd.01", title: "Register" },
  kind: "passport",
  passed: true,
  score: 100,
  outcomes: [{ id: "registered", label: "The patient is there", isMet: true }],
  harmed: false,
  attempts: 1,
  mode: "hinted",
  word: "",
  hints: 0,
  steps: 4,
  lastAt: "2026-11-17T18:00:00.000Z",
  ...over,
});

test("CUR-33: of several files of one learner and lesson the best counts, whichever was brought last", () => {
  const passed = row({ score: 80 });
  const failed = row({ score: 90, passed: false, kind: "practice" });
  expect(bestOf([failed, passed])).toBe(passed);
  expect(bestOf([passed, failed])).toBe(passed);
  // A proof counts for more than a word.
  const word = row({ kind: "practice" });
  expect(bestOf([word, row()])?.kind).toBe("passport");
});

test("CUR-33: learners down, lessons across, nobody twice, nothing where nothing was brought", () => {
  const rows = [row(), row({ learner: "Ben", lesson: { id: "bi.04", title: "Post" } }), row({ score: 70 })];
  const { learners, lessons, cell } = matrixOf(rows);
  expect(learners).toEqual(["Ada", "Ben"]);
  expect(lessons.map((one) => one.id)).toEqual(["bi.04", "fd.01"]);
  expect(cell("Ada", "fd.01")?.score).toBe(100);
  expect(cell("Ben", "fd.01")).toBeUndefined();
});

test("CUR-83: of an assigned lesson counts what was done with no more help than asked, by the word of its exam", () => {
  const exam = { lesson: { id: "bi.04", title: "Post" }, mode: "exam" as const };
  const rows = [
    row({ mode: "guided" }),
    row({ mode: "unaided", score: 70, passed: false }),
    row({ ...exam, word: "egret" }),
    row({ ...exam, word: "heron", learner: "Ben" }),
  ];
  const work: Assignment = {
    format: "practicum-assignment-1",
    id: "one",
    title: "Week 2",
    cohort: "Section B",
    from: "Dr. Reyes",
    word: "heron",
    lessons: [
      { lesson: "fd.02", mode: "hinted", due: null },
      { lesson: "fd.01", mode: "hinted", due: "2026-12-10" },
      { lesson: "bi.04", mode: "exam", due: null },
    ],
  };
  const of = (learner: string) =>
    broughtOf(work, rows, learner).map((one) => [one.asked.lesson, one.row?.mode, one.row?.score, one.isEnough]);
  expect(of("Ada")).toEqual([
    ["fd.02", undefined, undefined, false],
    // The pass was guided: what was done by oneself is no pass, and it is what was asked for.
    ["fd.01", "unaided", 70, true],
    ["bi.04", "exam", 100, false],
  ]);
  expect(of("Ben")).toEqual([
    ["fd.02", undefined, undefined, false],
    ["fd.01", undefined, undefined, false],
    ["bi.04", "exam", 100, true],
  ]);
});

test("CUR-33: who is stuck is said with what is open, and who is not is not", () => {
  expect(whyStuck(row())).toBe("");
  const open = [{ id: "x", label: "The copay is taken", isMet: false }];
  expect(whyStuck(row({ passed: false, outcomes: open, attempts: 3, hints: 7 }))).toBe(
    "not reached: The copay is taken · attempt 3 · 7 hints",
  );
  expect(whyStuck(row({ harmed: true }))).toContain("harm");
});

test("CUR-33: a passport that does not hold is on no board, and why is said", () => {
  expect(rowOfPassport("x.json", { holds: false, entry: 4, because: "the practice answers otherwise" })).toEqual({
    file: "x.json",
    because: "step 4: the practice answers otherwise",
  });
});

test("CUR-33: a saved practice is named by its file, and its attempts are not known", () => {
  const judgement = {
    outcomes: [],
    traps: [],
    score: 40,
    dimensions: [],
    pace: { clock: null, steps: null },
    passed: false,
  };
  const made = rowOfPractice("Ben Ito.practicum", {
    lesson: { id: "fd.01", title: "Register" },
    judgement,
    mode: "unaided",
    word: "",
    hints: 0,
    steps: 3,
    lastAt: "2026-11-17T18:00:00.000Z",
  });
  expect(made).toMatchObject({
    learner: "Ben Ito",
    kind: "practice",
    attempts: null,
    hints: 0,
    mode: "unaided",
    score: 40,
  });
});

test("CUR-33: the table for a spreadsheet quotes what people chose, and no name is a formula", () => {
  const csv = csvOf([row({ learner: '=HYPERLINK("x")', attempts: null })]);
  const [head, line, rest] = csv.split("\r\n");
  expect(head?.split(",")).toHaveLength(12);
  expect(line).toMatch(/^"'=HYPERLINK\(""x""\)","fd\.01"/);
  expect(line).toContain('"yes","100","yes","hinted","","0","passport"');
  expect(rest).toBe("");
});
