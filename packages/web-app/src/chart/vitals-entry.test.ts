import { describe, expect, test } from "vitest";
import { emptyEntry, readEntry } from "./vitals-entry.ts";

describe("the vitals form", () => {
  test("nothing typed is nothing, not zero", () => {
    expect(readEntry(emptyEntry)).toMatchObject({
      empty: true,
      problems: {},
      vitals: { pulse: null, pain: null, systolic: null },
    });
  });
  test("units are understood and said back", () => {
    const read = readEntry({
      ...emptyEntry,
      pressure: "128/82",
      temperature: "98.6",
      weight: "180",
      height: `5'6"`,
      pain: "0",
    });
    expect(read.vitals).toMatchObject({
      systolic: 128,
      diastolic: 82,
      temperatureHundredthsC: 3700,
      weightGrams: 81_647,
      heightMm: 1676,
      pain: 0,
    });
    expect(read.understood).toEqual({
      temperature: "98.6 °F (37.0 °C)",
      weight: "81.6 kg (180 lb)",
      height: "168 cm (5′ 6″)",
    });
  });
  test("CHT-185 a head is typed in the unit of the height, and is said back in both", () => {
    const inches = readEntry({ ...emptyEntry, head: "17.5" });
    expect([inches.vitals.headMm, inches.vitals.heightMm]).toEqual([445, null]);
    expect(inches.understood).toEqual({ head: "44.5 cm (17.52 in)" });
    expect(readEntry({ ...emptyEntry, head: "44.5", heightUnit: "cm" }).vitals.headMm).toBe(445);
    expect(readEntry({ ...emptyEntry, head: "445" }).problems.head).toMatch(/not possible/u);
  });
  test("what can't be read or can't be is named and left out", () => {
    const read = readEntry({
      ...emptyEntry,
      pressure: "80/120",
      pulse: "abc",
      temperature: "370",
      saturation: "140",
      weight: "180",
    });
    expect(Object.keys(read.problems).sort()).toEqual(["pressure", "pulse", "saturation", "temperature"]);
    expect(read.vitals).toMatchObject({ systolic: null, pulse: null, oxygenSaturation: null, weightGrams: 81_647 });
    expect(read.empty).toBe(false);
  });
});
