import { expect, test } from "vitest";
import { redFlagsIn } from "./red-flags.ts";
import type { RedFlag } from "./phone.ts";

const flag = (id: string, english: string[], spanish: string[] = []): RedFlag => ({
  id,
  label: id,
  english,
  spanish,
  say: "Call 911.",
});
const flags = [
  flag("chest", ["chest pain", "pain chest"], ["dolor pecho"]),
  flag("breath", ["cant breath"], ["no puede respirar"]),
  flag("pregnancy", ["pregnan bleed", "bleed pregnan"]),
  flag("stroke", [], ["cara caida"]),
];
const found = (...texts: string[]) => redFlagsIn(texts, flags).map(({ id }) => id);

test("MSG-204: phrases are found however they are written: case, accents, apostrophes, endings, words between", () => {
  expect(found("Has CHEST PAINS since 8")).toEqual(["chest"]);
  expect(found("pain in my upper chest")).toEqual(["chest"]);
  expect(found("she can’t breathe")).toEqual(["breath"]);
  expect(found("she cannot really breathe")).toEqual(["breath"]);
  expect(found("Dolor en el pecho; cara caída")).toEqual(["chest", "stroke"]);
  expect(found("Pregnant, 30 weeks, and is bleeding")).toEqual(["pregnancy"]);
});

test("MSG-204: words of two texts, words that only contain a phrase's, and words that lie far apart are no phrase", () => {
  expect(found("chest", "pain")).toEqual([]);
  expect(found("painful knee, orchestra")).toEqual([]);
  expect(found("pain in the left knee since moving a chest of drawers")).toEqual([]);
  expect(found("")).toEqual([]);
});
