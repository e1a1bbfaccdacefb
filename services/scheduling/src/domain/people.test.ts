import { describe, expect, test } from "vitest";
import { scoreDuplicate, type PersonKeys } from "./duplicate-score.ts";
import { nameSimilarity, slipsOf } from "./name-similarity.ts";
import { fullNameKey, nameKey, nameWords } from "./name-words.ts";
import { areNicknames } from "./nicknames.ts";
import { isEmptyQuery, readPatientQuery } from "./patient-query.ts";

const maria: PersonKeys = { family: "Lopez", given: "Maria", birthDate: "1981-03-04", phone: "6195550142" };
const score = (other: Partial<PersonKeys>, of: PersonKeys = maria) =>
  scoreDuplicate(of, { ...maria, phone: null, birthDate: null, ...other });

describe("SCH-3: what speaks for one person, and how much", () => {
  test.each<[string, Partial<PersonKeys>, number, string[]]>([
    ["the same name", {}, 45, ["same name"]],
    [
      "all of it",
      { birthDate: "1981-03-04", phone: "6195550142" },
      100,
      ["same name", "same birth date", "same phone"],
    ],
    ["names swapped", { family: "Maria", given: "Lopez" }, 43, ["first and last name swapped"]],
    ["half of a swap is none", { family: "Maria", given: "Nguyen" }, 0, []],
    ["a nickname", { given: "Mary" }, 44, ["nickname of the same name"]],
    ["a nickname of a double name", { given: "Mary Ann" }, 44, ["nickname of the same name"]],
    ["a nickname in another family", { family: "Nguyen", given: "Mary" }, 0, []],
    ["the family's name alone", { given: "Guadalupe" }, 18, ["same last name"]],
    ["one of two family names", { family: "Lopez Garcia" }, 43, ["nearly the same name"]],
    ["nearly the family's name alone says nothing in words", { family: "Lopes", given: "Guadalupe" }, 17, []],
    ["a name of nobody", { family: "" }, 0, []],
    ["birth date", { family: "Nguyen", birthDate: "1981-03-04" }, 40, ["same birth date"]],
    ["day and month", { family: "Nguyen", birthDate: "1981-04-03" }, 28, ["day and month of birth swapped"]],
    ["day and month of another year", { family: "Nguyen", birthDate: "1983-04-03" }, 0, []],
    ["a digit", { family: "Nguyen", birthDate: "1981-03-14" }, 26, ["birth date one digit off"]],
    ["two digits", { family: "Nguyen", birthDate: "1981-03-15" }, 0, []],
    ["phone", { family: "Nguyen", phone: "6195550142" }, 15, ["same phone"]],
  ])("%s", (_, other, points, because) => {
    expect(score(other)).toEqual({ score: points, because });
  });
  test("a day that is two digits away is a day away, and no phone is not the same phone", () => {
    const endOfMonth = { ...maria, birthDate: "1981-03-31", phone: null };
    expect(score({ family: "Nguyen", birthDate: "1981-04-01" }, endOfMonth)).toEqual({
      score: 20,
      because: ["birth date one day off"],
    });
    expect(score({ family: "Nguyen", birthDate: "1981-04-02" }, endOfMonth).score).toBe(0);
  });
  test("two people without a family name are not one", () => {
    const nobody = { ...maria, family: "", phone: null };
    expect(scoreDuplicate(nobody, { ...nobody, birthDate: null }).score).toBe(0);
  });
  test("nicknames of one name, not of another, and nobody's own", () => {
    expect([
      areNicknames("maria", "mary"),
      areNicknames("mary", "maria"),
      areNicknames("maria", "maria"),
      areNicknames("maria", "jose"),
    ]).toEqual([true, true, false, false]);
  });
});

describe("SCH-11: the words by which a name is found", () => {
  const name = (family: string, given: string, middle: string | null = null) => ({
    family,
    given,
    middle,
    suffix: null,
  });
  test("without accents, marks and case", () => {
    expect(["López-García", "O'Brien", "O’Brien", "  D.  J. ", "Ñandú"].map(nameKey)).toEqual([
      "lopez garcia",
      "obrien",
      "obrien",
      "d j",
      "nandu",
    ]);
  });
  test("family first, then given, then middle; each once, by the best of its places", () => {
    expect(nameWords(name("Lopez", "Maria", "Lopez"))).toEqual([
      { word: "lopez", rank: 0 },
      { word: "maria", rank: 1 },
    ]);
    expect(nameWords(name("Lopez", "Maria", "Ana"))).toContainEqual({ word: "ana", rank: 2 });
  });
  test("a family name of several words also as one, and one with an apostrophe by what follows it", () => {
    const family = (text: string) =>
      nameWords(name(text, "X"))
        .filter((one) => one.rank === 0)
        .map((one) => one.word);
    expect(family("De la  Cruz")).toEqual(["de", "la", "cruz", "delacruz"]);
    expect(family("Smith-Jones")).toEqual(["smith", "jones", "smithjones"]);
    expect(family("O'Brien")).toEqual(["obrien", "o", "brien"]);
    expect(fullNameKey(name("De la Cruz", "Ana", "B"))).toBe("de la cruz delacruz ana b");
  });
});

describe("SCH-13: how like two names are", () => {
  test("nothing is like nothing; no letter in common is 0; four letters of a beginning count, and no fifth", () => {
    expect([
      nameSimilarity("", ""),
      nameSimilarity("", "a"),
      nameSimilarity("a", ""),
      nameSimilarity("abc", "xyz"),
    ]).toEqual([0, 0, 0, 0]);
    expect(nameSimilarity("abcdex", "abcdey")).toBeCloseTo(0.933, 3);
    expect(nameSimilarity("ab", "abcd")).toBeCloseTo(0.867, 3);
    expect(slipsOf("abc")).toEqual(["abc", "bc", "ac", "ab"]);
  });
});

describe("SCH-10: what a search asks for", () => {
  const read = (text: string) => readPatientQuery(text, "2026-11-23");
  test("the days of birth that can be: not after today, not 120 years ago", () => {
    expect(read("11/23/2026").birthDates).toEqual(["2026-11-23"]);
    expect(read("11/24/2026").birthDates).toEqual([]);
    expect(read("11/23/1906").birthDates).toEqual(["1906-11-23"]);
    expect(read("11/22/1906").birthDates).toEqual([]);
    expect(read("198/3/4").birthDates).toEqual([]);
  });
  test("eight or six digits alone may be a day, beside a name they are a number", () => {
    expect(read("03041981")).toEqual({ words: [], birthDates: ["1981-03-04"], digits: "03041981" });
    expect(read("lopez 03041981").birthDates).toEqual([]);
    expect(read("0304198").birthDates).toEqual([]);
  });
  test("a word with digits in it is a word, several numbers are one", () => {
    expect(read("a1 1b 12 34")).toEqual({ words: ["a1", "1b"], birthDates: [], digits: "1234" });
    expect(read("lopez (619) 555-0142 maria")).toMatchObject({ words: ["lopez", "maria"], digits: "6195550142" });
    expect(read("lop3/4/1981mar").words).toEqual(["lop", "mar"]);
  });
  test("nothing to look for is nothing of the three", () => {
    expect([" ", "lopez", "3/4/1981", "1043"].map((text) => isEmptyQuery(read(text)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
