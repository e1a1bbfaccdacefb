import type { Vitals } from "@practicum/contracts/charting/vitals";
import { abnormalVitals, possible, rangesFor, vitalFields } from "@practicum/contracts/vital-ranges";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bmiTenths, checkVitals } from "./vitals.ts";

const nothing: Vitals = {
  systolic: null,
  diastolic: null,
  pulse: null,
  respiration: null,
  temperatureHundredthsC: null,
  oxygenSaturation: null,
  weightGrams: null,
  heightMm: null,
  headMm: null,
  pain: null,
};
const today = "2026-11-23";
const code = (values: Partial<Vitals>) => {
  const checked = checkVitals({ ...nothing, ...values });
  return checked.ok ? "ok" : `${checked.error.code} ${checked.error.field}`;
};
const flags = (values: Partial<Vitals>, born: string) =>
  abnormalVitals({ ...nothing, ...values }, born, today).map(
    (one) => `${one.critical ? "critically " : ""}${one.direction} ${one.field}`,
  );

describe("what can be", () => {
  test.each([
    [{ systolic: 120, diastolic: 80 }, "ok"],
    [{}, "invalid-input systolic"],
    [{ systolic: 120 }, "invalid-input diastolic"],
    [{ diastolic: 80 }, "invalid-input systolic"],
    [{ systolic: 80, diastolic: 80 }, "out-of-range diastolic"],
    [{ temperatureHundredthsC: 9860 }, "out-of-range temperatureHundredthsC"],
    [{ weightGrams: 180 }, "out-of-range weightGrams"],
    [{ heightMm: 66 }, "out-of-range heightMm"],
    [{ pain: 11 }, "out-of-range pain"],
    [{ oxygenSaturation: 101 }, "out-of-range oxygenSaturation"],
  ])("CHT-10, CHT-11 %j: %s", (values, expected) => expect(code(values)).toBe(expected));

  test("CHT-10 property: exactly what lies within the limits is taken", () => {
    fc.assert(
      fc.property(fc.constantFrom(...vitalFields), fc.integer({ min: -10, max: 500_000 }), (field, value) => {
        fc.pre(field !== "systolic" && field !== "diastolic");
        const [min, max] = possible[field];
        expect(code({ [field]: value }) === "ok").toBe(value >= min && value <= max);
      }),
    );
  });
});

describe("CHT-12 what should be, by age", () => {
  test("adults", () => {
    const born = "1981-03-04";
    expect(
      flags(
        {
          systolic: 118,
          diastolic: 76,
          pulse: 72,
          respiration: 16,
          temperatureHundredthsC: 3680,
          oxygenSaturation: 98,
        },
        born,
      ),
    ).toEqual([]);
    expect(flags({ systolic: 130, diastolic: 80 }, born)).toEqual(["high systolic", "high diastolic"]);
    expect(flags({ systolic: 180, diastolic: 120 }, born)).toEqual([
      "critically high systolic",
      "critically high diastolic",
    ]);
    expect(flags({ systolic: 79, diastolic: 50 }, born)).toEqual(["critically low systolic", "low diastolic"]);
    expect(flags({ oxygenSaturation: 94 }, born)).toEqual(["low oxygenSaturation"]);
    expect(flags({ oxygenSaturation: 89, temperatureHundredthsC: 4000 }, born)).toEqual([
      "critically high temperatureHundredthsC",
      "critically low oxygenSaturation",
    ]);
  });
  test("the pulse of a toddler is not an adult's", () => {
    expect(flags({ pulse: 130 }, "2024-11-23")).toEqual([]);
    expect(flags({ pulse: 130 }, "1981-03-04")).toEqual(["critically high pulse"]);
    expect(flags({ pulse: 70 }, "2024-11-23")).toEqual(["low pulse"]);
  });
  test("fever of a newborn is critical", () => {
    expect(flags({ temperatureHundredthsC: 3830 }, "2026-10-23")).toEqual(["critically high temperatureHundredthsC"]);
    expect(flags({ temperatureHundredthsC: 3830 }, "2020-10-23")).toEqual(["high temperatureHundredthsC"]);
  });
  test("property: at every age the ranges are in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1300 }), (months) => {
        for (const { low = 0, high = 1e9, criticalLow = low, criticalHigh = high } of Object.values(
          rangesFor(months),
        )) {
          expect(criticalLow).toBeLessThanOrEqual(low);
          expect(low).toBeLessThan(high);
          expect(high).toBeLessThanOrEqual(criticalHigh);
        }
      }),
    );
  });
});

test("CHT-13 body mass index in tenths, from two years on", () => {
  expect(bmiTenths({ ...nothing, weightGrams: 70_000, heightMm: 1750 }, "1981-03-04", today)).toBe(229);
  expect(bmiTenths({ ...nothing, weightGrams: 70_000 }, "1981-03-04", today)).toBeNull();
  expect(bmiTenths({ ...nothing, weightGrams: 12_000, heightMm: 850 }, "2024-11-24", today)).toBeNull();
});
