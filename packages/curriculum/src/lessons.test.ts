import { expect, test } from "vitest";
import { familyNames as ofThePractice } from "@practicum/seed/names";
import { staff } from "@practicum/seed/practice";
import { glossary } from "./glossary.ts";
import { helpPages } from "./help/pages.ts";
import { familyNames } from "./kit/people.ts";
import { lessons } from "./lessons.ts";

const stage = { seed: "texts", now: "2026-11-16T16:00:00.000Z", timeZone: "America/Los_Angeles" };

test("CUR-20: each word of a lesson or of a screen's help is in the glossary, and each of the glossary in one of them", () => {
  const words = lessons.flatMap((lesson) => lesson.words);
  expect(words.filter((word) => !Object.hasOwn(glossary, word))).toEqual([]);
  const used = new Set([...words, ...helpPages.flatMap((page) => page.words)]);
  expect(Object.keys(glossary).filter((word) => !used.has(word))).toEqual([]);
});

test("CUR-80: nobody of a lesson bears the family name of a patient or a colleague of the practice", () => {
  const taken = new Set([...ofThePractice, ...staff.map((one) => one.family)]);
  expect(familyNames.filter((name) => taken.has(name))).toEqual([]);
  expect(new Set(familyNames).size).toBe(familyNames.length);
});

test("CUR-21: lessons have names of their own, lead on to lessons that there are, and say their minutes", () => {
  const ids = lessons.map((lesson) => lesson.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, next, minutes } of lessons) {
    expect(
      next.filter((other) => !ids.includes(other) || other === id),
      id,
    ).toEqual([]);
    expect(minutes, id).toBeGreaterThan(2);
  }
});

test("CUR-22: every text says something; outcomes and traps of a lesson have names of their own", () => {
  for (const lesson of lessons) {
    const facts = lesson.facts(stage);
    const texts = [lesson.title, lesson.goal, ...lesson.story(facts), ...lesson.debrief(facts), ...lesson.teaches];
    for (const text of [...texts, ...lesson.outcomes.flatMap((one) => [one.label, ...one.hints])])
      expect(text.trim().length, `${lesson.id}: "${text}"`).toBeGreaterThan(3);
    for (const text of texts) expect(text, lesson.id).not.toMatch(/undefined|null|NaN|\[object/);
    const names = [...lesson.outcomes, ...lesson.traps].map((one) => one.id);
    expect(new Set(names).size, lesson.id).toBe(names.length);
    for (const { id, after = [] } of lesson.outcomes)
      expect(
        after.filter((other) => !names.includes(other)),
        id,
      ).toEqual([]);
  }
});

test("CUR-23: the same seed is the same lesson, another seed has other people", () => {
  for (const lesson of lessons) {
    const told = (seed: string) => JSON.stringify(lesson.materials(lesson.facts({ ...stage, seed })));
    expect(told("one")).toBe(told("one"));
  }
  const people = (seed: string) =>
    JSON.stringify(lessons.map((lesson) => lesson.story(lesson.facts({ ...stage, seed }))));
  expect(people("one")).not.toBe(people("two"));
});
