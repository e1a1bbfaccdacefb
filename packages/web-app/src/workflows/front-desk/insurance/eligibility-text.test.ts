import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { describe, expect, test } from "vitest";
import { describeEligibility, isCleanFor } from "./eligibility-text.ts";

const zone = "America/Los_Angeles";
const answer: Eligibility = {
  eligibilityId: "e",
  coverageId: "c",
  patientId: "p",
  serviceDate: "2026-11-23",
  status: "active",
  askedAt: "2026-11-23T15:58:00.000Z",
  answeredAt: null,
  findings: [],
  planName: null,
  copay: null,
  deductibleRemaining: null,
  coinsurancePercent: null,
  pcpName: null,
  pcpNpi: null,
  retryAt: null,
};

describe("a payer's answer in plain words", () => {
  test("unknown says when it was asked, when it is tried again, and that it blocks nothing", () => {
    const text = describeEligibility(
      { ...answer, status: "unknown", retryAt: "2026-11-23T16:30:00.000Z" },
      "Molina",
      zone,
    );
    expect(text.word).toBe("Unknown");
    expect(text.sentences.join(" ")).toBe(
      "Molina did not answer at 7:58 AM. It will be asked again at 8:30 AM. This does not stop the visit.",
    );
  });

  test("wrong PCP names the one the payer has", () => {
    const text = describeEligibility({ ...answer, status: "wrong-pcp", pcpName: "Dr. Chen" }, "Health Net", zone);
    expect(text).toMatchObject({ tone: "warn", word: "Wrong PCP" });
    expect(text.sentences).toContain("Health Net names Dr. Chen as the PCP.");
  });

  test("active tells the money, and nothing that was not told", () => {
    const text = describeEligibility({ ...answer, copay: 2000 }, "Aetna", zone);
    expect(text.sentences).toEqual(["For 11/23/2026.", "Copay $20.00."]);
  });

  test("an answer for another day than the visit's is not simply active", () => {
    const answered = { ...answer, answeredAt: "2026-11-23T15:59:00.000Z", copay: 2000 };
    expect(describeEligibility(answered, "Aetna", zone, "2026-12-01")).toEqual({
      tone: "warn",
      word: "Active on 11/23/2026",
      sentences: ["Checked for 11/23/2026, not for the day of this visit: ask the payer again.", "Copay $20.00."],
    });
    expect(describeEligibility(answered, "Aetna", zone, "2026-11-23").word).toBe("Active");
  });

  test("nobody asked is not inactive", () => {
    expect(describeEligibility(null, "Aetna", zone)).toMatchObject({ tone: "info", word: "Not checked" });
  });
});

test("only an active answer for the day settles the insurance", () => {
  expect(isCleanFor(answer, "2026-11-23")).toBe(true);
  expect(isCleanFor(answer, "2026-11-24")).toBe(false);
  expect(isCleanFor({ ...answer, status: "unknown" }, "2026-11-23")).toBe(false);
  expect(isCleanFor(null, "2026-11-23")).toBe(false);
});
