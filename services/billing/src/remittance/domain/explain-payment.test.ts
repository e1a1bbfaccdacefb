import { describe, expect, test } from "vitest";
import { decision } from "../../testing/payer-files.ts";
import { mayBillPatient, dispositionOf } from "./adjustment-policy.ts";
import { adjustmentSums, allowedOf, explainAdjustment, paymentOfLine } from "./explain-payment.ts";
import { FORCED } from "./force.ts";

const adjustment = (group: string, reason: string, amount: number) => ({ group, reason, amount });

test.each([
  ["CO", "45", "contractual"],
  ["CO", "253", "contractual"],
  ["CO", "24", "contractual"],
  ["PI", "45", "contractual"],
  ["CO", "59", "denial"],
  ["CO", "50", "denial"],
  ["OA", "23", "other-payer"],
  ["PR", "23", "other-payer"],
  ["PR", "1", "patient"],
  ["PR", "3", "patient"],
  ["PR", "45", "denial"],
  ["PR", "204", "denial"],
  ["CO", "1", "denial"],
  ["CR", "97", "contractual"],
  ["CO", FORCED, "forced"],
  ["PR", FORCED, "forced"],
])("BIL-32 to BIL-34: %s-%s is %s", (group, reason, expected) => {
  expect(dispositionOf(group, reason)).toBe(expected);
});

test("BIL-36: only what the payer calls the patient's may become the patient's", () => {
  expect(["PR", "CO", "OA", "PI", "CR", ""].filter(mayBillPatient)).toEqual(["PR"]);
});

describe("what a payer allowed", () => {
  test("the patient's share is a part of it, what was taken off or refused is not", () => {
    const adjustments = [adjustment("CO", "45", 3000), adjustment("PR", "3", 2000), adjustment("CO", "97", 500)];
    expect(allowedOf(10_000, { adjustments })).toBe(6500);
  });
  test("where the payer says it, it is as the payer says: that amount alone, also nothing", () => {
    const amounts = [
      { qualifier: "KH", amount: 1 },
      { qualifier: "B6", amount: 4000 },
    ];
    expect(allowedOf(10_000, { adjustments: [adjustment("CO", "45", 3000)], amounts })).toBe(4000);
    expect(allowedOf(10_000, { adjustments: [], amounts: [{ qualifier: "B6", amount: 0 }] })).toBe(0);
    expect(
      allowedOf(10_000, { adjustments: [adjustment("CO", "45", 3000)], amounts: [{ qualifier: "KH", amount: 1 }] }),
    ).toBe(7000);
  });
});

describe("which line of a payment is about a line of ours", () => {
  const line = (code: string, charge: number, controlNumber?: string) => ({
    code,
    charge,
    paid: charge,
    adjustments: [],
    ...(controlNumber ? { controlNumber } : {}),
  });
  const find = (lines: Parameters<typeof decision>[1], ours: { lineNumber: number; code: string; amount: number }) =>
    paymentOfLine(decision("C1", lines), "C1", ours)?.charge;
  test("by its number first, then by code and amount, then by code", () => {
    const lines = [line("99213", 100, "C1L9"), line("99213", 200), line("99213", 300, "C1L1"), line("36415", 400)];
    expect(find(lines, { lineNumber: 1, code: "99213", amount: 100 })).toBe(300);
    expect(find(lines, { lineNumber: 2, code: "99213", amount: 200 })).toBe(200);
    expect(find(lines, { lineNumber: 2, code: "99213", amount: 999 })).toBe(100);
    expect(find(lines, { lineNumber: 2, code: "36415", amount: 999 })).toBe(400);
    expect(find(lines, { lineNumber: 2, code: "36415", amount: 200 })).toBe(400);
    expect(find(lines, { lineNumber: 2, code: "87880", amount: 200 })).toBeUndefined();
  });
  test("by the code that we billed, where the payer paid another", () => {
    const payment = decision("C1", [line("99212", 100)]);
    const changed = {
      ...payment,
      lines: payment.lines.map((one) => ({ ...one, submittedProcedure: { qualifier: "HC", code: "99213" } })),
    };
    expect(paymentOfLine(changed, "C1", { lineNumber: 1, code: "99213", amount: 100 })?.charge).toBe(100);
    expect(paymentOfLine(changed, "C1", { lineNumber: 1, code: "99212", amount: 100 })).toBeUndefined();
  });
});

test("a decision's adjustments are summed by group and reason, those of the claim with those of its lines", () => {
  const lines = [
    { code: "99213", charge: 1, paid: 0, adjustments: [adjustment("CO", "45", 100), adjustment("PR", "45", 7)] },
    { code: "36415", charge: 1, paid: 0, adjustments: [adjustment("CO", "45", 20)] },
  ];
  expect(
    adjustmentSums({ ...decision("C1", lines), adjustments: [adjustment("CO", "45", 3), adjustment("CO", "97", 50)] }),
  ).toEqual([adjustment("CO", "45", 123), adjustment("CO", "97", 50), adjustment("PR", "45", 7)]);
  const { group, reason, amount, meaning } = explainAdjustment(adjustment("CO", "45", 100));
  expect([group, reason, amount, meaning.length > 10]).toEqual(["CO", "45", 100, true]);
  expect(explainAdjustment(adjustment("CO", FORCED, 1)).meaning).toBe(
    "the payer's sums do not hold; the difference was let go",
  );
  expect(explainAdjustment(adjustment("CO", "ZZ9", 1)).meaning).toBe("Reason ZZ9: look it up in the payer's list");
});
