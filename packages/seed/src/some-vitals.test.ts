import { seededRandom } from "@practicum/kernel/random";
import { expect, test } from "vitest";
import { seededId } from "./seeded-ids.ts";
import { someVitals } from "./visit-script.ts";

const plan = { seed: "a", patientId: seededId<"patient">("a", "somebody"), age: 47 };

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
