import { describe, expect, test } from "vitest";
import { patientShare, type AllowedLine, type Benefits } from "./patient-share.ts";

const line = (code: string, allowed: number | null, more: Partial<AllowedLine> = {}): AllowedLine => ({
  lineNumber: 1,
  code,
  charge: 30_000,
  capitated: false,
  ...more,
  allowed,
});
const PLAN: Benefits = { copay: 2500, deductibleRemaining: 10_000, coinsurancePercent: 20 };
const shares = (lines: readonly AllowedLine[], benefits: Benefits = PLAN) =>
  patientShare(
    lines.map((one, at) => ({ ...one, lineNumber: at + 1 })),
    benefits,
  ).map((one) => one.share);

describe("BIL-398: the patient's part of what is allowed", () => {
  test("a visit has its copay alone; what is done beside it goes to the deductible first, and then to coinsurance", () => {
    const made = patientShare([line("99214", 15_000), line("11102", 14_000, { lineNumber: 2 })], PLAN);
    expect(made).toEqual([
      { lineNumber: 1, share: 2500, copay: 2500, deductible: 0, coinsurance: 0, because: "Copay of $25.00." },
      {
        lineNumber: 2,
        share: 10_800,
        copay: 0,
        deductible: 10_000,
        coinsurance: 800,
        because: "$100.00 of the deductible and 20% coinsurance of $40.00.",
      },
    ]);
  });
  test("the deductible is used up once, in the order of the lines", () => {
    expect(shares([line("11102", 7000), line("17110", 7000), line("20610", 1000)])).toEqual([7000, 3800, 200]);
  });
  test("a copay is of the visit, once, of its dearest office visit; never above what is allowed", () => {
    expect(shares([line("99212", 5000), line("99214", 15_000)])).toEqual([0, 2500]);
    expect(shares([line("99211", 1800)])).toEqual([1800]);
  });
  test("where the plan has no copay the visit goes to deductible and coinsurance, too", () => {
    expect(shares([line("99214", 15_000)], { ...PLAN, copay: 0 })).toEqual([11_000]);
    expect(shares([line("99214", 15_000)], { ...PLAN, copay: null })).toEqual([11_000]);
  });
  test("what is paid by the month leaves the patient the copay whole, and nothing of the rest", () => {
    const month = { capitated: true };
    expect(shares([line("99214", 0, month), line("81002", 0, month)])).toEqual([2500, 0]);
    expect(shares([line("81002", 0, month)], { ...PLAN, deductibleRemaining: null })).toEqual([0]);
  });
  test("what is not known is not nothing: of the contract, the deductible, the coinsurance, or preventive care", () => {
    expect(shares([line("99214", null), line("11102", null)])).toEqual([2500, null]);
    expect(shares([line("11102", 5000)], { ...PLAN, deductibleRemaining: null })).toEqual([null]);
    expect(shares([line("11102", 15_000)], { ...PLAN, coinsurancePercent: null })).toEqual([null]);
    expect(shares([line("11102", 5000)], { ...PLAN, coinsurancePercent: null })).toEqual([5000]);
    expect(shares([line("99396", 15_000), line("11102", 10_000)])).toEqual([null, 10_000]);
  });
  test("after a line that may have used the deductible up, what is left of it is not known", () => {
    expect(shares([line("11102", null), line("17110", 5000)])).toEqual([null, null]);
    expect(shares([line("11102", null), line("17110", 5000)], { ...PLAN, deductibleRemaining: 0 })).toEqual([
      null,
      1000,
    ]);
  });
});
