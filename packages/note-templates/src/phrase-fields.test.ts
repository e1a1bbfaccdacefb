import { describe, expect, test } from "vitest";
import { nextPhraseField, phraseFieldAt, phraseFields } from "./phrase-fields.ts";

const text = "Began ‹since when›, now ‹better | worse›.\nTried: ‹what›";
const inText = (field: { from: number; to: number } | null) => field && text.slice(field.from, field.to);

describe("CHT-358 the fields of a phrase", () => {
  test("are found with what they ask for and their answers", () => {
    expect(phraseFields(text).map(({ asks, choices }) => [asks, choices])).toEqual([
      ["since when", []],
      ["better or worse", ["better", "worse"]],
      ["what", []],
    ]);
    expect(phraseFields(text).map(inText)).toEqual(["‹since when›", "‹better | worse›", "‹what›"]);
  });

  test("are no prose: signs of less and more, a mark alone, marks in two lines, and marks with nothing between", () => {
    for (const prose of ["pH <7 and >6", "‹since when", "since when›", "‹since\nwhen›", "‹›", "‹ | ›"])
      expect(phraseFields(prose)).toEqual([]);
  });

  test("are gone through in both directions, and the way leads out at each end", () => {
    const [first, second, third] = phraseFields(text);
    if (!first || !second || !third) throw new Error("three fields");
    expect(nextPhraseField(text, 0, 0, false)).toEqual(first);
    expect(nextPhraseField(text, first.from, first.to, false)).toEqual(second);
    expect(nextPhraseField(text, third.from, third.to, false)).toBeNull();
    expect(nextPhraseField(text, third.from, third.to, true)).toEqual(second);
    expect(nextPhraseField(text, first.from, first.to, true)).toBeNull();
    expect(phraseFieldAt(text, second.from, second.to)).toEqual(second);
    expect(phraseFieldAt(text, second.from, second.to - 1)).toBeNull();
  });

  test("are gone through where one touches the next, and where one begins the text", () => {
    const touching = "‹one›‹two›";
    const [one, two] = phraseFields(touching);
    if (!one || !two) throw new Error("two fields");
    expect(nextPhraseField(touching, 0, 0, false)).toEqual(one);
    expect(nextPhraseField(touching, one.from, one.to, false)).toEqual(two);
    expect(nextPhraseField(touching, two.from, two.to, true)).toEqual(one);
  });
});
