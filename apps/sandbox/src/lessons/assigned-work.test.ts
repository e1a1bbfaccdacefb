import { assignmentText, standingOf, type Assignment } from "@practicum/curriculum/assignment";
import { must } from "@practicum/kernel/assert";
import { expect, test } from "vitest";
import { AssignedWork } from "./assigned-work.ts";

const work = (id: string, more: Partial<Assignment> = {}): Assignment => ({
  format: "practicum-assignment-1",
  id,
  title: "Week 2",
  cohort: "Section B",
  from: "Dr. Reyes",
  word: "",
  lessons: [{ lesson: "fd.01", mode: "hinted", due: "2026-12-10" }],
  ...more,
});

function browser() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

const opened = (storage: ReturnType<typeof browser>, today = "2026-12-01") => new AssignedWork(storage, () => today);

test("CUR-81: a file is opened without a server, once however often it is opened, and is there at the next visit", () => {
  const storage = browser();
  const here = opened(storage);
  expect(here.open(assignmentText(work("one")))).toBe("");
  expect(here.open(assignmentText(work("one", { title: "Week 2, corrected" })))).toBe("");
  expect(here.open("Dear class")).toContain("can't be read");
  expect(opened(storage).all.map((one) => one.title)).toEqual(["Week 2, corrected"]);
});

test("CUR-81: one that is taken off the list comes back whole", () => {
  const storage = browser();
  const here = opened(storage);
  for (const id of ["one", "two"]) here.open(assignmentText(work(id)));
  const putBack = here.remove("one");
  expect(opened(storage).all.map((one) => one.id)).toEqual(["two"]);
  putBack();
  expect(opened(storage).all.map((one) => one.id)).toEqual(["one", "two"]);
});

test("CUR-82: what was passed before the file was opened counts, and on its own day", () => {
  const storage = browser();
  const attempt = { lesson: "fd.01", mode: "hinted", word: "", score: 100, passed: true } as const;
  opened(storage, "2026-12-11").finished(attempt);
  const here = opened(storage, "2026-12-15");
  here.open(assignmentText(work("one")));
  const [one] = here.all;
  const of = must(one);
  expect(standingOf(of, must(of.lessons[0]), here.tried, here.today)).toEqual({
    state: "done",
    on: "2026-12-11",
    isLate: true,
    best: 100,
  });
});

test("CUR-81: what a browser has damaged is passed over, and the rest stays", () => {
  const storage = browser();
  opened(storage).open(assignmentText(work("one")));
  const [kept] = JSON.parse(must(storage.items.get("practicum-assigned"))) as unknown[];
  storage.setItem("practicum-assigned", JSON.stringify([{ id: "half" }, kept]));
  storage.setItem("practicum-tried", "{");
  expect(opened(storage).all.map((one) => one.id)).toEqual(["one"]);
  expect(opened(storage).tried).toEqual([]);
});
