import { ORDINARY_RULES, type PayerRules } from "@practicum/contracts/billing/payer-rules";
import { USUAL, type RuleSetting } from "@practicum/contracts/billing/scrub-rules";
import { expect, test } from "vitest";
import { goodClaim as content } from "../../../testing/claim.ts";
import { scrubContext } from "../../../testing/claim.ts";
import { addToTally, type Tally } from "./replay-tally.ts";
import { asksForMore, newlyStopped as stoppedUnder, stoppedByRule } from "./replay.ts";
import type { RuleSettings } from "./settings.ts";

const newlyStopped = (
  sent: ReturnType<typeof content>,
  today: PayerRules,
  tried: PayerRules,
  settings: RuleSettings = new Map(),
) => stoppedUnder(sent, today, tried, settings);

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

test("BIL-310: a check that only warns of a payer stops none of its claims, whatever the payer asks for", () => {
  const claim = content();
  const code = claim.lines[0]?.code ?? "";
  const warnsOf = (payerId: string): RuleSettings =>
    new Map([["24", { mode: "usual", payers: [{ payerId, mode: "warns" }] } as RuleSetting]]);
  expect(newlyStopped(claim, ORDINARY_RULES, asks([code]), warnsOf("p1"))).toEqual([]);
  expect(newlyStopped(claim, ORDINARY_RULES, asks([code]), warnsOf("p2"))).toHaveLength(1);
});

const injured = () => ({
  ...content(),
  diagnoses: [
    { code: "S93.401A", label: "Sprain" },
    { code: "I10", label: "" },
  ],
});
const tried = (claim: ReturnType<typeof content>, before: RuleSetting, setting: RuleSetting, rule = "23") =>
  stoppedByRule(claim, scrubContext(claim), { rule, before, tried: setting }).map((one) => one.element);
const STOPS: RuleSetting = { mode: "stops", payers: [] };

test("BIL-376: a warning that is to stop would have stopped the claims that it warned of, and no others", () => {
  expect(tried(injured(), USUAL, STOPS)).toEqual(["2300 CLM11"]);
  expect(tried(content(), USUAL, STOPS)).toEqual([]);
  // Of another rule, or the other way about, it is no difference.
  expect(tried(injured(), USUAL, STOPS, "44")).toEqual([]);
  expect(tried(injured(), STOPS, USUAL)).toEqual([]);
  expect(tried(injured(), STOPS, STOPS)).toEqual([]);
});

test("BIL-376: for one payer alone it stops that one's claims", () => {
  const only = (payerId: string): RuleSetting => ({ mode: "usual", payers: [{ payerId, mode: "stops" }] });
  expect(tried(injured(), USUAL, only("p1"))).toHaveLength(1);
  expect(tried(injured(), USUAL, only("p2"))).toEqual([]);
});

test("BIL-376: a claim that the rule stops as it stands is none that it would have stopped newly", () => {
  const claim = { ...injured(), payer: { ...content().payer, rules: { ...ORDINARY_RULES, casualty: true } } };
  expect(tried(claim, USUAL, STOPS)).toEqual([]);
  expect(tried(claim, { mode: "off", payers: [] }, USUAL)).toHaveLength(1);
});

test("BIL-376: the sums go by what was first answered; a reason counts once for each claim, the most frequent first", () => {
  const zero: Tally = {
    looked: 0,
    denied_of_all: 0,
    stopped: 0,
    denied: 0,
    paid: 0,
    rejected: 0,
    waiting: 0,
    reasons: [],
  };
  const claims = [
    { outcome: "denied", reasons: ["CO-16 N305"], stopped: true },
    { outcome: "denied", reasons: ["CO-197"], stopped: true },
    { outcome: "denied", reasons: ["CO-197", "CO-50"], stopped: true },
    { outcome: "denied", reasons: ["CO-18"], stopped: false },
    { outcome: "paid", reasons: [], stopped: true },
    { outcome: "rejected", reasons: [], stopped: true },
    { outcome: "waiting", reasons: [], stopped: false },
  ] as const;
  let tally = zero;
  for (const one of claims) tally = addToTally(tally, one);
  expect(tally).toEqual({
    looked: 7,
    denied_of_all: 4,
    stopped: 5,
    denied: 3,
    paid: 1,
    rejected: 1,
    waiting: 0,
    reasons: [
      { reason: "CO-197", claims: 2 },
      { reason: "CO-16 N305", claims: 1 },
      { reason: "CO-50", claims: 1 },
    ],
  });
});

test("BIL-378: a payer asks for more where something is wanted that was not; less, or another way to file, is no more", () => {
  expect(asksForMore(asks(["99213"]), asks(["99213", "99214"]))).toBe(true);
  expect(asksForMore(asks(["99213", "99214"]), asks(["99214"]))).toBe(false);
  expect(asksForMore(asks(["99213"]), asks(["99214"]))).toBe(true);
  for (const one of ["orderingProvider", "drugNumber", "secondaryReason", "casualty"] as const) {
    expect(asksForMore(ORDINARY_RULES, { ...ORDINARY_RULES, [one]: true }), one).toBe(true);
    expect(asksForMore({ ...ORDINARY_RULES, [one]: true }, ORDINARY_RULES), one).toBe(false);
  }
  expect(asksForMore(ORDINARY_RULES, { ...ORDINARY_RULES, accidentFor: ["S"] })).toBe(true);
  expect(asksForMore(ORDINARY_RULES, { ...ORDINARY_RULES, paperClaims: true, corrections: "new-claim" })).toBe(false);
});
