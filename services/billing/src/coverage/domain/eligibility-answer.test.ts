import { expect, test } from "vitest";
import { readEligibility } from "./eligibility-answer.ts";

const ours = { pcpNpis: [], hmo: false, serviceDate: "2026-11-28" };

test("BIL-8: a coverage that is over says the day as people here write it", () => {
  const reading = readEligibility({ status: "inactive", coverageTo: "2026-06-30", rejections: [] }, ours);
  expect(reading).toMatchObject({ status: "inactive", findings: ["The coverage ended on 06/30/2026."] });
});
