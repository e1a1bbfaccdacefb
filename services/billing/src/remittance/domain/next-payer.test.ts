import { describe, expect, test } from "vitest";
import { claimOfPayment, isOut, type SiblingClaim } from "./next-payer.ts";

const claim = (order: number, more: Partial<SiblingClaim> = {}): SiblingClaim => ({
  claimId: `c${order}`,
  number: `C${order}`,
  coverageId: `v${order}`,
  order,
  status: "accepted",
  claimFiling: ["MB", "MC", "CI"][order - 1] ?? "CI",
  payerClaimNumber: null,
  takenBack: false,
  ...more,
});

describe("BIL-73: which claim of a visit a payment is about", () => {
  const first = claim(1, { payerClaimNumber: "M1" });
  const second = claim(2);
  const find = (
    family: readonly SiblingClaim[],
    payment: { status: string; payerClaimNumber: string; filingIndicator: string },
  ) => {
    const found = claimOfPayment(first, family, payment);
    return "claim" in found ? found.claim.claimId : "waits";
  };
  test.each([
    ["its payer, first decision", "1", "M1", "MB", "c1"],
    ["its payer under another number", "1", "M2", "MB", "c1"],
    ["its payer, of another kind than we keep", "1", "M2", "12", "c1"],
    ["its payer, deciding as the second", "2", "M2", "MB", "c1"],
    ["the payer it was sent on to", "2", "X1", "MC", "c2"],
    ["that payer refuses it", "4", "X1", "MC", "c2"],
    ["that payer takes back", "22", "X1", "MC", "c2"],
    ["another payer refuses it", "4", "X1", "HM", "c1"],
  ])("%s", (_, status, payerClaimNumber, filingIndicator, expected) => {
    expect(find([first, second], { status, payerClaimNumber, filingIndicator })).toBe(expected);
  });
  test("the later payer's own number tells, once it is known", () => {
    const known = claim(2, { payerClaimNumber: "X1" });
    expect(find([first, known], { status: "22", payerClaimNumber: "X1", filingIndicator: "MB" })).toBe("c2");
  });
  test("a later payer that comes first waits", () => {
    expect(find([first], { status: "2", payerClaimNumber: "X1", filingIndicator: "MC" })).toBe("waits");
    expect(find([first, second], { status: "3", payerClaimNumber: "X1", filingIndicator: "CI" })).toBe("waits");
  });
  test("BIL-74: out is what its payer has and has not taken back", () => {
    expect(
      (["draft", "needs-correction", "ready", "rejected", "voided"] as const).map((status) =>
        isOut({ status, takenBack: false }),
      ),
    ).toEqual([false, false, false, false, false]);
    expect(
      (["submitted", "accepted", "paid", "denied", "closed"] as const).map((status) =>
        isOut({ status, takenBack: false }),
      ),
    ).toEqual([true, true, true, true, true]);
    expect(isOut({ status: "accepted", takenBack: true })).toBe(false);
  });
});
