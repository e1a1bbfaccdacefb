import { ORDINARY_RULES, type FilingRules } from "@practicum/contracts/billing/payer-rules";
import { describe, expect, test } from "vitest";
import { goodClaim, scrubContext } from "../../testing/claim.ts";
import type { ClaimContent, EarlierPayer } from "./claim-content.ts";
import { filingTime } from "./filing-time.ts";
import { serviceDate } from "./scrub/dates.ts";

const filed = (more: Partial<ClaimContent> = {}, filing: Partial<FilingRules> = {}): ClaimContent => {
  const content = goodClaim();
  const rules = { ...ORDINARY_RULES, filing: { ...ORDINARY_RULES.filing, ...filing } };
  return { ...content, serviceDate: "2026-01-10", payer: { ...content.payer, filingDays: 90, rules }, ...more };
};
const after = (decidedOn: string) => ({ earlier: [{ decidedOn } as EarlierPayer] });

describe("BIL-237: in what time a claim has to be with its payer", () => {
  test("a first claim counts from the service; three quarters of 90 days are 67 and a half, so the 68th is late", () => {
    expect(filingTime(filed())).toEqual({
      what: "first",
      basis: "service",
      from: "2026-01-10",
      days: 90,
      by: "2026-04-10",
      soon: "2026-03-19",
    });
  });
  test("a later payer's counts from the decision before it, or from the service where the payer says so", () => {
    expect(filingTime(filed(after("2026-03-01")))).toMatchObject({
      what: "later",
      from: "2026-03-01",
      by: "2026-05-30",
    });
    expect(filingTime(filed(after("2026-03-01"), { laterFrom: "service" }))).toMatchObject({
      what: "later",
      basis: "service",
      by: "2026-04-10",
    });
  });
  test("a corrected claim has the payer's own days, from what it says; where it has said none, those of the first claim", () => {
    const decided = { decidedOn: "2026-03-01" };
    expect(filingTime(filed(decided, { correctedDays: 30 }))).toMatchObject({ what: "corrected", by: "2026-03-31" });
    expect(filingTime(filed(decided, { correctedDays: 120, correctedFrom: "service" }))).toMatchObject({
      what: "corrected",
      by: "2026-05-10",
    });
    expect(filingTime(filed(decided))).toMatchObject({ what: "first", by: "2026-04-10" });
    // Days for corrections say nothing of a claim that was never decided.
    expect(filingTime(filed({}, { correctedDays: 30 }))).toMatchObject({ what: "first", by: "2026-04-10" });
  });
  test.each([
    ["2026-03-18", []],
    ["2026-03-19", ["warning"]],
    ["2026-04-10", ["warning"]],
    ["2026-04-11", ["error"]],
  ] as const)("SCRUB-37 on %s says %j", (today, said) => {
    const content = filed();
    const coverage = { ...content.coverage, from: "2025-01-01", to: null };
    const found = serviceDate({ ...content, coverage }, scrubContext(content, { today }));
    expect(found.map((one) => one.severity)).toEqual(said);
  });
  test("SCRUB-37 stops a correction that is too late, and leads to the days that say so; without any it says nothing", () => {
    const late = (filing: Partial<FilingRules>) => {
      const content = filed({ decidedOn: "2026-03-01" }, filing);
      const coverage = { ...content.coverage, from: "2025-01-01", to: null };
      return serviceDate({ ...content, coverage }, scrubContext(content, { today: "2026-09-01", frequency: "7" }));
    };
    expect(late({ correctedDays: 60 })).toMatchObject([
      { severity: "error", source: { screen: "payer", field: "rules.filing.correctedDays" } },
    ]);
    expect(late({ correctedDays: null })).toEqual([]);
  });
});
