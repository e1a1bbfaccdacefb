import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { describe, expect, test } from "vitest";
import { cardPcpElsewhere, describeEligibility, isCleanFor } from "./eligibility-text.ts";

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

  test("a PCP elsewhere is named once, with what to do and in what the payer may be wrong", () => {
    const findings = [
      "The payer says the primary care provider is Anita Patel, not of this practice.",
      "Copay of an office visit: $20.00.",
    ];
    const found = { ...answer, status: "wrong-pcp" as const, pcpName: "Anita Patel", copay: 2000, findings };
    const text = describeEligibility(found, "Health Net", zone);
    expect(text).toMatchObject({ tone: "warn", word: "Wrong PCP" });
    const said = text.sentences.join(" ");
    expect(said.match(/Anita Patel/g)).toHaveLength(1);
    expect(said.match(/\$20\.00/g)).toHaveLength(1);
    expect(said).toContain("referral");
    expect(said).toContain("may not be in the plan's list yet");
  });

  test("the card's PCP is warned of where it is not of the practice, and the payer named none", () => {
    const card = { payerKind: "hmo", payerName: "Molina", pcpNpi: "1234567893", eligibility: null };
    const ours = new Set(["1992000012", "1234567893"]);
    // The practice's PA sees a patient whose PCP is its physician: nothing to warn of.
    expect(cardPcpElsewhere(card, ours)).toBeNull();
    expect(cardPcpElsewhere(card, new Set(["1992000012"]))?.[0]).toContain("not of this practice");
    expect(cardPcpElsewhere({ ...card, eligibility: { pcpNpi: "1" } }, new Set(["1992000012"]))).toBeNull();
    expect(cardPcpElsewhere({ ...card, payerKind: "ppo" }, new Set(["1992000012"]))).toBeNull();
    // Not known yet who belongs to the practice: no false warning.
    expect(cardPcpElsewhere(card, new Set())).toBeNull();
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
      sentences: ["Verified for 11/23/2026, not for the day of this visit: verify eligibility again.", "Copay $20.00."],
    });
    expect(describeEligibility(answered, "Aetna", zone, "2026-11-23").word).toBe("Active");
  });

  test("nobody asked is not inactive", () => {
    expect(describeEligibility(null, "Aetna", zone)).toMatchObject({ tone: "warn", word: "Not verified" });
  });
});

test("only an active answer for the day settles the insurance", () => {
  expect(isCleanFor(answer, "2026-11-23")).toBe(true);
  expect(isCleanFor(answer, "2026-11-24")).toBe(false);
  expect(isCleanFor({ ...answer, status: "unknown" }, "2026-11-23")).toBe(false);
  expect(isCleanFor(null, "2026-11-23")).toBe(false);
});
