import { expect, test } from "vitest";
import { bestOf, csvOf, matrixOf, rowOfPassport, rowOfPractice, whyStuck, type BoardRow } from "./board.ts";

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
