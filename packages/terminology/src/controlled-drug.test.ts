import { expect, test } from "vitest";
import { controlledScheduleOf } from "./controlled-drug.ts";

test.each([
  ["Oxycodone 5 mg tablet", 2],
  ["OxyCONTIN 10mg", 2],
  ["Hydrocodone-acetaminophen 5-325 mg tablet", 2],
  ["Percocet 5/325", 2],
  ["Codeine 30 mg tablet", 2],
  ["Acetaminophen-codeine 300-30 mg tablet", 3],
  ["Guaifenesin with codeine syrup", 5],
  ["Suboxone 8-2 mg film", 3],
  ["Tramadol 50 mg tablet", 4],
  ["Fentanyl patch 25 mcg", 2],
  ["Alprazolam tablet", 4],
  ["Pregabalin 100 mg capsule", 5],
  ["Lisinopril 10 mg tablet", null],
  ["Naloxone nasal spray", null],
  ["Compounded cream 7", null],
])("CHT-115 %s is of schedule %s", (name, schedule) =>
  expect(controlledScheduleOf({ rxnorm: null, name })).toBe(schedule),
);

test("CHT-115 a drug is known by its number too, whatever the name says", () =>
  expect(controlledScheduleOf({ rxnorm: "7804", name: "pain tablet" })).toBe(2));
