import { describe, expect, test } from "vitest";
import { checkDose, type DosedPatient } from "./check-dose.ts";
import { DOSES } from "./data/drugs/doses.ts";
import { ingredients, products } from "./drugs.ts";
import { liquidsFirst, proposeDose } from "./propose-dose.ts";
import { readDirections, readStrength } from "./read-directions.ts";
import { searchMedications } from "./search-drugs.ts";

const years = (n: number, kg: number | null, daysAgo = 0): DosedPatient => ({
  ageMonths: n * 12,
  weight: kg === null ? null : { grams: kg * 1000, daysAgo },
});
const seven = years(7, 23);
const check = (name: string, directions: string, patient: DosedPatient | null) =>
  checkDose({ order: { rxnorm: null, name, directions }, patient }).map((one) => `${one.severity} ${one.alertId}`);

test.each([
  ["10 mL by mouth every 4 to 6 hours as needed", { amount: 10, unit: "mL", timesADay: 6 }],
  ["1 to 2 tablets twice a day", { amount: 2, unit: "piece", timesADay: 2 }],
  ["250 mg daily", { amount: 250, unit: "mg", timesADay: 1 }],
  ["half a tablet at bedtime", { amount: 0.5, unit: "piece", timesADay: 1 }],
  ["1.5 teaspoons three times a day", { amount: 7.5, unit: "mL", timesADay: 3 }],
  ["as directed", undefined],
] as const)("directions %j", (text, expected) => expect(readDirections(text)).toEqual(expected));

test.each([
  ["Amoxicillin 400 mg/5 mL suspension", { mgPerPiece: null, mgPerMl: 80 }],
  ["Ibuprofen 600 mg tablet", { mgPerPiece: 600, mgPerMl: null }],
  ["Levothyroxine 50 mcg tablet", { mgPerPiece: 0.05, mgPerMl: null }],
  ["Enalapril tablet", undefined],
] as const)("strength of %s", (name, expected) => expect(readStrength(name)).toEqual(expected));

describe("TRM-48 a child of 23 kg", () => {
  test.each([
    ["Amoxicillin 400 mg/5 mL suspension", "6.5 mL by mouth twice a day for 10 days", []],
    ["Amoxicillin 400 mg/5 mL suspension", "65 mL by mouth twice a day for 10 days", ["stop dose:amoxicillin"]],
    ["Ibuprofen 100 mg/5 mL suspension", "11.5 mL by mouth every 6 hours", []],
    ["Ibuprofen 100 mg/5 mL suspension", "15 mL by mouth every 6 hours", ["warn dose:ibuprofen"]],
    ["Ibuprofen 600 mg tablet", "1 tablet every 6 hours", ["stop dose:ibuprofen"]],
    ["Acetaminophen 160 mg/5 mL suspension", "10 mL every 4 hours", ["warn dose:acetaminophen"]],
    ["Tramadol 50 mg tablet", "1 tablet every 6 hours", ["stop age:tramadol"]],
    ["Ciprofloxacin 500 mg tablet", "1 tablet twice a day", ["warn age:ciprofloxacin"]],
    ["Amoxicillin 400 mg/5 mL suspension", "as directed", ["warn not-checked:dose:amoxicillin"]],
  ])("%s, %s", (name, directions, expected) => expect(check(name, directions, seven)).toEqual(expected));
  test("says which dose, for which weight, and what is allowed", () => {
    const order = { rxnorm: null, name: "Ibuprofen 100 mg/5 mL suspension", directions: "115 mL every 6 hours" };
    expect(checkDose({ order, patient: seven })[0]?.message).toBe(
      "Ibuprofen: 2300 mg at once is more than the 230 mg for 23.0 kg that the table allows.",
    );
  });
});

test("TRM-48 a weight that is missing or old is said; an adult's limits need none", () => {
  const order = ["Ibuprofen 100 mg/5 mL suspension", "5 mL every 6 hours"] as const;
  expect(check(...order, years(7, null))).toEqual(["warn not-checked:dose:ibuprofen"]);
  expect(check(...order, years(1, 10, 31))).toEqual(["warn not-checked:dose:ibuprofen"]);
  expect(check(...order, years(7, 23, 31))).toEqual([]);
  expect(check("Acetaminophen 500 mg tablet", "2 tablets every 8 hours", years(40, null))).toEqual([]);
  expect(check("Acetaminophen 500 mg tablet", "2 tablets every 4 hours", years(40, null))).toEqual([
    "warn dose:acetaminophen",
  ]);
  expect(check("Acetaminophen 500 mg tablet", "4 tablets every 6 hours", years(40, null))).toEqual([
    "stop dose:acetaminophen",
  ]);
  expect(check(...order, null)).toEqual([]);
});

describe("TRM-49 the first proposal", () => {
  const proposed = (name: string, patient: DosedPatient | null) => {
    const product = products.find((one) => one.name === name);
    return product && proposeDose(product, patient);
  };
  test("for a child is a liquid by weight, and its own check finds nothing", () => {
    expect(proposed("Amoxicillin 400 mg/5 mL suspension", seven)).toEqual({
      directions: "6 mL by mouth twice a day for 10 days",
      days: 10,
    });
    expect(proposed("Ibuprofen 100 mg/5 mL suspension", seven)?.directions).toMatch(/^11\.5 mL .* for 3 days$/);
    for (const kg of [4, 7.5, 10, 14.9, 23, 39.9]) {
      for (const product of products.filter((one) => readStrength(one.name)?.mgPerMl)) {
        const { directions } = proposeDose(product, years(6, kg));
        if (directions !== "")
          expect([product.name, kg, check(product.name, directions, years(6, kg))]).toEqual([product.name, kg, []]);
      }
    }
  });
  test("is never an adult's dose, and nothing where there is no weight or the child is too young", () => {
    for (const product of products.filter((one) => !readStrength(one.name)?.mgPerMl)) {
      expect(proposeDose(product, seven).directions).toBe("");
    }
    expect(proposed("Amoxicillin 400 mg/5 mL suspension", years(7, null))?.directions).toBe("");
    expect(
      proposed("Ibuprofen 100 mg/5 mL suspension", { ageMonths: 5, weight: { grams: 7000, daysAgo: 0 } })?.directions,
    ).toBe("");
  });
  test("of an adult is a course with its days: ibuprofen is not taken for 30, lisinopril is", () => {
    expect(proposed("Ibuprofen 600 mg tablet", years(40, null))?.days).toBe(10);
    expect(proposed("Tramadol 50 mg tablet", null)?.days).toBe(3);
    expect(proposed("Aspirin 81 mg tablet", null)?.days).toBe(30);
    expect(proposed("Lisinopril 10 mg tablet", null)?.days).toBe(30);
  });
  test("liquids come first for a child, not for others", () => {
    const found = searchMedications("amoxicillin", 20);
    expect(liquidsFirst(found, seven)[0]?.name).toMatch(/suspension/);
    expect(liquidsFirst(found, years(40, 80))[0]?.name).not.toMatch(/suspension/);
  });
});

test("every rule is of an ingredient that is known", () => {
  const names = new Set(ingredients.map((one) => one.name));
  expect(Object.keys(DOSES).filter((name) => !names.has(name))).toEqual([]);
});
