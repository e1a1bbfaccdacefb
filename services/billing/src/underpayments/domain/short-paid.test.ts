import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import { must } from "@practicum/kernel/assert";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { expect, test } from "vitest";
import { aContract, aTerm, facts, line } from "../../testing/a-contract.ts";
import { decision, type LineDecision } from "../../testing/payer-files.ts";
import { shortPaid } from "./short-paid.ts";

const NUMBER = "C000042";
const SCHEDULE = aContract({
  terms: [aTerm({ name: "Schedule", pay: { by: "schedule", scheduleId: "base", rate: 10_000 } })],
});

/** Lines as billed, each with its charge: 99213 is due $100.00, 11102 $200.00, 17110 $300.00. */
const billed = (...codes: readonly (readonly [code: string, charge: number])[]) => ({
  number: NUMBER,
  lines: codes.map(([code, charge], at) => ({
    ...line(code, { lineNumber: at + 1, charge }),
    chargeId: `charge ${at + 1}`,
    amount: charge,
  })),
});
type Adjustments = LineDecision["adjustments"];
const paid = (code: string, charge: number, amount: number, adjustments: Adjustments, at = 1): LineDecision => ({
  code,
  charge,
  paid: amount,
  adjustments,
  controlNumber: `${NUMBER}L${at}`,
});
const CO = (reason: string, amount: number) => ({ group: "CO", reason, amount });
const PR = (reason: string, amount: number) => ({ group: "PR", reason, amount });
const judged = (contract: ContractContent, claim: ReturnType<typeof billed>, payment: ClaimPayment835) =>
  shortPaid(contract, claim, payment, facts());

test("BIL-389: the line that was allowed less than its contract is named, with what is missing and how the contract comes to it", () => {
  const claim = billed(["99213", 15_000], ["11102", 30_000]);
  const payment = decision(NUMBER, [
    paid("99213", 15_000, 10_000, [CO("45", 5000)], 1),
    paid("11102", 30_000, 13_000, [CO("45", 15_000), PR("3", 2000)], 2),
  ]);
  expect(judged(SCHEDULE, claim, payment).short).toEqual([
    {
      chargeId: "charge 2",
      paidCode: "11102",
      expected: 20_000,
      allowed: 15_000,
      paid: 13_000,
      missing: 5000,
      term: "Schedule",
      because: "100% of $200.00 in Base rates.",
    },
  ]);
});

test("BIL-389: allowed as agreed, or more, is none; a difference within the tolerance is none, one above it is", () => {
  const claim = billed(["99213", 15_000]);
  const allowed = (amount: number, tolerance = 0) =>
    judged(
      { ...SCHEDULE, tolerance },
      claim,
      decision(NUMBER, [paid("99213", 15_000, amount, [CO("45", 15_000 - amount)])]),
    ).short.map((one) => one.missing);
  expect(allowed(10_000)).toEqual([]);
  expect(allowed(12_000)).toEqual([]);
  expect(allowed(9900, 100)).toEqual([]);
  expect(allowed(9899, 100)).toEqual([101]);
});

test("BIL-389: the patient's share is no underpayment, and the payer's own word for what it allowed (AMT*B6) counts", () => {
  const claim = billed(["99213", 15_000]);
  const shared = decision(NUMBER, [paid("99213", 15_000, 0, [CO("45", 5000), PR("1", 10_000)])]);
  expect(judged(SCHEDULE, claim, shared).short).toEqual([]);
  const told = {
    ...shared,
    lines: shared.lines.map((one) => ({ ...one, amounts: [{ qualifier: "B6", amount: 8000 }] })),
  };
  expect(judged(SCHEDULE, claim, told).short).toMatchObject([{ allowed: 8000, missing: 2000 }]);
});

test("BIL-390: what was refused is a denial, not missing here too; and takes no rank among the procedures", () => {
  const contract = {
    ...SCHEDULE,
    multipleProcedures: { rates: [10_000, 5000], codes: ["1*"], exempt: [], rankBy: "allowed" as const },
  };
  const claim = billed(["17110", 40_000], ["11102", 30_000]);
  const refusedFirst = (amount: number) =>
    decision(NUMBER, [
      paid("17110", 40_000, 0, [CO("50", 40_000)], 1),
      paid("11102", 30_000, amount, [CO("45", 30_000 - amount)], 2),
    ]);
  // The first is refused: the second is the only procedure and is due whole.
  expect(judged(contract, claim, refusedFirst(20_000)).short).toEqual([]);
  expect(judged(contract, claim, refusedFirst(10_000)).short).toMatchObject([
    { chargeId: "charge 2", missing: 10_000 },
  ]);
  const both = decision(NUMBER, [
    paid("17110", 40_000, 30_000, [CO("45", 10_000)], 1),
    paid("11102", 30_000, 10_000, [CO("45", 20_000)], 2),
  ]);
  expect(judged(contract, claim, both).short).toEqual([]);
  // A part of a line that was refused is no part of what is missing.
  const part = decision(NUMBER, [paid("99213", 15_000, 6000, [CO("45", 5000), CO("151", 4000)])]);
  expect(judged(SCHEDULE, billed(["99213", 15_000]), part).short).toEqual([]);
});

test("BIL-390: sequestration is compared by itself: as agreed it is none, more than agreed is missing", () => {
  const claim = billed(["99213", 15_000]);
  const kept = (amount: number) =>
    decision(NUMBER, [paid("99213", 15_000, 8000 - amount, [CO("45", 5000), PR("2", 2000), CO("253", amount)])]);
  const two = { ...SCHEDULE, sequestrationRate: 200 };
  expect(judged(two, claim, kept(160)).short).toEqual([]);
  expect(judged(two, claim, kept(400)).short).toMatchObject([{ allowed: 10_000, missing: 240 }]);
  expect(judged(SCHEDULE, claim, kept(160)).short).toMatchObject([
    {
      missing: 160,
      because: "100% of $100.00 in Base rates. The contract agrees to no sequestration, and $1.60 was kept back.",
    },
  ]);
});

test("BIL-390: a case is compared as a whole, also where the payer pays it on one line and the others as a part of it", () => {
  const contract = { ...SCHEDULE, caseRates: [{ name: "Case", opens: ["17110"], includes: ["99213"], price: 50_000 }] };
  const claim = billed(["99213", 15_000], ["17110", 60_000]);
  const onOne = (amount: number) =>
    decision(NUMBER, [
      paid("99213", 15_000, 0, [CO("97", 15_000)], 1),
      paid("17110", 60_000, amount, [CO("45", 60_000 - amount)], 2),
    ]);
  expect(judged(contract, claim, onOne(50_000)).short).toEqual([]);
  expect(judged(contract, claim, onOne(42_000)).short).toMatchObject([
    { chargeId: "charge 2", expected: 50_000, allowed: 42_000, missing: 8000, term: "Case" },
  ]);
});

test("BIL-390: where the payer takes off from the claim as a whole, the claim is compared as a whole", () => {
  const claim = billed(["99213", 15_000], ["11102", 30_000]);
  const lines = [paid("99213", 15_000, 15_000, [], 1), paid("11102", 30_000, 30_000, [], 2)];
  const whole = (amount: number) => ({
    ...decision(NUMBER, lines),
    adjustments: [CO("45", amount)],
    paid: 45_000 - amount,
  });
  expect(judged(SCHEDULE, claim, whole(15_000)).short).toEqual([]);
  expect(judged(SCHEDULE, claim, whole(20_000)).short).toMatchObject([
    { chargeId: "charge 2", expected: 30_000, allowed: 25_000, missing: 5000 },
  ]);
});

test("BIL-389: a line under another code is measured by the contract's price of what was billed; one without a price is not judged", () => {
  const claim = billed(["11102", 30_000], ["19999", 9000]);
  const payment = decision(NUMBER, [
    paid("11101", 30_000, 15_000, [CO("45", 15_000)], 1),
    paid("19999", 9000, 100, [CO("45", 8900)], 2),
  ]);
  const { short, lines } = judged({ ...SCHEDULE, tolerance: 90_000 }, claim, payment);
  // Whatever the tolerance: that it was paid as another service is looked at.
  expect(must(short[0])).toMatchObject({ chargeId: "charge 1", paidCode: "11101", missing: 5000 });
  expect(short).toHaveLength(1);
  expect(lines.flatMap((one) => (one.allowed === null ? [] : [one.chargeId]))).toEqual(["charge 1"]);
});
