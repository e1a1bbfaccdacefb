import { describe, expect, test } from "vitest";
import { cashForBank, countOf, decideClose, expectedOf, type Line } from "./drawer.ts";

const line = (kind: Line["kind"], method: Line["method"], amount: number): Line => ({ kind, method, amount });
const lines = [
  line("payment", "cash", 2500),
  line("payment", "check", 4000),
  line("payment", "check", 700),
  line("reversal", "check", -700),
  line("payment", "card", 9000),
  line("refund", "card", -1500),
  line("refund", "cash", -500),
  line("late-reversal", "check", -3000),
  line("late-reversal", "card", -200),
  line("payout", "cash", -1200),
  line("payout", "cash", -300),
  line("payout-undone", "cash", 300),
];

describe("BIL-282: what has to be in a drawer", () => {
  const expected = expectedOf(10_000, lines);
  test("cash is the float and all that came in or went out by cash, payouts too", () => {
    expect(expected.cash).toBe(10_000 + 2500 - 500 - 1200);
    expect(expectedOf(10_000, [line("late-reversal", "cash", -400)]).cash).toBe(9600);
  });
  test("checks are those in hand: one taken back here is gone, one of an earlier drawer was never in it", () => {
    expect([expected.checks, expected.checkCount]).toEqual([4000, 1]);
  });
  test("the batch is sales less refunds; what is taken back of an earlier one is none of it", () => {
    expect(expected.cards).toBe(7500);
  });
  test("of patients' money all that came less all that went, whatever the method; payouts are none of it", () => {
    expect(expected.received).toBe(2500 + 4000 + 9000 - 1500 - 500 - 3000 - 200);
    expect(expected.payouts).toBe(1200);
  });
});

const counted = [
  { denomination: 2000 as const, count: 5 },
  { denomination: 25 as const, count: 3 },
  { denomination: 1 as const, count: 0 },
];
const open = { state: "open" as const, version: 4, expected: expectedOf(10_000, []) };
const input = (more: object = {}) => ({
  version: 4,
  counted: [{ denomination: 10_000 as const, count: 1 }],
  left: 10_000,
  checks: 0,
  cards: 0,
  cashBecause: "",
  checksBecause: "",
  cardsBecause: "",
  ...more,
});

describe("BIL-284: closing", () => {
  test("bills and coins come to cents", () => {
    expect(countOf(counted)).toBe(10_075);
    expect(countOf([])).toBe(0);
  });
  test("what fits needs no reason, and one that was typed is not kept", () => {
    expect(decideClose(open, input({ cashBecause: "x", checksBecause: "y", cardsBecause: "z" }))).toMatchObject({
      ok: true,
      value: {
        overShort: 0,
        cash: 10_000,
        left: 10_000,
        deposit: 0,
        cashBecause: null,
        checksBecause: null,
        cardsBecause: null,
      },
    });
  });
  test("short is negative, over positive; each is refused at its own field until it has a reason", () => {
    const short = { counted: [{ denomination: 5000 as const, count: 1 }], left: 2000 };
    expect(decideClose(open, input(short))).toMatchObject({ error: { field: "cashBecause" } });
    expect(decideClose(open, input({ ...short, cashBecause: "Change" }))).toMatchObject({
      value: { overShort: -5000, deposit: 3000, cashBecause: "Change" },
    });
    expect(decideClose(open, input({ counted, cashBecause: "Found" }))).toMatchObject({
      value: { overShort: 75, counted: [counted[0], counted[1]], deposit: 75 },
    });
    expect(decideClose(open, input({ checks: 1 }))).toMatchObject({ error: { field: "checksBecause" } });
    expect(decideClose(open, input({ cards: -1 }))).toMatchObject({ error: { field: "cardsBecause" } });
    expect(decideClose(open, input({ checks: 1, checksBecause: "a", cards: -1, cardsBecause: "b" }))).toMatchObject({
      value: { checks: 1, checksBecause: "a", cards: -1, cardsBecause: "b", cashBecause: null },
    });
  });
  test("no more stays than was counted; no kind of bill is counted twice", () => {
    expect(decideClose(open, input({ left: 10_001 }))).toMatchObject({ error: { field: "left" } });
    const twice = [counted[0], counted[0]];
    expect(decideClose(open, input({ counted: twice }))).toMatchObject({ error: { field: "counted" } });
  });
  test("BIL-285: a closed one is closed; more than was seen is shown first", () => {
    expect(decideClose({ ...open, state: "closed" }, input())).toMatchObject({ error: { code: "drawer-closed" } });
    expect(decideClose({ ...open, version: 5 }, input())).toMatchObject({ error: { code: "stale-version" } });
  });
});

test("BIL-287: a closed drawer brings what was counted and not left; an open one what came in, never less than nothing", () => {
  const expected = expectedOf(10_000, lines);
  const base = { expected, openingFloat: 10_000 };
  expect(cashForBank({ ...base, closing: null })).toBe(800);
  expect(cashForBank({ ...base, closing: { deposit: 795 } as never })).toBe(795);
  expect(cashForBank({ expected: { ...expected, cash: 9000 }, openingFloat: 10_000, closing: null })).toBe(0);
});
