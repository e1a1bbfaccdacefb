import type { GroupForecast } from "@practicum/contracts/charting/immunization-forecast";
import { expect, test } from "vitest";
import { forecastWords, inOrder } from "./forecast-words.ts";

const group = (rest: Partial<GroupForecast>): GroupForecast => ({
  group: "Polio",
  state: "due",
  dose: 2,
  earliestOn: "2026-11-01",
  recommendedOn: "2026-11-20",
  pastDueOn: "2026-12-20",
  latestOn: null,
  vaccines: [],
  because: [],
  ...rest,
});

test("CHT-513 what is to be done stands first, the oldest before", () => {
  const states = ["complete", "later", "due", "unknown", "overdue"] as const;
  const ordered = inOrder([
    ...states.map((state) => group({ state, group: state })),
    group({ group: "due longer", recommendedOn: "2026-10-01" }),
  ]);
  expect(ordered.map((one) => one.group)).toEqual(["overdue", "due longer", "due", "unknown", "later", "complete"]);
});

test("CHT-513 each says its dose, its day and its reason", () => {
  expect(forecastWords(group({ state: "overdue" }))).toBe("dose 2, was due by 12/20/2026");
  expect(forecastWords(group({}))).toBe("dose 2, recommended 11/20/2026, possible from 11/01/2026");
  const against = group({ state: "contraindicated", dose: null, because: ["Severe allergic reaction to neomycin"] });
  expect(forecastWords(against)).toBe("Severe allergic reaction to neomycin");
  expect(forecastWords(group({ state: "unknown", dose: null }))).toContain("Load CDC’s current rules");
});
