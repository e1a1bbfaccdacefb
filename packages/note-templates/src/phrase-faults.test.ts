import type { NotePhrase } from "@practicum/contracts/charting/note-phrases";
import { noteSection } from "@practicum/contracts/charting/notes";
import { describe, expect, test } from "vitest";
import { packPhrases } from "./packs/phrases.ts";
import { alsoNamed, offeredPhrases, phraseTextFault, sameName } from "./phrase-faults.ts";

let made = 0;
const phrase = (more: Partial<NotePhrase> = {}): NotePhrase => ({
  phraseId: `p${(made += 1)}` as never,
  version: 1,
  scope: "practice",
  name: "Knee",
  text: "Knee: ‹finding›.",
  sections: ["exam"],
  language: "en",
  active: true,
  savedAt: "2026-11-23T16:00:00.000Z",
  savedBy: "Chen",
  ...more,
});

describe("CHT-367 the text of a phrase", () => {
  test.each([
    "Began ‹since when›, now ‹better | worse›.",
    "Nothing is asked for.",
    "‹one›‹two›",
    "‹1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9›",
  ])("has no fault: %s", (text) => expect(phraseTextFault(text)).toBeNull());

  test.each([
    ["a mark without its end, with its line", "One.\nBegan ‹since when.", /^Line 2: “‹” is no pair/],
    ["an end without its mark", "Began since when›.", /^Line 1: “›” is no pair/],
    ["marks in two lines", "‹since\nwhen›", /^Line 1: “‹” is no pair/],
    ["marks with nothing between", "Began ‹›", /“‹” is no pair/],
    ["a mark in a mark", "‹since ‹when››", /is no pair/],
    ["more than a line can hold", `‹${"x".repeat(121)}›`, /is no pair/],
    ["more answers than digits", "‹1|2|3|4|5|6|7|8|9|10›", /^“‹1 \| 2 \| …›” has 10 answers/],
  ])("is not saved with %s", (_, text, fault) => expect(phraseTextFault(text)).toMatch(fault));

  test("of those that come with Practicum has no fault, and no two of them in a section have one name", () => {
    for (const section of noteSection.options) {
      const names = packPhrases[section].map((one) => one.name);
      expect(new Set(names).size).toBe(names.length);
      for (const { text } of packPhrases[section]) expect(phraseTextFault(text)).toBeNull();
    }
  });
});

describe("CHT-368 a name", () => {
  const knee = phrase({ sections: ["exam", "plan"] });
  const taken = (more: Partial<NotePhrase>) => sameName(phrase(more), [knee])?.name ?? null;
  test("is taken by another one in use of the same people, in a section and a language that both have", () => {
    expect(taken({ name: " knee " })).toBe("Knee");
    expect(taken({ sections: ["plan"] })).toBe("Knee");
    expect(taken({ sections: ["hpi"] })).toBeNull();
    expect(taken({ language: "es" })).toBeNull();
    expect(taken({ active: false })).toBeNull();
    expect(taken({ scope: "own" })).toBeNull();
    expect(taken({ name: "Knees" })).toBeNull();
    expect(sameName(knee, [knee])).toBeNull();
    expect(sameName(phrase(), [{ ...knee, active: false }])).toBeNull();
  });

  test("that other people's phrase has too is told with whose it is", () => {
    expect(alsoNamed(phrase({ scope: "own" }), [knee])).toBe("practice");
    expect(alsoNamed(knee, [phrase({ scope: "own" })])).toBe("own");
    expect(alsoNamed(phrase(), [knee])).toBeNull();
    expect(alsoNamed(phrase({ scope: "own" }), [{ ...knee, active: false }])).toBeNull();
    expect(alsoNamed(phrase({ name: "general" }), [])).toBe("packs");
    expect(alsoNamed(phrase({ name: "general", sections: ["plan"] }), [])).toBeNull();
    expect(alsoNamed(phrase({ name: "general", language: "es" }), [])).toBeNull();
  });
});

test("CHT-366 a section offers one's own first, then the practice's, then those of the packs, each by name; none that is retired or elsewhere", () => {
  const phrases = [
    phrase({ name: "Knee 10" }),
    phrase({ name: "Knee 2" }),
    phrase({ name: "Zoster", scope: "own" }),
    phrase({ name: "Retired", scope: "own", active: false }),
    phrase({ name: "Elsewhere", scope: "own", sections: ["plan"] }),
  ];
  expect(offeredPhrases("exam", phrases).map((one) => `${one.of} ${one.name}`)).toEqual([
    "own Zoster",
    "practice Knee 2",
    "practice Knee 10",
    ...packPhrases.exam.map((one) => `packs ${one.name}`),
  ]);
});
