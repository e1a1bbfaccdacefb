import { WRITE_OFF_ALONE_MAX } from "@practicum/contracts/billing/denials";
import { describe, expect, test } from "vitest";
import { denialDeadline, denialRule, recommendation, recommendedAction } from "./denial-policy.ts";
import { mayWriteOffAlone } from "./write-off-policy.ts";

describe("BIL-34: what to do first about a refusal", () => {
  test.each([
    ["CO", "27", "eligibility", "rerun-eligibility"],
    ["CO", "197", "authorization", "appeal"],
    ["CO", "16", "coding", "correct"],
    ["CO", "50", "necessity", "appeal"],
    ["CO", "97", "bundling", "correct"],
    ["OA", "18", "duplicate", "find-original"],
    ["CO", "29", "timely", "appeal"],
    ["CO", "B7", "credentialing", "appeal"],
    ["CO", "242", "network", "appeal"],
    ["CO", "96", "non-covered", "write-off"],
    ["PR", "96", "non-covered", "bill-patient"],
    ["PR", "27", "eligibility", "rerun-eligibility"],
    ["CO", "ZZ9", "other", "correct"],
  ])("%s-%s is of %s: %s", (group, reason, family, action) => {
    expect(denialRule(reason).family).toBe(family);
    expect(recommendedAction(group, reason)).toBe(action);
  });
  test("the words are those of the action: a patient's share is billed, a contract's is written off", () => {
    expect(recommendation("PR", "204")).toBe("The payer says that this is the patient's to pay: bill the patient.");
    expect(recommendation("CO", "204")).toContain(
      "bill the patient only where the payer says so (PR), else write it off",
    );
    expect(recommendation("CO", "29")).toContain("277CA");
  });
});

describe("BIL-34: until when it can still work", () => {
  const deadline = (
    action: Parameters<typeof denialDeadline>[0]["action"],
    filingDays = 180,
    paymentDate = "2026-11-23",
    corrected: Parameters<typeof denialDeadline>[0]["corrected"] = null,
  ) => denialDeadline({ action, appealDays: 60, filingDays, corrected, serviceDate: "2026-09-01", paymentDate });
  test("BIL-237: a payer's own days for corrected claims count, from what it says, and move no appeal", () => {
    expect(deadline("correct", 180, "2026-11-23", { days: 90, from: "decision" })).toBe("2027-02-21");
    expect(deadline("correct", 180, "2026-11-23", { days: 90, from: "service" })).toBe("2026-11-30");
    expect(deadline("appeal", 180, "2026-11-23", { days: 90, from: "service" })).toBe("2027-01-22");
  });
  test.each([
    ["an appeal: the payer's days after its decision", deadline("appeal"), "2027-01-22"],
    ["finding the original, too", deadline("find-original"), "2027-01-22"],
    ["a correction: the filing time after the service", deadline("correct"), "2027-02-28"],
    ["asking for eligibility again, too", deadline("rerun-eligibility"), "2027-02-28"],
    ["a payer that decided late still leaves a month", deadline("correct", 90), "2026-12-23"],
    ["the later of the two counts, on the day itself either", deadline("correct", 113), "2026-12-23"],
    ["billing the patient has no end", deadline("bill-patient"), null],
    ["giving up has none either", deadline("write-off"), null],
  ])("%s", (_, is, expected) => {
    expect(is).toBe(expected);
  });
});

test("BIL-43: up to the limit a biller gives up alone, a cent more waits for a second person, who may", () => {
  expect(mayWriteOffAlone(WRITE_OFF_ALONE_MAX, false)).toBe(true);
  expect(mayWriteOffAlone(WRITE_OFF_ALONE_MAX + 1, false)).toBe(false);
  expect(mayWriteOffAlone(WRITE_OFF_ALONE_MAX + 1, true)).toBe(true);
});
