import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIKELY_DUPLICATE, POSSIBLE_DUPLICATE, scoreDuplicate, shownFrom, type PersonKeys } from "./duplicate-score.ts";

const maria: PersonKeys = { family: "Lopez", given: "Maria", birthDate: "1981-03-04", phone: "6195550142" };
const score = (other: Partial<PersonKeys>) => scoreDuplicate(maria, { ...maria, phone: null, ...other }).score;

describe("SCH-3, SCH-4 one person or two", () => {
  test.each([
    ["the same name and birth date", {}],
    ["accents and case", { family: "LÓPEZ", given: "maría" }],
    ["names swapped", { family: "Maria", given: "Lopez" }],
    ["a nickname", { given: "Mary" }],
    ["a letter off", { family: "Lopes" }],
    ["one of two last names", { family: "Lopez Garcia" }],
    ["a digit of the birth date off, same phone", { birthDate: "1981-03-05", phone: "6195550142" }],
    ["day and month swapped, same phone", { birthDate: "1981-04-03", phone: "6195550142" }],
  ])("%s: likely the same", (_, other) => expect(score(other)).toBeGreaterThanOrEqual(LIKELY_DUPLICATE));

  test.each([
    ["a sister of the same day and phone: shown, not refused", { given: "Guadalupe", phone: "6195550142" }],
    ["the same name and phone, another birth date", { birthDate: "1955-12-01", phone: "6195550142" }],
  ])("%s", (_, other) => {
    expect(score(other)).toBeGreaterThanOrEqual(POSSIBLE_DUPLICATE);
    expect(score(other)).toBeLessThan(LIKELY_DUPLICATE);
  });

  test.each([
    ["a namesake", { birthDate: "1955-12-01" }],
    ["another person of that day", { family: "Nguyen", given: "An" }],
  ])("%s: nobody is bothered", (_, other) => expect(score(other)).toBeLessThan(POSSIBLE_DUPLICATE));

  test("before the birth date is known the same name is shown, and an unlike one is not", () => {
    const typed = { family: "Lopez", given: "Maria", birthDate: null, phone: null };
    expect(scoreDuplicate(typed, maria).score).toBeGreaterThanOrEqual(shownFrom(typed));
    expect(scoreDuplicate(typed, { ...maria, given: "Guadalupe" }).score).toBeLessThan(shownFrom(typed));
    expect(shownFrom(maria)).toBe(POSSIBLE_DUPLICATE);
  });

  test("property: the score is the same from both sides, and between 0 and 100", () => {
    const person = fc.record({
      family: fc.constantFrom("Lopez", "Lopes", "Garcia Lopez", "O'Brien", "Nguyen"),
      given: fc.constantFrom("Maria", "Mary", "Jose", "Pepe", "An"),
      birthDate: fc.constantFrom("1981-03-04", "1981-04-03", "1990-01-01", null),
      phone: fc.constantFrom("6195550142", null),
    });
    fc.assert(
      fc.property(person, person, (a, b) => {
        const there = scoreDuplicate(a, b).score;
        expect(scoreDuplicate(b, a).score).toBe(there);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThanOrEqual(100);
      }),
    );
  });
});
