import { describe, expect, test } from "vitest";
import { matchChoices, type Choice } from "./choice-match.ts";

const sexes: readonly Choice[] = [
  { value: "female", label: "Female" },
  { value: "male", label: "Male" },
  { value: "unknown", label: "Unknown" },
];
const payers: readonly Choice[] = [
  { value: "1", label: "Blue Shield of California HMO" },
  { value: "2", label: "Blue Shield of California PPO" },
  { value: "3", label: "Health Net" },
  { value: "4", label: "Medi-Cal", words: ["MC", "Medicaid"] },
  { value: "5", label: "Medicare", words: ["MB"] },
];
const only = (choices: readonly Choice[], typed: string) => matchChoices(choices, typed).only?.value ?? null;
const shown = (choices: readonly Choice[], typed: string) => matchChoices(choices, typed).shown.map((one) => one.value);

describe("what is typed into a choice list", () => {
  test.each([
    ["m", "male"],
    ["M", "male"],
    ["male", "male"],
    [" Male ", "male"],
    ["f", "female"],
    ["u", "unknown"],
    ["emale", null],
    ["x", null],
    ["", null],
  ])("%j in Sex is %j", (typed, value) => {
    expect(only(sexes, typed)).toBe(value);
  });

  test("letters in the middle of a word show nothing", () => {
    expect(shown(sexes, "m")).toEqual(["male"]);
    expect(shown(sexes, "ale")).toEqual([]);
  });

  test("what could be several is none of them", () => {
    expect(only(payers, "blue")).toBeNull();
    expect(shown(payers, "blue")).toEqual(["1", "2"]);
    expect(only(payers, "blue ppo")).toBe("2");
    expect(only(payers, "medi")).toBeNull();
  });

  test("codes and other words for it count, whole ones before beginnings of others", () => {
    expect(only(payers, "MB")).toBe("5");
    expect(only(payers, "medicaid")).toBe("4");
    const roles = [
      { value: "a", label: "PA" },
      { value: "b", label: "Pathology" },
    ];
    expect(only(roles, "pa")).toBe("a");
    expect(only([...roles, { value: "c", label: "Physician assistant", words: ["PA"] }], "pa")).toBeNull();
  });

  test("initials count where no word begins so", () => {
    expect(shown(payers, "bs")).toEqual(["1", "2"]);
    expect(only(payers, "hn")).toBe("3");
  });

  test("accents, case and apostrophes don't matter", () => {
    const people = [{ value: "1", label: "José O'Brien, MD" }];
    for (const typed of ["jose", "OBRIEN", "o’brien jos", "md"]) expect(only(people, typed)).toBe("1");
  });
});
