import { expect, test } from "vitest";
import { queueChanges, type Standing } from "./queue-changes.ts";

const found = (charge: string, missing: number) => ({
  charge_id: charge,
  missing,
  expected: 15_000,
  allowed: 15_000 - missing,
  contract_id: "c",
  contract_version: 1,
  term: "Fees",
  because: "$150.00 a unit.",
});
const standing = (charge: string, missing: number, more: Partial<Standing> = {}): Standing => ({
  ...found(charge, missing),
  underpayment_id: `u ${charge}`,
  status: "open",
  note: null,
  left_queue: false,
  ...more,
});
const left = { status: "closed", note: "Nothing is missing any more.", left_queue: true } as const;

test("BIL-400: what is found enters, what is no longer missing leaves, what left before comes back as itself", () => {
  const made = queueChanges([standing("b", 200), standing("c", 300, left)], [found("a", 100), found("c", 300)]);
  expect(made.enter.map((one) => one.charge_id)).toEqual(["a"]);
  expect(made.leave).toEqual(["u b"]);
  expect(made.refresh).toMatchObject([{ underpaymentId: "u c", what: "came-back" }]);
});

test("BIL-400: the same again changes nothing; another amount, or the same by another version, is told on the row", () => {
  const nothing = { enter: [], refresh: [], leave: [] };
  expect(queueChanges([standing("a", 100)], [found("a", 100)])).toEqual(nothing);
  expect(queueChanges([standing("a", 100, left)], [])).toEqual(nothing);
  expect(queueChanges([standing("a", 100)], [found("a", 250)]).refresh).toMatchObject([{ what: "amount" }]);
  const later = { ...found("a", 100), contract_version: 2 };
  expect(queueChanges([standing("a", 100)], [later]).refresh).toMatchObject([{ what: "words" }]);
});

test.each([
  ["disputed", { status: "disputed", note: "Letter" }],
  ["accepted", { status: "accepted", note: "Agreed" }],
  ["opened again by a person", { status: "open", note: "Payer wants it again" }],
] as const)("BIL-400: what was worked is left alone: %s", (_, worked) => {
  const nothing = { enter: [], refresh: [], leave: [] };
  expect(queueChanges([standing("a", 100, worked)], [])).toEqual(nothing);
  expect(queueChanges([standing("a", 100, worked)], [found("a", 900)])).toEqual(nothing);
});

test("BIL-400: what the payer's reversal closed is of a posting that is gone: the same line enters anew", () => {
  const reversed = standing("a", 100, { status: "closed" });
  expect(queueChanges([reversed], [found("a", 100)]).enter).toHaveLength(1);
  expect(queueChanges([reversed], [])).toEqual({ enter: [], refresh: [], leave: [] });
});
