import { expect, test } from "vitest";
import { learnedText, readLearned, together } from "./learned.ts";
import { lessonById, lessons } from "./lessons.ts";
import { dueReviews, reviewed, type Card } from "./review.ts";

const DAY = "2026-11-16";
const of = (cards: readonly Card[], outcome: string) => cards.find((one) => one.outcome === outcome);

test("CUR-70: what was reached comes back after 1, 3, 7, 16, 35 and 90 days, what was missed on the next day", () => {
  let cards = reviewed([], "fd.01", [["registered", "recalled"]], DAY);
  const due = [of(cards, "registered")?.due];
  for (let time = 0; time < 6; time += 1) {
    cards = reviewed(cards, "fd.01", [["registered", "recalled"]], due.at(-1) ?? "");
    due.push(of(cards, "registered")?.due);
  }
  expect(due).toEqual([
    "2026-11-17",
    "2026-11-20",
    "2026-11-27",
    "2026-12-13",
    "2027-01-17",
    "2027-04-17",
    "2027-07-16",
  ]);
  cards = reviewed(cards, "fd.01", [["registered", "missed"]], "2027-07-16");
  expect(of(cards, "registered")).toMatchObject({ due: "2027-07-17", gap: 0 });
});

test("CUR-70: who needed help has the same gap again; the outcomes of one lesson go their own ways", () => {
  const first = reviewed(
    [],
    "fd.01",
    [
      ["registered", "recalled"],
      ["reached", "recalled"],
    ],
    DAY,
  );
  const second = reviewed(
    first,
    "fd.01",
    [
      ["registered", "recalled"],
      ["reached", "helped"],
    ],
    "2026-11-17",
  );
  expect(of(second, "registered")?.due).toBe("2026-11-20");
  expect(of(second, "reached")?.due).toBe("2026-11-18");
});

test("CUR-71: doing it again before it is due changes nothing, unless it was missed", () => {
  const first = reviewed([], "fd.01", [["registered", "recalled"]], DAY);
  expect(reviewed(first, "fd.01", [["registered", "recalled"]], DAY)).toEqual(first);
  const known = reviewed(first, "fd.01", [["registered", "recalled"]], "2026-11-17");
  expect(of(reviewed(known, "fd.01", [["registered", "missed"]], "2026-11-18"), "registered")?.due).toBe("2026-11-19");
});

test("CUR-72: what is due is told by lesson, the longest due first; what this build does not have is not told", () => {
  const card = (lesson: string, outcome: string, due: string): Card => ({ lesson, outcome, seen: DAY, due, gap: 0 });
  const cards = [
    card("fd.01", "registered", "2026-11-18"),
    card("fd.06", "paid", "2026-11-17"),
    card("fd.06", "arrived", "2026-11-19"),
    card("fd.06", "no outcome any more", "2026-11-17"),
    card("xx.99", "paid", "2026-11-17"),
    card("bi.05", "appealed", "2026-11-20"),
  ];
  const due = dueReviews(cards, lessons, "2026-11-18");
  expect(due.map((one) => one.lesson.id)).toEqual(["fd.06", "fd.01"]);
  const label = lessonById("fd.06").outcomes.find((one) => one.id === "paid")?.label;
  expect(due[0]?.outcomes).toEqual([label]);
  expect(dueReviews(cards, lessons, "2026-11-16")).toEqual([]);
});

test("CUR-73: what was learned is saved and brought again: the best of each lesson, the newest of each card", () => {
  const here = {
    lessons: { "fd.01": { attempts: 2, best: 60, passed: false } },
    cards: reviewed([], "fd.01", [["registered", "missed"]], DAY),
  };
  const there = {
    lessons: {
      "fd.01": { attempts: 1, best: 90, passed: true, alone: true },
      "xx.99": { attempts: 1, best: 1, passed: false },
    },
    cards: reviewed(
      [],
      "fd.01",
      [
        ["registered", "recalled"],
        ["reached", "recalled"],
      ],
      "2026-11-20",
    ),
  };
  const read = readLearned(learnedText(there));
  expect(read).toEqual({ ok: true, value: there });
  const both = together(here, there);
  expect(both.lessons["fd.01"]).toEqual({ attempts: 2, best: 90, passed: true, alone: true });
  expect(both.cards.map((one) => [one.outcome, one.seen])).toEqual([
    ["registered", "2026-11-20"],
    ["reached", "2026-11-20"],
  ]);
  expect(together(there, here)).toEqual(both);
});

test("CUR-73: a file that is none of these changes nothing and is named", () => {
  const text = learnedText({ lessons: {}, cards: [] });
  for (const wrong of [
    "",
    "[]",
    text.replace("learned-1", "learned-9"),
    text.replace("{", '{"more":1,'),
    text.replace("[]", '[{"lesson":"fd.01"}]'),
  ]) {
    const read = readLearned(wrong);
    expect(read.ok, wrong).toBe(false);
    expect(read.ok ? "" : read.error).toContain("This file is not what was saved here");
  }
});
