import { expect, test } from "vitest";
import { slipOf, type SlipCheck, type Taken } from "./slip.ts";

const taken = (method: Taken["method"], amount: number, reference: string | null = null, patientId = "a"): Taken => ({
  patientId,
  method,
  reference,
  amount,
});
const payers: SlipCheck = { payerName: "Blue Harbor", patientId: null, number: "77001", amount: 12_345 };

test("BIL-261: cash in one sum, each check by number and amount, cards beside it", () => {
  const slip = slipOf(
    [],
    [taken("cash", 2000), taken("check", 1500, "412"), taken("card", 9900), taken("cash", 500)],
    [payers],
  );
  expect(slip.checks).toEqual([payers, { payerName: null, patientId: "a", number: "412", amount: 1500 }]);
  expect(slip).toMatchObject({ cash: 2500, total: 16_345, cards: 9900 });
});

test("BIL-261: a patient's check that was recorded as a deposit too is on the slip once", () => {
  const again = { payerName: null, patientId: "a", number: "Check #0412", amount: 1500 };
  expect(slipOf([], [taken("check", 1500, "412")], [again])).toMatchObject({
    total: 1500,
    checks: [{ number: "412" }],
  });
  // Another patient's, another amount or another number is another check.
  for (const other of [{ patientId: "b" }, { amount: 1501 }, { number: "413" }])
    expect(slipOf([], [taken("check", 1500, "412")], [{ ...again, ...other }]).checks).toHaveLength(2);
  // Two of one patient without a number are two, and one record of them answers for one.
  expect(slipOf([], [taken("check", 700), taken("check", 700)], []).total).toBe(1400);
  expect(slipOf([], [taken("check", 700), taken("check", 700)], [{ ...again, number: "", amount: 700 }]).total).toBe(
    1400,
  );
});

test("BIL-261: a day without anything is a slip of nothing", () => {
  expect(slipOf([], [], [])).toEqual({ cash: 0, checks: [], total: 0, cards: 0 });
});

test("BIL-287: of a drawer it has the cash for the bank, as it was counted, and the checks that are in it", () => {
  const drawer = {
    cash: 4995,
    cards: 700,
    taken: [taken("cash", 5000), taken("check", 1500, "412"), taken("card", 700)],
  };
  expect(slipOf([drawer], [taken("cash", 300), taken("card", 50)], [payers])).toEqual({
    cash: 5295,
    checks: [payers, { payerName: null, patientId: "a", number: "412", amount: 1500 }],
    total: 5295 + 1500 + 12_345,
    cards: 750,
  });
});
