import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameSimilarity, nearPatternsOf, slipsOf } from "./name-similarity.ts";

const name = fc.stringMatching(/^[a-z]{4,10}$/);

describe("SCH-13 misspelt names", () => {
  test("property: a word and its misspelling by one slip share a key", () => {
    const slip = fc.constantFrom("more", "less", "another", "swapped");
    fc.assert(
      fc.property(name, slip, fc.nat(9), (word, kind, place) => {
        const at = place % (word.length - 1);
        const [head, letter, next, tail] = [
          word.slice(0, at),
          word.charAt(at),
          word.charAt(at + 1),
          word.slice(at + 2),
        ];
        const wrong = {
          more: `${head}x${letter}${next}${tail}`,
          less: `${head}${next}${tail}`,
          another: `${head}x${next}${tail}`,
          swapped: `${head}${next}${letter}${tail}`,
        }[kind];
        const keys = new Set(slipsOf(word));
        expect(slipsOf(wrong).some((key) => keys.has(key))).toBe(true);
      }),
    );
  });

  test("short words have none: they are one slip away from too many", () => expect(slipsOf("li")).toEqual([]));

  test("of three letters: another letter, or two neighbours swapped", () => {
    expect(nearPatternsOf("lee")).toEqual(["_ee", "l_e", "le_", "ele", "lee"]);
    expect([nearPatternsOf("li"), nearPatternsOf("lees")]).toEqual([[], []]);
  });

  test("property: likeness is the same from both sides, 1 for the same and below 1 for others", () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(nameSimilarity(a, b)).toBeCloseTo(nameSimilarity(b, a), 10);
        expect(nameSimilarity(a, b) === 1).toBe(a === b);
      }),
    );
  });

  test("Winkler's published pairs", () => {
    expect(nameSimilarity("martha", "marhta")).toBeCloseTo(0.961, 3);
    expect(nameSimilarity("dixon", "dicksonx")).toBeCloseTo(0.813, 3);
  });
});
