import { ORDINARY_RULES } from "@practicum/contracts/billing/payer-rules";
import { expect, test } from "vitest";
import { goodClaim as content } from "../../../testing/claim.ts";
import { newlyStopped } from "./replay.ts";

const asks = (codes: string[]) => ({ ...ORDINARY_RULES, authorizationFor: codes });

test("BIL-310: what is asked for now and not before stops a claim that does not have it", () => {
  const claim = content();
  const [line] = claim.lines;
  const code = line?.code ?? "";
  expect(newlyStopped(claim, ORDINARY_RULES, asks([code])).map((one) => [one.rule, one.element])).toEqual([
    ["24", "2300 REF*G1"],
  ]);
  expect(newlyStopped(claim, ORDINARY_RULES, asks(["J*"]))).toEqual([]);
  // By the rules of today it would be stopped as well: that is no difference.
  expect(newlyStopped(claim, asks([code]), asks([code]))).toEqual([]);
  // What was sent under other rules is tried by those that are asked about, not by its own.
  const then = { ...claim, payer: { ...claim.payer, rules: asks([code]) } };
  expect(newlyStopped(then, ORDINARY_RULES, ORDINARY_RULES)).toEqual([]);
});

test("BIL-310: a claim that has the number is not stopped, and a rule that is taken away stops nothing", () => {
  const claim = content();
  const code = claim.lines[0]?.code ?? "";
  const none = { referral: null, accident: null, ordering: null, referring: null };
  const facts = { ...none, authorization: "A1", duplicateBecause: null, sameAgainBecause: null };
  expect(newlyStopped({ ...claim, facts }, ORDINARY_RULES, asks([code]))).toEqual([]);
  expect(newlyStopped(claim, asks([code]), ORDINARY_RULES)).toEqual([]);
});

test("BIL-310: who pays for accidents only would have stopped a claim of which nobody said what happened", () => {
  expect(newlyStopped(content(), ORDINARY_RULES, { ...ORDINARY_RULES, casualty: true }).map((one) => one.rule)).toEqual(
    ["23"],
  );
});
