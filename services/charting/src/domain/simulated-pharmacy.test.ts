import { seededRandom } from "@practicum/kernel/random";
import { expect, test } from "vitest";
import { simulatedPharmacy } from "./simulated-pharmacy.ts";

test("CHT-416 the same sending is answered the same way, and of many some fail with a reason and some are filled in parts", () => {
  const plan = (key: string) => simulatedPharmacy(seededRandom(key), 30);
  expect(plan("a")).toEqual(plan("a"));
  const plans = Array.from({ length: 200 }, (_, at) => plan(`order ${at}`));
  expect(plans.every(([first]) => first?.state === "received")).toBe(true);
  const ends = new Set(plans.map((one) => one.map(({ state }) => state).join(" ")));
  expect([...ends].toSorted()).toEqual(["received failed", "received filled", "received partly-filled filled"]);
  expect(
    plans
      .flat()
      .filter(({ state }) => state === "failed")
      .every(({ note }) => note !== ""),
  ).toBe(true);
  expect(plans.flat().every(({ afterMinutes }) => afterMinutes > 0)).toBe(true);
});
