import { expect, test } from "vitest";
import type { Observation, VitalsRecord } from "./chart-types.ts";
import { resultsFlowsheet, vitalsFlowsheet } from "./flowsheet.ts";

const nothing = {
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
} as const;

function set(day: string, values: Partial<VitalsRecord>): VitalsRecord {
  return {
    ...nothing,
    vitalsId: day,
    patientId: "patient",
    encounterId: null,
    takenAt: `${day}T17:00:00.000Z`,
    takenBy: "Luis Ramirez, MA",
    abnormal: [],
    bmiTenths: null,
    enteredInError: false,
    told: null,
    ...values,
  };
}

test("time goes to the right, and only what was measured has a row", () => {
  const sheet = vitalsFlowsheet([
    set("2026-11-23", { systolic: 140, diastolic: 79 }),
    set("2026-11-17", { systolic: 121, diastolic: 92, pulse: 67 }),
  ]);
  expect(sheet.columns.map((one) => one.key)).toEqual(["2026-11-17", "2026-11-23"]);
  expect(sheet.rows.map((row) => [row.label, ...row.cells.map((cell) => cell?.text ?? null)])).toEqual([
    ["Blood pressure", "121/92", "140/79"],
    ["Pulse", "67", null],
  ]);
  expect(sheet.rows[0]?.lines.map((one) => one.points.map((point) => point.value))).toEqual([
    [121, 140],
    [92, 79],
  ]);
});

test("the worst flag of a pressure stands in its cell, and its own line has the dot", () => {
  const [pressure] = vitalsFlowsheet([
    set("2026-11-23", {
      systolic: 150,
      diastolic: 125,
      abnormal: [
        { field: "systolic", direction: "high", critical: false },
        { field: "diastolic", direction: "high", critical: true },
      ],
    }),
    set("2026-11-17", { systolic: 121, diastolic: 70 }),
  ]).rows;
  expect(pressure?.cells.map((cell) => cell?.flag ?? null)).toEqual([
    null,
    { field: "diastolic", direction: "high", critical: true },
  ]);
  expect(pressure?.lines.map((one) => one.points.map((point) => point.flagged))).toEqual([
    [false, true],
    [false, true],
  ]);
});

test("a struck set stays in the table without a flag, and in no picture", () => {
  const sheet = vitalsFlowsheet([
    set("2026-11-23", {
      pulse: 250,
      enteredInError: true,
      abnormal: [{ field: "pulse", direction: "high", critical: true }],
    }),
    set("2026-11-17", { pulse: 67 }),
  ]);
  expect(sheet.columns.map((one) => one.struck)).toEqual([false, true]);
  expect(sheet.rows[0]?.cells[1]).toEqual({ text: "250", second: null, flag: null });
  expect(sheet.rows[0]?.lines[0]?.points.map((one) => one.value)).toEqual([67]);
});

test("a value is shown in both units, and half a pressure is not hidden", () => {
  const { rows } = vitalsFlowsheet([
    set("2026-11-23", {
      systolic: 90,
      temperatureHundredthsC: 3844,
      weightGrams: 82_700,
      heightMm: 1753,
      bmiTenths: 269,
    }),
  ]);
  expect(rows.map((row) => [row.key, row.unit, row.cells[0]?.text, row.cells[0]?.second])).toEqual([
    ["pressure", "mmHg", "90/?", null],
    ["temperature", "°F", "101.2", "38.4 °C"],
    ["weight", "kg", "82.7", "182 lb"],
    ["height", "cm", "175", "5′ 9″"],
    ["bmi", null, "26.9", null],
  ]);
});

test("results: a test in another unit is another row, words are shown and not drawn, two values of one moment both stand", () => {
  const result = (day: string, name: string, value: string, unit: string | null): Observation => ({
    observationId: `${day} ${name} ${value}`,
    loinc: null,
    name,
    value,
    unit,
    at: `${day}T12:00:00.000Z`,
    reference: null,
    flag: null,
  });
  const sheet = resultsFlowsheet([
    result("2026-11-20", "Glucose", "<5", "mmol/L"),
    result("2026-11-20", "A1c", "6.9", "%"),
    result("2026-08-01", "A1c", "7.4", "%"),
    result("2026-08-01", "Glucose", "118", "mg/dL"),
    result("2026-08-01", "Glucose", "121", "mg/dL"),
  ]);
  expect(sheet.columns.map((one) => one.key.slice(0, 10))).toEqual(["2026-08-01", "2026-11-20"]);
  expect(sheet.rows.map((row) => [row.label, row.unit, ...row.cells.map((cell) => cell?.text ?? null)])).toEqual([
    ["A1c", "%", "7.4", "6.9"],
    ["Glucose", "mg/dL", "118; 121", null],
    ["Glucose", "mmol/L", null, "<5"],
  ]);
  expect(sheet.rows.map((row) => row.lines[0]?.points.map((one) => one.value))).toEqual([[7.4, 6.9], [121, 118], []]);
});

test("what was usual follows the age of each day, in the row's unit", () => {
  const born = { birthDate: "2025-11-20", dayOf: (at: string) => at.slice(0, 10) };
  const sets = [
    set("2026-11-25", { pulse: 120, temperatureHundredthsC: 3700, weightGrams: 9500 }),
    set("2026-11-15", { pulse: 120 }),
  ];
  const { rows } = vitalsFlowsheet(sets, born);
  const usual = (key: string) => rows.find((row) => row.key === key)?.lines[0]?.points.map((one) => one.usual);
  // Eleven months, then a year old.
  expect(usual("pulse")).toEqual([
    { low: 100, high: 180 },
    { low: 98, high: 140 },
  ]);
  expect(usual("temperature")).toEqual([{ low: 96.8, high: 100.4 }]);
  expect(usual("weight")).toEqual([null]);
  expect(vitalsFlowsheet(sets).rows[0]?.lines[0]?.points[0]?.usual).toBeNull();
});
