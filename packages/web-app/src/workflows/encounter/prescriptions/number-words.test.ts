import { expect, test } from "vitest";
import { numberWords } from "./number-words.ts";

test.each([
  [0, "zero"],
  [1, "one"],
  [12, "twelve"],
  [20, "twenty"],
  [21, "twenty-one"],
  [90, "ninety"],
  [100, "one hundred"],
  [118, "one hundred eighteen"],
  [480, "four hundred eighty"],
  [1000, "one thousand"],
  [9999, "nine thousand nine hundred ninety-nine"],
])("CHT-410 a quantity of %i is written out", (number, words) => {
  expect(numberWords(number)).toBe(words);
});
