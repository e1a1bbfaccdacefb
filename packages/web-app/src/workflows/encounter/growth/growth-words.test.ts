import { expect, test } from "vitest";
import { ageWords, chartInWords, percentileWords, valueText } from "./growth-words.ts";

test("CHT-184 ages are months until two years; percentiles have their endings, and none is the 0th or the 100th", () => {
  expect([0, 1.9, 15, 23.99, 24, 50.2].map(ageWords)).toEqual(["0 mo", "1 mo", "15 mo", "23 mo", "2 y", "4 y 2 mo"]);
  expect([0.2, 1, 2, 3, 11, 12, 13, 21, 50, 63.4, 99.4].map(percentileWords)).toEqual([
    "below the 1st",
    "1st",
    "2nd",
    "3rd",
    "11th",
    "12th",
    "13th",
    "21st",
    "50th",
    "63rd",
    "above the 99th",
  ]);
  expect([valueText(9.123, "kg"), valueText(75.04, "cm")]).toEqual(["9.12 kg", "75.0 cm"]);
});

test("CHT-184 the picture says in words what it shows", () => {
  const point = {
    vitalsId: "v",
    at: "2026-01-01T00:00:00.000Z",
    ageMonths: 15,
    x: 15,
    value: 10,
    z: 0.33,
    percentile: 63,
  };
  const chart = {
    measure: "weight-age",
    source: "WHO",
    xUnit: "months",
    yUnit: "kg",
    points: [point],
    bands: [],
  } as const;
  expect(chartInWords({ ...chart, points: [point], bands: [] })).toBe(
    "Weight for age, WHO: one measurement; the last, at 15 mo, is 10.00 kg, 63rd percentile. The values are in the table",
  );
});
