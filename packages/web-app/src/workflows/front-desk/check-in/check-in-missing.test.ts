import { expect, test } from "vitest";
import { missingForCheckIn } from "./check-in-missing.ts";
import { openCheck } from "./check-state.ts";

const done = { done: true, skippedBecause: null };

test("everything that is open is named, in the order of the rows", () => {
  const rows = { identifiers: 0, coverage: openCheck, consent: openCheck, copay: openCheck, isSelfPay: false };
  expect(missingForCheckIn(rows)).toEqual(["two identifiers", "insurance", "consents", "copay"]);
  expect(missingForCheckIn({ ...rows, isSelfPay: true }).at(-1)).toBe("fee or deposit");
});

test("one identifier is not enough, and a skip without a reason asks for the reason", () => {
  const skipping = { done: false, skippedBecause: " " };
  expect(
    missingForCheckIn({ identifiers: 1, coverage: skipping, consent: skipping, copay: done, isSelfPay: false }),
  ).toEqual(["one more identifier", "why insurance is skipped", "why consents are skipped"]);
});

test("done or skipped with a reason, nothing is missing", () => {
  const skipped = { done: false, skippedBecause: "Card left at home" };
  expect(
    missingForCheckIn({ identifiers: 2, coverage: skipped, consent: done, copay: done, isSelfPay: false }),
  ).toEqual([]);
});
