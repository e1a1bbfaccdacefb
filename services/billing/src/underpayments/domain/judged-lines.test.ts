import { sumCents } from "@practicum/kernel/money";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { expect, test } from "vitest";
import { aContract, aTerm, facts, line } from "../../testing/a-contract.ts";
import { decision } from "../../testing/payer-files.ts";
import { judgedLines } from "./judged-lines.ts";
import { shortPaid } from "./short-paid.ts";

const NUMBER = "C000043";
/** 99213 is due $100.00, 11102 $200.00, 17110 $300.00; 88305 has no price. */
const SCHEDULE = aContract({
  terms: [aTerm({ name: "Schedule", pay: { by: "schedule", scheduleId: "base", rate: 10_000 } })],
});
const CO = (reason: string, amount: number) => ({ group: "CO", reason, amount });
const lines = (["99213", "11102", "88305"] as const).map((code, at) => ({
  ...line(code, { lineNumber: at + 1, charge: 30_000 }),
  chargeId: `charge ${at + 1}`,
  amount: 30_000,
  label: code,
}));
const claim = { number: NUMBER, lines };
const paid = (at: number, amount: number, refused = 0) => ({
  code: lines[at]?.code ?? "",
  charge: 30_000,
  paid: amount,
  adjustments: [CO("45", 30_000 - amount - refused), ...(refused > 0 ? [CO("197", refused)] : [])],
  controlNumber: `${NUMBER}L${at + 1}`,
});
const judge = (payment: ClaimPayment835, contract = SCHEDULE) =>
  judgedLines(claim, payment, shortPaid(contract, claim, payment, facts()).lines);
const told = (made: ReturnType<typeof judge>) =>
  made.map(({ code, kind, expected, allowed, paid: of }) => [code, kind, expected, allowed, of]);

test("BIL-399: a line with a price is compared, one without is not known, one that was refused is neither", () => {
  const made = judge(decision(NUMBER, [paid(0, 9000), paid(1, 0, 30_000), paid(2, 7000)]));
  expect(told(made)).toEqual([
    ["99213", "known", 10_000, 9000, 9000],
    ["11102", "refused", null, 0, 0],
    ["88305", "unknown", null, 7000, 7000],
  ]);
  expect(made[2]?.because).toBe("Schedule: no price of 88305, and no other term fits.");
  // A part that was refused is worked as a denial: what is left of the line is no underpayment.
  expect(judge(decision(NUMBER, [paid(0, 9000, 1000)]))[0]).toMatchObject({ kind: "refused", allowed: 9000 });
});

test("BIL-399: without a contract nothing is expected, and that is not zero", () => {
  const made = judgedLines(claim, decision(NUMBER, [paid(0, 9000)]), null);
  expect(told(made).slice(0, 1)).toEqual([["99213", "unknown", null, 9000, 9000]]);
  expect(made.map((one) => one.because)).toEqual([
    "No contract with the payer is known for this day.",
    "The payer's decision does not name the line.",
    "The payer's decision does not name the line.",
  ]);
});

test("BIL-399: what the payer says of the claim as a whole stands on its lines, to the cent of what it paid", () => {
  const detailed = decision(NUMBER, [paid(0, 30_000), paid(1, 30_000), paid(2, 30_000)]);
  const off: ClaimPayment835 = { ...detailed, adjustments: [CO("45", 10_000)], paid: 80_000 };
  const made = judge(off);
  expect(made.map((one) => one.allowed)).toEqual([26_666, 26_667, 26_667]);
  expect(sumCents(made.map((one) => one.paid))).toBe(80_000);
  const whole: ClaimPayment835 = { ...off, lines: [] };
  expect(told(judge(whole)).map(([, kind]) => kind)).toEqual(["unknown", "unknown", "unknown"]);
  expect(sumCents(judge(whole).map((one) => one.paid))).toBe(80_000);
  expect(sumCents(judge(whole).map((one) => one.allowed))).toBe(80_000);
});

test("BIL-399: a case is paid once: what was refused as a part of it is no denial, and together its lines are what it pays", () => {
  const caseRates = [{ name: "Removal", opens: ["11102"], includes: ["99213"], price: 20_000 }];
  const bundled = { ...paid(0, 0), adjustments: [CO("97", 30_000)] };
  const made = judge(decision(NUMBER, [bundled, paid(1, 20_000), paid(2, 7000)]), aContract({ caseRates }));
  expect(made.slice(0, 2).map(({ kind, expected, allowed }) => [kind, expected, allowed])).toEqual([
    ["known", 10_000, 0],
    ["known", 10_000, 20_000],
  ]);
});
