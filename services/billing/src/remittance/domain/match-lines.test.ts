import { expect, test } from "vitest";
import { decision, type LineDecision } from "../../testing/payer-files.ts";
import { matchLines } from "./match-lines.ts";

/** Ours, as [code, amount]; the charge bears the line's number. */
const claim = (...lines: readonly (readonly [string, number])[]) => ({
  number: "C1",
  lines: lines.map(([code, amount], index) => ({ lineNumber: index + 1, chargeId: `c${index + 1}`, code, amount })),
});
const theirs = (code: string, charge: number, controlNumber?: string): LineDecision => ({
  code,
  charge,
  paid: charge,
  adjustments: [],
  ...(controlNumber === undefined ? {} : { controlNumber }),
});
const match = (ours: ReturnType<typeof claim>, ...lines: readonly LineDecision[]) =>
  matchLines(ours, decision("C1", lines).lines);

test("BIL-80: code and amount go before the order; an amount that fits no line of the code takes the code's next free line", () => {
  const ours = claim(["97110", 9000], ["97110", 4000], ["99213", 4000]);
  expect(match(ours, theirs("97110", 4000), theirs("97110", 8000))).toEqual(["c2", "c1"]);
  expect(match(ours, theirs("97110", 1), theirs("97110", 2))).toEqual(["c1", "c2"]);
});

test("BIL-80: a line that the payer split stands together on the line of its code, and never on another code's", () => {
  const ours = claim(["99213", 5000], ["97110", 9000]);
  expect(match(ours, theirs("97110", 4000), theirs("97110", 5000))).toEqual(["c2", "c2"]);
});

test("BIL-133: another code in place of ours is known by its amount, unless our claim has that code itself", () => {
  const ours = claim(["99213", 9000], ["99214", 15_000]);
  expect(match(ours, theirs("99212", 15_000))).toEqual(["c2"]);
  expect(match(ours, theirs("99212", 7000))).toEqual([null]);
  // 99213 is ours: a second decision on it is a part of that line, not the line whose amount happens to fit.
  expect(match(ours, theirs("99213", 9000), theirs("99213", 15_000))).toEqual(["c1", "c1"]);
  // Two lines of one amount are not both taken for the same one of ours.
  expect(match(ours, theirs("99214", 15_000), theirs("99215", 15_000))).toEqual(["c2", null]);
});

test("BIL-80: a reversal's negative amounts find the line they take back; the code that we sent goes before the code that was paid", () => {
  const ours = claim(["97110", 9000], ["97110", 4000], ["99214", 15_000], ["99213", 9000]);
  expect(match(ours, { ...theirs("97110", -4000) })).toEqual(["c2"]);
  const [line] = decision("C1", [theirs("99213", 15_000)]).lines;
  const announced = { ...line, submittedProcedure: { qualifier: "HC", code: "99214" } } as NonNullable<typeof line>;
  expect(matchLines(ours, [announced])).toEqual(["c3"]);
});
