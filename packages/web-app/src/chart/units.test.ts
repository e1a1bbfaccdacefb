import { describe, expect, test } from "vitest";
import {
  criticalText,
  formatHeight,
  formatTemperature,
  formatWeight,
  parseHeight,
  parsePressure,
  parseTemperature,
  parseWeight,
} from "./units.ts";

describe("what is typed becomes what the chart keeps", () => {
  test.each([
    ["180", "lb", 81_647],
    ["180 lb", "kg", 81_647],
    ["81.6", "kg", 81_600],
    ["81,6 kg", "lb", 81_600],
    ["7 lb 8 oz", "kg", 3402],
    ["3400 g", "lb", 3400],
    ["heavy", "lb", null],
    ["", "lb", null],
  ] as const)("weight %j in %s is %s g", (text, unit, grams) => expect(parseWeight(text, unit)).toBe(grams));

  test.each([
    [`5'6"`, "in", 1676],
    ["5 6", "in", 1676],
    ["5 ft 6 in", "cm", 1676],
    ["66", "in", 1676],
    ["168", "cm", 1680],
    ["1.68 m", "in", 1680],
    ["6'", "in", 1829],
    ["tall", "in", null],
  ] as const)("height %j in %s is %s mm", (text, unit, mm) => expect(parseHeight(text, unit)).toBe(mm));

  test.each([
    ["98.6", 3700],
    ["98.6 F", 3700],
    ["37", 3700],
    ["37.0C", 3700],
    ["101.2", 3844],
    ["warm", null],
  ] as const)("temperature %j is %s hundredths", (text, tenths) => expect(parseTemperature(text)).toBe(tenths));

  test("each tenth of a degree comes back as it was typed, in its own unit", () => {
    for (let tenths = 900; tenths <= 1130; tenths += 1) {
      const typed = (tenths / 10).toFixed(1);
      expect(formatTemperature(parseTemperature(`${typed} F`) ?? 0)).toContain(`${typed} °F`);
    }
    for (let tenths = 320; tenths <= 450; tenths += 1) {
      const typed = (tenths / 10).toFixed(1);
      expect(formatTemperature(parseTemperature(`${typed} C`) ?? 0)).toContain(`(${typed} °C)`);
    }
  });

  test("pressure", () => {
    expect(parsePressure("120/80")).toEqual([120, 80]);
    expect(parsePressure("120 80")).toEqual([120, 80]);
    expect(parsePressure("120")).toBeNull();
  });

  test("and back, in both units", () => {
    expect([formatWeight(81_647), formatHeight(1676), formatTemperature(3700)]).toEqual([
      "81.6 kg (180 lb)",
      "168 cm (5′ 6″)",
      "98.6 °F (37.0 °C)",
    ]);
  });
});

describe("what is critical", () => {
  const normal = {
    vitalsId: "v",
    patientId: "p",
    encounterId: null,
    takenAt: "2026-11-23T17:00:00.000Z",
    takenBy: "Kim, MA",
    systolic: 118,
    diastolic: 76,
    pulse: 72,
    respiration: null,
    temperatureHundredthsC: null,
    oxygenSaturation: null,
    weightGrams: null,
    heightMm: null,
    headMm: null,
    pain: null,
    bmiTenths: null,
    abnormal: [],
    enteredInError: false,
    told: null,
  };
  const crisis = {
    ...normal,
    systolic: 212,
    diastolic: 118,
    pulse: 104,
    abnormal: [
      { field: "systolic" as const, direction: "high" as const, critical: true },
      { field: "pulse" as const, direction: "high" as const, critical: false },
    ],
  };
  test("is told in words, and only that", () => {
    expect(criticalText([crisis, normal])).toBe("Blood pressure 212/118 mmHg");
  });
  test("not when a newer set is well, nor when it was an error", () => {
    expect(criticalText([normal, crisis])).toBeNull();
    expect(criticalText([{ ...crisis, enteredInError: true }, normal])).toBeNull();
    expect(criticalText([])).toBeNull();
  });
});
