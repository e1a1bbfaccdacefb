import { describe, expect, test } from "vitest";
import { claimOfPayment, isOut, passOnEntries, sentOn, type SiblingClaim } from "./next-payer.ts";

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

describe("BIL-73: a payment that only its kind tells", () => {
  const first = claim(1, { payerClaimNumber: "M1" });
  const find = (family: readonly SiblingClaim[], status: string, filingIndicator: string) => {
    const found = claimOfPayment(family[0] ?? first, family, { status, payerClaimNumber: "X1", filingIndicator });
    return "claim" in found ? found.claim.claimId : "waits";
  };
  test("of two later payers of that kind neither is guessed, and an earlier one is none", () => {
    const twins = [first, claim(2, { claimFiling: "MC" }), claim(3, { claimFiling: "MC" })];
    expect(find(twins, "4", "MC")).toBe("c1");
    const second = claim(2, { payerClaimNumber: "M2" });
    expect(find([second, claim(1, { claimFiling: "CI" })], "4", "CI")).toBe("c2");
    expect(find([first, claim(2), claim(3, { claimFiling: "HM" })], "4", "HM")).toBe("c3");
  });
  test("decided as the third goes to the third, sent on or not", () => {
    const three = [first, claim(2), claim(3)];
    expect([find(three, "3", "HM"), find(three, "21", "HM"), find(three, "20", "HM"), find(three, "19", "HM")]).toEqual(
      ["c3", "c3", "c2", "c1"],
    );
  });
  test("a payment without a number is about the claim whose number it has, and so is one under the number that is known", () => {
    const found = (payerClaimNumber: string, of = first) =>
      claimOfPayment(of, [of, claim(2, { payerClaimNumber: "" })], {
        status: "2",
        payerClaimNumber,
        filingIndicator: "MC",
      });
    expect([found(""), found("M1")]).toEqual([{ claim: first }, { claim: first }]);
    expect(found("X1")).toMatchObject({ claim: { claimId: "c2" } });
  });
});

test("BIL-73: sent on by the payer itself are nineteen to twenty-one alone", () => {
  expect(["1", "2", "3", "4", "19", "20", "21", "22", "23", "25"].filter((status) => sentOn({ status }))).toEqual([
    "19",
    "20",
    "21",
  ]);
});

test("BIL-71: what leaves the patient's side is the patient's share alone, charge by charge, to the next payer's claim", () => {
  const about = { patientId: "p", encounterId: "e", because: "", rule: "" };
  const entries = passOnEntries(
    [
      { ...about, account: "insurance-clearing", amount: 7000, chargeId: "a" },
      { ...about, account: "patient-receivable", amount: 2000, chargeId: "a" },
      { account: "patient-receivable", amount: 500, because: "", rule: "" },
    ],
    { claimId: "next", payerName: "Second" },
  );
  const told = { claimId: "next", because: "Goes to Second first, who pays after this payer", rule: "BIL-71" };
  const first = { ...told, patientId: "p", encounterId: "e", chargeId: "a" };
  const bare = { ...told, patientId: null, encounterId: null, chargeId: null };
  expect(entries).toEqual([
    { ...first, account: "insurance-receivable", amount: 2000 },
    { ...first, account: "patient-receivable", amount: -2000 },
    { ...bare, account: "insurance-receivable", amount: 500 },
    { ...bare, account: "patient-receivable", amount: -500 },
  ]);
});
