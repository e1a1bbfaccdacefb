import type { GrowthTable } from "@practicum/terminology/growth";
import { expect, test } from "vitest";
import { growthOf, type Measured } from "./growth-chart.ts";

const table = (code: "CDC" | "WHO", measure: GrowthTable["measure"], m: number, from = 0, to = 240): GrowthTable => ({
  code,
  measure,
  sex: "female",
  start: from,
  points: [
    [from, 1, m, 0.1],
    [to, 1, m, 0.1],
  ],
});
const set = (
  ageMonths: number,
  weightGrams: number | null,
  heightMm: number | null = null,
  headMm: number | null = null,
): Measured => ({
  vitalsId: `at ${ageMonths}`,
  at: `2026-01-01T00:00:0${Math.min(9, Math.floor(ageMonths / 30))}.000Z`,
  ageMonths,
  weightGrams,
  heightMm,
  headMm,
});
const tables = [table("WHO", "weight-age", 10, 0, 60), table("CDC", "weight-age", 20, 0, 240)];
const of = (measured: Measured[], sex: "female" | "male" | "unknown" = "female", known = tables) =>
  growthOf({ sex, measured, tables: known });

test("CHT-182 until the second birthday the WHO's reference counts, from that day on the CDC's, to the twentieth", () => {
  const { charts, beyond } = of([set(23.99, 10_000), set(24, 20_000), set(240, 22_000), set(240.1, 60_000)]);
  expect(charts.map(({ source, points }) => [source, points.map((one) => [one.ageMonths, one.percentile])])).toEqual([
    ["WHO", [[23.99, 50]]],
    [
      "CDC",
      [
        [24, 50],
        [240, 84.1],
      ],
    ],
  ]);
  expect(beyond).toBe(1);
  expect(charts[1]?.points[1]).toMatchObject({ value: 22, z: 1 });
});

test("CHT-182 weight is read against length until two years, the body mass index from then on", () => {
  const known = [table("WHO", "weight-length", 8, 45, 110), table("CDC", "bmi-age", 16)];
  const { charts } = of([set(12, 8000, 750), set(36, 16_000, 1000)], "female", known);
  expect(charts.map(({ measure, xUnit, points }) => [measure, xUnit, points.map((one) => one.x)])).toEqual([
    ["weight-length", "cm", [75]],
    ["bmi-age", "months", [36]],
  ]);
  expect(charts[1]?.points[0]).toMatchObject({ value: 16, percentile: 50 });
});

test("CHT-185 the head is read by the WHO until two years and by the CDC until three, against its own reference and no other", () => {
  const known = [
    table("WHO", "head-age", 46, 0, 60),
    table("CDC", "head-age", 49, 0, 36),
    table("CDC", "height-age", 9),
  ];
  const { charts, missing, beyond } = of(
    [set(12, null, null, 460), set(30, null, null, 539), set(36, null, null, 500), set(48, null, null, 500)],
    "female",
    known,
  );
  expect(charts.map(({ measure, source, yUnit, points }) => [measure, source, yUnit, points])).toMatchObject([
    ["head-age", "WHO", "cm", [{ x: 12, value: 46, percentile: 50 }]],
    ["head-age", "CDC", "cm", [{ x: 30, value: 53.9, z: 1 }]],
  ]);
  expect(charts[1]?.bands[0]?.line.map((one) => one.x)).toEqual(expect.arrayContaining([24, 36]));
  expect([missing, beyond]).toEqual([[], 0]);
});

test("CHT-183 what is not loaded is named, once, and only where something was measured that needs it; nothing is guessed", () => {
  expect(of([set(12, 10_000, 750), set(13, 10_000, 760)], "female", []).missing).toEqual([
    { source: "WHO", measure: "weight-age" },
    { source: "WHO", measure: "height-age" },
    { source: "WHO", measure: "weight-length" },
  ]);
  expect(of([set(12, 10_000)], "male").charts).toEqual([]);
  expect(of([set(12, null)]).missing).toEqual([]);
  expect(of([set(12, 10_000)], "unknown").charts).toEqual([]);
});

test("CHT-181 a length before two years and a height after it have parts of their own: the later one counts where both reach", () => {
  const parts = [table("CDC", "height-age", 80, 0, 36), table("CDC", "height-age", 90, 24, 240)];
  const { charts } = of([set(30, null, 900)], "female", parts);
  expect(charts[0]?.points[0]).toMatchObject({ value: 90, percentile: 50 });
});

test("CHT-184 the bands are drawn over all ages that the reference is read for, each as a rising share", () => {
  const [chart] = of([set(12, 10_000)]).charts;
  expect(chart?.bands.map((one) => one.percentile)).toEqual([3, 10, 25, 50, 75, 90, 97]);
  expect([chart?.bands[3]?.line[0], chart?.bands[3]?.line.at(-1)]).toEqual([
    { x: 0, y: 10 },
    { x: 24, y: 10 },
  ]);
  const at = chart?.bands.map((one) => one.line[5]?.y ?? 0) ?? [];
  expect(at).toEqual(at.toSorted((a, b) => a - b));
});
