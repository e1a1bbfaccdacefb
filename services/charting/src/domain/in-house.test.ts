import { IN_HOUSE, IN_HOUSE_INJECTIONS, IN_HOUSE_TESTS, type InHouseTest } from "@practicum/terminology/data/in-house";
import { CPT } from "@practicum/terminology/data/cpt";
import { HCPCS } from "@practicum/terminology/data/hcpcs";
import { knownDrug } from "@practicum/terminology/drugs";
import { must } from "@practicum/kernel/assert";
import { describe, expect, test } from "vitest";
import {
  abnormalWords,
  decideGivenDose,
  decideInHouseOrder,
  decideLot,
  decideResult,
  decideSite,
  itemForScreens,
  itemOf,
  unitsOfDose,
} from "./in-house.ts";

const adult = { ageMonths: 480, sex: "female" } as const;
const testOf = (key: string) => must(IN_HOUSE_TESTS.find((one): one is InHouseTest => one.key === key));
const fieldOf = (result: { ok: boolean; error?: { field?: string } }) => (result.ok ? "ok" : result.error?.field);
const answers = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([key, value]) => ({ key, value }));

test("CHT-158 what is done here is charged by codes of the built-in sets, and every injection is a drug that the check knows in full", () => {
  const codes = new Set([...CPT, ...HCPCS].map(([code]) => code));
  expect(IN_HOUSE.filter((one) => !codes.has(one.code))).toEqual([]);
  expect(new Set(IN_HOUSE.map((one) => one.key)).size).toBe(IN_HOUSE.length);
  for (const { label } of IN_HOUSE_INJECTIONS)
    expect([label, knownDrug({ rxnorm: null, name: label })?.complete]).toEqual([label, true]);
});

describe("CHT-158 an order", () => {
  const ceftriaxone = must(itemOf("ceftriaxone"));
  const dose = { amount: 500, unit: "mg", route: "intramuscular" } as const;
  test.each([
    ["an injection with its dose", ceftriaxone, dose, "ok"],
    ["an injection without a dose", ceftriaxone, null, "dose"],
    ["in another unit", ceftriaxone, { ...dose, unit: "mcg" }, "dose"],
    ["ten times too much", ceftriaxone, { ...dose, amount: 5000 }, "dose"],
    ["the most there is", ceftriaxone, { ...dose, amount: 2000 }, "ok"],
    ["by a way that it is not given", ceftriaxone, { ...dose, route: "subcutaneous" as const }, "dose"],
    ["a test", testOf("strep"), null, "ok"],
    ["a test with a dose", testOf("strep"), dose, "dose"],
  ])("%s", (_, item, given, field) => {
    expect(fieldOf(decideInHouseOrder(item, given))).toBe(field);
  });
});

test("CHT-161 a kit or a vial is used until the end of its day, and not after", () => {
  expect(fieldOf(decideLot("2026-11-23", "2026-11-23"))).toBe("ok");
  expect(fieldOf(decideLot("2026-11-22", "2026-11-23"))).toBe("expiresOn");
});

test("CHT-162 what is given is what was ordered, at a site of its route", () => {
  const ordered = { amount: 30, unit: "mg", route: "intramuscular" } as const;
  expect(fieldOf(decideGivenDose(ordered, ordered))).toBe("ok");
  expect(fieldOf(decideGivenDose(ordered, { ...ordered, amount: 60 }))).toBe("dose");
  expect(fieldOf(decideGivenDose(ordered, { ...ordered, route: "subcutaneous" }))).toBe("dose");
  expect(fieldOf(decideSite("intramuscular", "Left deltoid"))).toBe("ok");
  expect(fieldOf(decideSite("intramuscular", "Abdomen"))).toBe("site");
  expect(fieldOf(decideSite("subcutaneous", "Abdomen"))).toBe("ok");
});

describe("CHT-163 a result", () => {
  const read = (key: string, typed: ReturnType<typeof answers>, who: Parameters<typeof decideResult>[2] = adult) => {
    const decided = decideResult(testOf(key), typed, who, true);
    return decided.ok ? decided.value.map(({ value, flag, critical }) => [value, flag, critical]) : fieldOf(decided);
  };
  test("is flagged by its reference: read off the kit, or measured", () => {
    expect(read("strep", answers(["strep", "Negative"]))).toEqual([["Negative", null, false]]);
    expect(read("strep", answers(["strep", "Positive"]))).toEqual([["Positive", "abnormal", false]]);
    expect(read("glucose", answers(["glucose", "139"]))).toEqual([["139", null, false]]);
    expect(read("glucose", answers(["glucose", "140"]))).toEqual([["140", "high", false]]);
    expect(read("glucose", answers(["glucose", "69"]))).toEqual([["69", "low", false]]);
    expect(read("glucose", answers(["glucose", "54"]))).toEqual([["54", "low", false]]);
    expect(read("glucose", answers(["glucose", "53"]))).toEqual([["53", "low", true]]);
    expect(read("glucose", answers(["glucose", "401"]))).toEqual([["401", "high", true]]);
    expect(read("a1c", answers(["a1c", "5.6"]))).toEqual([["5.6", null, false]]);
    expect(read("a1c", answers(["a1c", "9"]))).toEqual([["9.0", "high", false]]);
  });
  test("of hemoglobin is low by age and sex", () => {
    const low = (ageMonths: number, sex: "female" | "male", value: string) =>
      read("hemoglobin", answers(["hemoglobin", value]), { ageMonths, sex });
    expect(low(24, "male", "11")).toEqual([["11.0", null, false]]);
    expect(low(84, "male", "11.2")).toEqual([["11.2", "low", false]]);
    expect(low(480, "female", "12")).toEqual([["12.0", null, false]]);
    expect(low(480, "male", "12.9")).toEqual([["12.9", "low", false]]);
  });
  test("has every analyte once, and nothing that the device can't show", () => {
    const dip = answers(
      ["leukocytes", "2+"],
      ["nitrite", "Positive"],
      ["blood", "Trace"],
      ["protein", "Trace"],
      ["glucose", "Negative"],
      ["ketones", "Negative"],
      ["ph", "6"],
      ["gravity", "1.015"],
    );
    expect(read("urine-dip", dip)).toEqual([
      ["2+", "abnormal", false],
      ["Positive", "abnormal", false],
      ["Trace", "abnormal", false],
      ["Trace", null, false],
      ["Negative", null, false],
      ["Negative", null, false],
      ["6.0", null, false],
      ["1.015", null, false],
    ]);
    expect(read("urine-dip", dip.slice(0, 7))).toBe("values.gravity");
    expect(read("urine-dip", [...dip, ...answers(["ph", "7"])])).toBe("values.ph");
    expect(read("urine-dip", [...dip, ...answers(["color", "red"])])).toBe("values");
    expect(read("strep", answers(["strep", "Maybe"]))).toBe("values.strep");
    for (const value of ["9.55", "30", "2", "x", "-5", "1e1"])
      expect([value, read("a1c", answers(["a1c", value]))]).toEqual([value, "values.a1c"]);
  });
  test("CHT-161 a kit whose control failed has none", () => {
    expect(fieldOf(decideResult(testOf("strep"), answers(["strep", "Positive"]), adult, false))).toBe("controlValid");
  });
  test("says in words what is abnormal, and nothing else", () => {
    const values = decideResult(testOf("flu"), answers(["flu-a", "Positive"], ["flu-b", "Negative"]), adult, true);
    expect(values.ok && abnormalWords(values.value)).toEqual(["Influenza A antigen: Positive"]);
    const sugar = decideResult(testOf("glucose"), answers(["glucose", "44"]), adult, true);
    expect(sugar.ok && abnormalWords(sugar.value)).toEqual(["Glucose, capillary: 44 mg/dL low"]);
  });
});

test("CHT-168 a dose is charged in whole units of its code, a part of one as one", () => {
  expect(unitsOfDose({ perUnit: 250 }, 1000)).toBe(4);
  expect(unitsOfDose({ perUnit: 250 }, 600)).toBe(3);
  expect(unitsOfDose({ perUnit: 50 }, 25)).toBe(1);
  expect(unitsOfDose({ perUnit: 100_000 }, 1_200_000)).toBe(12);
});

test("CHT-158 screens are told what there is to choose and to type", () => {
  expect(itemForScreens(testOf("glucose")).analytes).toEqual([
    {
      key: "glucose",
      label: "Glucose, capillary",
      unit: "mg/dL",
      answers: null,
      decimals: 0,
      reference: "70 to 139",
      references: [],
    },
  ]);
  expect(itemForScreens(must(itemOf("ketorolac"))).dose).toMatchObject({ unit: "mg", usual: [15, 30, 60], perMl: 30 });
});
