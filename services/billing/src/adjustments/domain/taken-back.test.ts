import { expect, test } from "vitest";
import { fateOf } from "./taken-back.ts";

const byPayer = { claimId: "first", by: "payer" } as const;
const byHand = { claimId: "first", by: "hand" } as const;

test("BIL-109: a payer that takes its decision back undoes what was given up or moved because of it, and meets its own refund", () => {
  for (const kind of ["write-off", "to-patient", "to-payer"] as const)
    expect(fateOf({ kind, claimId: "first" }, byPayer)).toBe("undone");
  expect(fateOf({ kind: "write-off", claimId: null }, byPayer)).toBe("undone");
  expect(fateOf({ kind: "payer-refund", claimId: "first" }, byPayer)).toBe("met");
});

test("BIL-109: what rests on another payer's decision about the visit stays, its refund too", () => {
  for (const kind of ["to-patient", "to-payer", "payer-refund"] as const)
    expect(fateOf({ kind, claimId: "second" }, byPayer)).toBe("stays");
});

test("BIL-109: when we take our own posting back, a refund that has left the house stays; the rest is undone", () => {
  expect(fateOf({ kind: "payer-refund", claimId: "first" }, byHand)).toBe("stays");
  expect(fateOf({ kind: "to-patient", claimId: "first" }, byHand)).toBe("undone");
});
