import { expect, test } from "vitest";
import { must } from "@practicum/kernel/assert";
import { learningHelp } from "../help/learning.ts";
import { helpOf, modes } from "../kit/mode.ts";
import { fullName } from "../kit/people.ts";
import { lessons } from "../lessons.ts";
import { GAPS } from "../review.ts";
import { CAST, dayOf } from "./cast.ts";

const stage = { seed: "day", now: "2026-11-16T16:00:00.000Z", timeZone: "America/Los_Angeles" };
const ofTheDay = lessons.filter((one) => one.day !== undefined);
const whole = must(ofTheDay.find((one) => one.day === "whole"));
const seats = ofTheDay.filter((one) => one.day === "seat");

test("CUR-74: twenty people, each of them another one, and a namesake", () => {
  const { people } = dayOf(stage, true);
  expect(CAST).toHaveLength(20);
  expect(new Set(Object.values(people).map((one) => `${fullName(one)} ${one.birthDate}`)).size).toBe(20);
  expect(people.namesake.family).toBe(people.sinus.family);
  expect(people.namesake.given === people.sinus.given && people.namesake.birthDate === people.sinus.birthDate).toBe(
    false,
  );
});

test("CUR-74: the whole day asks what its seats ask, by the same checks, and of five seats", () => {
  expect(seats).toHaveLength(5);
  expect(new Set(seats.map((one) => one.as)).size).toBe(5);
  for (const seat of seats) {
    const own = whole.outcomes.filter((one) => one.seat === seat.as);
    expect(own.map((one) => [one.id, one.check])).toEqual(seat.outcomes.map((one) => [one.id, one.check]));
    for (const trap of seat.traps) expect(whole.traps).toContain(trap);
  }
  expect(whole.outcomes).toHaveLength(seats.reduce((sum, one) => sum + one.outcomes.length, 0));
  const ids = [...whole.outcomes, ...whole.traps].map((one) => one.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("CUR-74: of the five parts of a score the whole day asks each", () => {
  const counted = new Set([...whole.outcomes.map((one) => one.counts), ...whole.traps.map((one) => one.costs)]);
  expect([...counted].toSorted()).toEqual(["correct", "money", "privacy", "safety", "time"]);
});

test("CUR-76: what is best done before is there, and no day is among it", () => {
  for (const { id, best = [] } of ofTheDay) {
    expect(best.length, id).toBeGreaterThan(0);
    for (const other of best) expect(lessons.find((one) => one.id === other)?.day, `${id}: ${other}`).toBeUndefined();
    expect(
      best.filter((other) => !lessons.some((one) => one.id === other)),
      id,
    ).toEqual([]);
  }
});

test("CUR-77: help says each mode by its name, and after how many days what was learned comes back", () => {
  const text = learningHelp.flatMap((one) => one.lines).join("\n");
  for (const mode of modes) expect(text).toContain(`${helpOf[mode].label}: ${helpOf[mode].text}`);
  for (const gap of GAPS) expect(text).toMatch(new RegExp(`\\b${gap}\\b`));
});
