import { seededRandom } from "@practicum/kernel/random";
import { expect, test } from "vitest";
import { seededId } from "./seeded-ids.ts";
import { someVitals } from "./visit-script.ts";

const plan = { seed: "a", patientId: seededId<"patient">("a", "somebody"), age: 47, ageMonths: 47 * 12 };

test("a grown-up keeps height and build from visit to visit", () => {
  const visits = Array.from({ length: 20 }, (_, visit) => someVitals(plan, seededRandom(`visit/${visit}`)));
  expect(new Set(visits.map((vitals) => vitals.heightMm)).size).toBe(1);
  const grams = visits.map((vitals) => vitals.weightGrams ?? 0);
  expect(Math.max(...grams) - Math.min(...grams)).toBeLessThanOrEqual(1600);
});

test("another person is of another build", () => {
  const heights = Array.from({ length: 10 }, (_, who) =>
    someVitals({ ...plan, patientId: seededId("a", `person ${who}`) }, seededRandom("visit")),
  ).map((vitals) => vitals.heightMm);
  expect(new Set(heights).size).toBeGreaterThan(5);
});

test.each([
  [0, 2600, 4100, 460, 540],
  [2, 4400, 6300, 540, 610],
  [6, 6500, 8900, 630, 700],
  [15, 8700, 11_400, 740, 820],
  [48, 14_000, 18_500, 990, 1070],
])("a child of %i months weighs and measures what a child of that age does", (ageMonths, light, heavy, short, tall) => {
  for (let who = 0; who < 40; who += 1) {
    const child = { seed: "a", patientId: seededId<"patient">("a", `child ${who}`), age: Math.floor(ageMonths / 12) };
    const { weightGrams, heightMm } = someVitals({ ...child, ageMonths }, seededRandom(`visit ${who}`));
    expect(weightGrams).toBeGreaterThan(light);
    expect(weightGrams).toBeLessThan(heavy);
    expect(heightMm).toBeGreaterThan(short);
    expect(heightMm).toBeLessThan(tall);
  }
});
