import { describe, expect, test } from "vitest";
import type { Benefit271, EligibilityResponse } from "./types.ts";
import { summarizeEligibility } from "./summarize.ts";

function answer(benefits: readonly Benefit271[], more: Partial<EligibilityResponse> = {}): EligibilityResponse {
  return {
    source: { role: "PR", name: { kind: "organization", name: "PLAN" }, id: { qualifier: "PI", value: "1" } },
    benefits,
    ...more,
  };
}

describe("X12-T4 what an eligibility answer means", () => {
  test("active, with the office copay in network and the primary care provider", () => {
    const summary = summarizeEligibility(
      answer(
        [
          { kind: "1", serviceTypes: ["30"], insuranceType: "HM", planDescription: "GOLD" },
          { kind: "B", serviceTypes: ["30"], amount: 4_000, inNetwork: "N" },
          { kind: "B", serviceTypes: ["86"], amount: 15_000, inNetwork: "Y" },
          { kind: "B", serviceTypes: ["98", "UC"], amount: 2_500, inNetwork: "Y" },
          { kind: "C", serviceTypes: ["30"], coverageLevel: "IND", amount: 150_000, period: "23" },
          { kind: "C", serviceTypes: ["30"], coverageLevel: "IND", amount: 40_000, period: "29" },
          { kind: "A", serviceTypes: ["30"], percent: 0.2 },
          {
            kind: "L",
            entities: [
              { role: "P3", name: { kind: "person", last: "LEE" }, id: { qualifier: "XX", value: "1234567893" } },
            ],
          },
        ],
        { dates: [{ qualifier: "346", from: "2026-01-01", to: "2026-01-01" }] },
      ),
    );
    expect(summary).toEqual({
      status: "active",
      planDescription: "GOLD",
      insuranceType: "HM",
      coverageFrom: "2026-01-01",
      officeCopay: 2_500,
      coinsurancePercent: 0.2,
      deductible: 150_000,
      deductibleRemaining: 40_000,
      primaryCareProvider: { name: { kind: "person", last: "LEE" }, id: { qualifier: "XX", value: "1234567893" } },
      rejections: [],
    });
  });
  test("inactive", () =>
    expect(summarizeEligibility(answer([{ kind: "6", serviceTypes: ["30"] }])).status).toBe("inactive"));
  test("the plan is active though one service is not", () =>
    expect(
      summarizeEligibility(
        answer([
          { kind: "6", serviceTypes: ["35"] },
          { kind: "1", serviceTypes: ["30"] },
        ]),
      ).status,
    ).toBe("active"));
  test("rejected, with the reasons", () => {
    const rejections = [{ valid: true, reason: "75", followUp: "C" }];
    const subscriber = { name: { kind: "person", last: "DOE" }, rejections } as const;
    expect(summarizeEligibility(answer([], { subscriber }))).toMatchObject({ status: "rejected", rejections });
  });
  test("nothing said", () => expect(summarizeEligibility(answer([{ kind: "V" }])).status).toBe("unknown"));
});
