import type { ClaimFacts } from "@practicum/contracts/billing/claim-facts";
import { ORDINARY_RULES, type PayerRules } from "@practicum/contracts/billing/payer-rules";
import { describe, expect, test } from "vitest";
import { goodClaim, line, scrubContext } from "../../../testing/claim.ts";
import { NO_FACTS } from "../claim-facts.ts";
import type { ClaimContent } from "../claim-content.ts";
import type { ScrubContext } from "./finding.ts";
import { sameAgain } from "./repeats.ts";
import { scrub } from "./scrub.ts";

interface Asked {
  readonly rules?: Partial<PayerRules>;
  readonly facts?: Partial<ClaimFacts>;
  readonly lines?: ClaimContent["lines"];
  readonly diagnosis?: string;
  readonly rendering?: Partial<NonNullable<ClaimContent["rendering"]>>;
}

function claim({ rules, facts, lines, diagnosis, rendering }: Asked): ClaimContent {
  const good = goodClaim();
  return {
    ...good,
    payer: { ...good.payer, rules: { ...ORDINARY_RULES, ...rules } },
    facts: { ...NO_FACTS, ...facts },
    ...(lines ? { lines } : {}),
    ...(diagnosis ? { diagnoses: [{ code: diagnosis, label: "" }], lines: [line(1)] } : {}),
    ...(rendering && good.rendering ? { rendering: { ...good.rendering, ...rendering } } : {}),
  };
}

function find(asked: Asked, context: Partial<ScrubContext> = {}, rule?: string) {
  const content = claim(asked);
  const found = scrub(content, scrubContext(content, context));
  return found
    .filter((one) => rule === undefined || one.rule === rule)
    .map((one) => `${one.severity} ${one.rule} ${one.source.screen}.${one.source.field} ${one.source.id ?? ""}`.trim());
}

const CAR = { cause: "auto", on: "2026-11-18", state: "CA", claimNumber: "A-77" } as const;
const lab = [line(1, { code: "80053" })];
const drug = { ndc: "00002143380", quantityThousandths: 500, unit: "ML" } as const;

describe("SCRUB-10: who ordered tests, images and equipment", () => {
  const rules = { orderingProvider: true };
  const nobody = { npi: null };
  test("the clinician who rendered it has ordered it, where nobody else is named", () => {
    expect(find({ rules, lines: lab }, {}, "10")).toEqual([]);
    expect(find({ rules, lines: lab, rendering: nobody }, {}, "10")).toEqual(["error 10 claim.facts.ordering.npi"]);
    const ordering = { family: "Roe", given: "Ann", npi: "1234567893" };
    expect(find({ rules, lines: lab, rendering: nobody, facts: { ordering } }, {}, "10")).toEqual([]);
    // A slip in the number, as an import could bring it.
    const slip = { ...ordering, npi: "1234567890" };
    expect(find({ rules, lines: lab, facts: { ordering: slip } }, {}, "10")).toHaveLength(1);
  });
  test("a visit needs none, and a payer that does not ask gets none", () => {
    expect(find({ rules, rendering: nobody }, {}, "10")).toEqual([]);
    expect(find({ lines: lab, rendering: nobody }, {}, "10")).toEqual([]);
    for (const code of ["71046", "E0114", "L3020", "A6222"])
      expect(find({ rules, lines: [line(1, { code })], rendering: nobody }, {}, "10")).toHaveLength(1);
  });
});

describe("SCRUB-23: accidents", () => {
  test("an injury that nobody has asked about is looked at; where the payer asks, it is an error", () => {
    expect(find({ diagnosis: "S93.401A" }, {}, "23")).toEqual(["warning 23 claim.facts.accident.cause"]);
    expect(find({ diagnosis: "T36.0X1A" }, {}, "23")).toEqual([]);
    const rules = { accidentFor: ["S"] };
    expect(find({ diagnosis: "S93.401A", rules }, {}, "23")).toEqual(["error 23 claim.facts.accident.cause"]);
    const no = { ...CAR, cause: "none", on: null, state: null } as const;
    expect(find({ diagnosis: "S93.401A", rules, facts: { accident: no } }, {}, "23")).toEqual([]);
  });
  test.each([
    ["no date", { ...CAR, on: null }, "facts.accident.on"],
    ["after the visit", { ...CAR, on: "2026-11-21" }, "facts.accident.on"],
    ["a car without state", { ...CAR, state: null }, "facts.accident.state"],
  ])("%s", (_, accident, field) => {
    expect(find({ facts: { accident } }, {}, "23")).toEqual([`error 23 claim.${field}`]);
  });
  test("on the day itself, and at work without a state, nothing is missing", () => {
    expect(find({ facts: { accident: { ...CAR, on: "2026-11-20" } } }, {}, "23")).toEqual([]);
    expect(find({ facts: { accident: { ...CAR, cause: "employment", state: null } } }, {}, "23")).toEqual([]);
  });
  test("a casualty insurer is told which accident, under its own number", () => {
    const rules = { casualty: true };
    expect(find({ rules }, {}, "23")).toEqual(["error 23 claim.facts.accident.cause"]);
    expect(find({ rules, facts: { accident: { ...CAR, claimNumber: null } } }, {}, "23")).toEqual([
      "error 23 claim.facts.accident.claimNumber",
    ]);
    expect(find({ rules, facts: { accident: CAR } }, {}, "23")).toEqual([]);
  });
});

test("SCRUB-24: the number that a service needs, authorization or referral, and of no other one", () => {
  const rules = { authorizationFor: ["36415"], referralFor: ["992*"] };
  expect(find({ rules }, {}, "24")).toEqual(["error 24 claim.facts.authorization", "error 24 claim.facts.referral"]);
  expect(find({ rules, facts: { authorization: "A1" } }, {}, "24")).toEqual(["error 24 claim.facts.referral"]);
  expect(find({ rules, facts: { referral: "R1" } }, {}, "24")).toEqual(["error 24 claim.facts.authorization"]);
  expect(find({ rules: { authorizationFor: ["36416", "J*"] } }, {}, "24")).toEqual([]);
});

test("SCRUB-38: the second line's drug is asked for, at its own line", () => {
  const rules = { drugNumber: true };
  const two = (more: object) => [line(1), line(2, { code: "J3420", ...more })];
  expect(find({ rules, lines: two({}) }, {}, "38")).toEqual(["error 38 charge.drug.ndc ch2"]);
  expect(find({ rules, lines: two({ drug }) }, {}, "38")).toEqual([]);
  expect(find({ lines: two({}) }, {}, "38")).toEqual([]);
});

test("SCRUB-31: a code for what has none says in words what was done", () => {
  const one = (label: string) => [line(1, { code: "E1399", label })];
  expect(find({ lines: one("") }, {}, "31")).toContain("error 31 encounter.procedures");
  expect(find({ lines: one("Padded splint") }, {}, "31").filter((each) => each.startsWith("error"))).toEqual([]);
});

test("SCRUB-9: a provider with the practice's own NPI is looked at, for the claim then names nobody", () => {
  const npi = goodClaim().billing?.npi ?? "";
  expect(find({ rendering: { npi } }, {}, "9")).toEqual(["warning 9 staff.npi s1"]);
});

describe("SCRUB-44: the same service is not billed twice", () => {
  const neighbour = (more: Partial<ClaimContent> = {}, sent = true, number = "C100009") => ({
    neighbours: [{ claimId: "c9", number, sent, content: { ...goodClaim(), ...more } }],
  });
  test("code, modifiers and rendering provider are the same; the other claim is named", () => {
    expect(find({ lines: [line(1)] }, neighbour({ lines: [line(1)] }), "44")).toEqual([
      "error 44 claim.facts.duplicateBecause c9",
    ]);
    expect(find({ lines: [line(1, { modifiers: ["76"] })] }, neighbour({ lines: [line(1)] }), "44")).toEqual([]);
    expect(find({ lines: [line(1, { code: "99214" })] }, neighbour({ lines: [line(1)] }), "44")).toEqual([]);
    const rendering = goodClaim().rendering;
    const other = { lines: [line(1)], rendering: rendering && { ...rendering, npi: "1234567893" } };
    expect(find({ lines: [line(1)] }, neighbour(other), "44")).toEqual([]);
  });
  test("modifiers in another order are the same", () => {
    const theirs = { lines: [line(1, { modifiers: ["RT", "59"] })] };
    expect(find({ lines: [line(1, { modifiers: ["59", "RT"] })] }, neighbour(theirs), "44")).toHaveLength(1);
  });
  test("of two in the house the later one is the duplicate", () => {
    const theirs = { lines: [line(1)] };
    expect(find({ lines: [line(1)] }, neighbour(theirs, false, "C100000"), "44")).toHaveLength(1);
    expect(find({ lines: [line(1)] }, neighbour(theirs, false, "C100009"), "44")).toEqual([]);
  });
  test("with a reason it goes out, and the reason is said", () => {
    const facts = { duplicateBecause: "Two visits, morning and evening" };
    expect(find({ lines: [line(1)], facts }, neighbour({ lines: [line(1)] }), "44")).toEqual([
      "warning 44 claim.facts.duplicateBecause c9",
    ]);
  });
  test("on two lines of one claim; not once one of them says that it was repeated", () => {
    expect(find({ lines: [line(1), line(2)] }, {}, "44")).toEqual(["error 44 claim.facts.duplicateBecause"]);
    expect(find({ lines: [line(1), line(2, { modifiers: ["76"] })] }, {}, "44")).toEqual([]);
  });
});

describe("SCRUB-43: what goes out again says something else", () => {
  const sent = claim({});
  const of = (content: ClaimContent, decided = true) => sameAgain(content, sent, decided).map((one) => one.severity);
  test("the same is refused; a label, another price list or the payer's own number is no change", () => {
    expect(of(sent)).toEqual(["error"]);
    expect(of({ ...sent, originalClaimNumber: "P1" })).toEqual(["error"]);
    expect(of({ ...sent, payer: { ...sent.payer, filingDays: 90 } })).toEqual(["error"]);
  });
  test("a modifier, a pointer, an authorization is one", () => {
    expect(of({ ...sent, lines: sent.lines.map((one) => ({ ...one, modifiers: ["25"] })) })).toEqual([]);
    expect(of({ ...sent, lines: sent.lines.map((one) => ({ ...one, pointers: [2] })) })).toEqual([]);
    expect(of(claim({ facts: { authorization: "A1" } }))).toEqual([]);
  });
  test("with a reason it goes; what was rejected was never received, so that is only looked at", () => {
    expect(of(claim({ facts: { sameAgainBecause: "The payer asked for it" } }))).toEqual(["warning"]);
    expect(of(sent, false)).toEqual(["warning"]);
  });
});
