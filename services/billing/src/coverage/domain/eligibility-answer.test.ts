import type { EligibilitySummary } from "@practicum/x12/eligibility/types";
import { describe, expect, test } from "vitest";
import { readEligibility, worthRetrying } from "./eligibility-answer.ts";

const ours = { pcpNpis: ["1111111111", "2222222222"], hmo: true, serviceDate: "2026-11-28" };
const read = (summary: Partial<EligibilitySummary>, of: Partial<typeof ours> = {}) =>
  readEligibility({ status: "active", rejections: [], ...summary }, { ...ours, ...of });
const rejections = (...reasons: readonly string[]) => reasons.map((reason) => ({ valid: true, reason, followUp: "C" }));

test("BIL-8: a coverage that is over says the day as people here write it", () => {
  const reading = read({ status: "inactive", coverageTo: "2026-06-30" });
  expect(reading).toMatchObject({ status: "inactive", findings: ["The coverage ended on 06/30/2026."] });
  expect(read({ status: "inactive", rejections: rejections("73") })).toMatchObject({
    status: "inactive",
    findings: ["The payer says this coverage is not active that day.", "The name differs from the payer's."],
  });
});

describe("BIL-8: an active coverage", () => {
  test("says what the patient pays, and nothing that the payer did not say", () => {
    const said = { planDescription: "GOLD", officeCopay: 2500, deductibleRemaining: 0, coinsurancePercent: 0.2 };
    expect(read(said)).toEqual({
      status: "active",
      planName: "GOLD",
      copay: 2500,
      deductibleRemaining: 0,
      coinsurancePercent: 20,
      pcpName: null,
      pcpNpi: null,
      findings: ["Copay of an office visit: $25.00.", "Deductible still open: $0.00.", "Coinsurance: 20 %."],
    });
    expect(read({})).toEqual({
      status: "active",
      planName: null,
      copay: null,
      deductibleRemaining: null,
      coinsurancePercent: null,
      pcpName: null,
      pcpNpi: null,
      findings: [],
    });
  });
  test.each([
    [0.2, 20],
    [1, 100],
    [0, 0],
    [20, 20],
    [0.333, 33],
  ])("coinsurance of %s is %s percent", (coinsurancePercent, percent) => {
    expect(read({ coinsurancePercent }).coinsurancePercent).toBe(percent);
  });
  test("of an HMO with another primary care provider is not here; one of ours, or a plan without, is", () => {
    const person = { kind: "person" as const, last: "WELL", first: "ADA" };
    const pcp = (value: string, name: typeof person | { kind: "organization"; name: string } = person) => ({
      primaryCareProvider: { name, id: { qualifier: "XX", value } },
    });
    expect(read(pcp("9999999999"))).toMatchObject({
      status: "wrong-pcp",
      pcpName: "ADA WELL",
      pcpNpi: "9999999999",
      findings: ["The payer says the primary care provider is ADA WELL, not of this practice."],
    });
    expect(read(pcp("2222222222"))).toMatchObject({ status: "active", findings: [] });
    expect(read(pcp("9999999999"), { hmo: false })).toMatchObject({ status: "active", findings: [] });
    expect(read({ primaryCareProvider: { name: { kind: "organization", name: "WELL CLINIC" } } })).toMatchObject({
      status: "active",
      pcpName: "WELL CLINIC",
      pcpNpi: null,
    });
    expect(
      read({ primaryCareProvider: { name: { kind: "person", last: "WELL" }, id: { qualifier: "FI", value: "1" } } }),
    ).toMatchObject({
      status: "active",
      pcpName: "WELL",
      pcpNpi: null,
    });
  });
});

describe("BIL-8: only a payer that found the patient says no", () => {
  test("a rejection is unknown and says what to mend, silence too", () => {
    expect(read({ status: "rejected", rejections: rejections("72", "58", "ZZ") })).toMatchObject({
      status: "unknown",
      findings: [
        "The member number is not one of the payer's.",
        "The payer wants the birth date.",
        "The payer refused the question (ZZ).",
      ],
    });
    for (const status of ["rejected", "unknown"] as const)
      expect(read({ status })).toMatchObject({
        status: "unknown",
        findings: ["The payer answered, but not whether the coverage is active."],
      });
  });
  test("what the payer's machine could not do is asked again, what is wrong with the question is not", () => {
    const retry = (...reasons: readonly string[]) =>
      worthRetrying({ status: "rejected", rejections: rejections(...reasons) });
    expect([retry("42"), retry("79"), retry("80"), retry("72", "80"), retry("72"), retry()]).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
