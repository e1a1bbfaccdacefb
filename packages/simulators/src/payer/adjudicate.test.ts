import { cents, sumCents } from "@practicum/kernel/money";
import type { Claim837P, ServiceLine837P } from "@practicum/x12/837p/types";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adjudicate, type Occasion } from "./adjudicate.ts";
import { baseRates } from "./base-rates.ts";
import { enrol } from "./member.ts";
import { payers, payerByElectronicId } from "./payers.ts";
import type { PayerRules } from "./rules.ts";
import { accumulatorOf, emptyPayerState, memberKey, type PayerState } from "./state.ts";

const day = "2026-11-02";
const occasion: Occasion = {
  receivedOn: "2026-11-03",
  decidedOn: "2026-11-18",
  payerClaimNumber: "1",
  mistakeSeed: null,
  waived: [],
};

function line(code: string, charge: number, more: Partial<ServiceLine837P> = {}): ServiceLine837P {
  return {
    procedure: { qualifier: "HC", code },
    charge: cents(charge),
    unit: "UN",
    quantity: 1,
    diagnosisPointers: [1],
    serviceDates: { from: day, to: day },
    ...more,
  };
}

function claimFor(
  rules: PayerRules,
  memberId: string,
  lines: ServiceLine837P[],
  more: Partial<Claim837P> = {},
): Claim837P {
  return {
    billingProvider: {
      name: { kind: "organization", name: "PRACTICE" },
      npi: "1990000002",
      address: { line1: "1 A ST", city: "SAN DIEGO", state: "CA", zip: "921090001" },
      taxId: { qualifier: "EI", value: "330999001" },
    },
    subscriber: {
      responsibility: "P",
      name: { kind: "person", last: "LOPEZ", first: "MARIA" },
      memberId,
      birthDate: "1981-03-04",
      sex: "F",
    },
    payer: { name: rules.name, id: { qualifier: "PI", value: rules.electronicId } },
    id: "C1",
    charge: sumCents(lines.map((one) => one.charge)),
    placeOfService: "11",
    frequency: "1",
    providerSignatureOnFile: true,
    assignment: "A",
    benefitsAssigned: "Y",
    releaseOfInformation: "Y",
    diagnoses: [{ qualifier: "ABK", code: "I10" }],
    renderingProvider: { name: { kind: "person", last: "ALVAREZ" }, npi: "1990000101" },
    lines,
    ...more,
  };
}

function payer(id: string): PayerRules {
  const rules = payerByElectronicId(id);
  if (!rules) throw new Error("no such payer");
  return rules;
}

function decide(
  rules: PayerRules,
  memberId: string,
  lines: ServiceLine837P[],
  more: Partial<Claim837P> = {},
  at: Partial<Occasion> = {},
  state: PayerState = emptyPayerState(),
) {
  const claim = claimFor(rules, memberId, lines, more);
  const key = memberKey(rules.electronicId, memberId);
  const member = (state.members[key] ??= enrol(
    rules,
    { memberId, family: "LOPEZ", given: "MARIA", birthDate: "1981-03-04", sex: "F" },
    day,
  ));
  const decided = adjudicate(rules, state, claim, member, { ...occasion, ...at });
  state.claims[decided.payerClaimNumber] = decided;
  return { decided, state, member };
}

const reasons = (lines: readonly { adjustments: readonly { group: string; reason: string; amount: number }[] }[]) =>
  lines.flatMap((one) => one.adjustments.map((a) => `${a.group}-${a.reason} ${a.amount}`));

describe("an HMO with a copay (SIM-4)", () => {
  test("pays its rate less the copay; the rest is contractual", () => {
    const { decided } = decide(payer("SHARP"), "SHP1234510", [line("99213", 16_600)]);
    expect(reasons(decided.lines)).toEqual(["CO-45 7584", "PR-3 3000"]);
    expect(decided.paid).toBe(9016 - 3000);
    expect(decided.patientResponsibility).toBe(3000);
  });
  test("takes the copay once a visit, on the visit's line", () => {
    const { decided } = decide(payer("SHARP"), "SHP1234510", [line("87880", 3500), line("99213", 16_600)]);
    expect(decided.patientResponsibility).toBe(3000);
  });
});

describe("Medicare (SIM-5)", () => {
  test("deductible first, then 20 %, then sequestration of what is left", () => {
    const { decided, state, member } = decide(payer("MCRSD"), "1EG4TE5MK72", [line("99214", 23_400)]);
    expect(reasons(decided.lines)).toEqual(["CO-45 10400", "PR-1 13000"]);
    expect(accumulatorOf(state, member, day).deductibleMet).toBe(13_000);
    const later = decide(
      payer("MCRSD"),
      "1EG4TE5MK72",
      [line("99205", 40_400, { serviceDates: { from: "2026-11-09", to: "2026-11-09" } })],
      {},
      { payerClaimNumber: "2" },
      state,
    );
    // 22,400 allowed: 15,300 deductible left, 20 % of 7,100, then 2 % of what Medicare would pay.
    expect(reasons(later.decided.lines)).toEqual(["CO-45 18000", "PR-1 15300", "PR-2 1420", "CO-253 114"]);
    expect(later.decided.paid).toBe(22_400 - 15_300 - 1420 - 114);
  });
});

describe("capitation (SIM-6)", () => {
  test("a covered service closes at zero, a carve-out is paid", () => {
    const { decided } = decide(
      payer("CFHP1"),
      "CF12345610",
      [line("99213", 16_600), line("20610", 11_900, { diagnosisPointers: [2] })],
      {
        diagnoses: [
          { qualifier: "ABK", code: "I10" },
          { qualifier: "ABF", code: "M1711" },
        ],
      },
    );
    expect(reasons(decided.lines)).toEqual(["CO-24 16600", "CO-45 7280"]);
    expect(decided.paid).toBe(4620);
  });
});

describe("denials, each with a cause that a person can mend (SIM-8)", () => {
  const sharp = payer("SHARP");
  test.each([
    ["duplicate", {}, {}, "CO-18", "second"],
    ["timely-filing", {}, { receivedOn: "2027-03-01" }, "CO-29", "first"],
    ["coverage-ended", {}, {}, "CO-27", "ended"],
    ["wrong-primary-care", {}, {}, "CO-242", "elsewhere"],
    ["other-payer-first", {}, {}, "CO-22", "second-payer"],
  ] as const)("%s", (policy, more, at, code, kind) => {
    const memberId =
      kind === "ended"
        ? "SHP1234597"
        : kind === "elsewhere"
          ? "SHP1234598"
          : kind === "second-payer"
            ? "SHP1234596"
            : "SHP1234510";
    const state = emptyPayerState();
    if (kind === "second") decide(sharp, memberId, [line("99213", 16_600)], {}, {}, state);
    const { decided } = decide(sharp, memberId, [line("99213", 16_600)], more, { payerClaimNumber: "2", ...at }, state);
    expect(decided.status).toBe("denied");
    expect(decided.causes).toMatchObject([{ code, policy }]);
    expect(decided.paid).toBe(0);
    expect(decided.patientResponsibility).toBe(0);
  });
  test("a tracing without a supporting diagnosis is not paid; with one it is", () => {
    const denied = decide(sharp, "SHP1234510", [line("99213", 16_600), line("93000", 2900)], {
      diagnoses: [{ qualifier: "ABK", code: "M5450" }],
    }).decided;
    expect(denied.causes).toMatchObject([{ code: "CO-50", remark: "N115", line: 2, policy: "medical-necessity" }]);
    expect(denied.status).toBe("paid");
    expect(decide(sharp, "SHP1234510", [line("93000", 2900)]).decided.causes).toEqual([]);
  });
  test("a bundled test is not paid, and a modifier separates only where the pair allows it", () => {
    const never = decide(sharp, "SHP1234510", [
      line("93000", 2900),
      line("93005", 1500, { procedure: { qualifier: "HC", code: "93005", modifiers: ["59"] } }),
    ]).decided;
    expect(never.causes).toMatchObject([{ code: "CO-97", line: 2 }]);
    const wart = { diagnoses: [{ qualifier: "ABK", code: "B078" }] };
    expect(
      decide(sharp, "SHP1234510", [line("17110", 20_700), line("17000", 12_100)], wart).decided.causes,
    ).toMatchObject([{ policy: "bundled" }]);
    expect(
      decide(
        sharp,
        "SHP1234510",
        [
          line("17110", 20_700),
          line("17000", 12_100, { procedure: { qualifier: "HC", code: "17000", modifiers: ["XS"] } }),
        ],
        wart,
      ).decided.causes,
    ).toEqual([]);
  });
  test("an authorization number on the claim lets the service through", () => {
    const aetna = payer("60054");
    expect(decide(aetna, "W123456710", [line("11104", 23_300)]).decided.causes).toMatchObject([{ code: "CO-197" }]);
    expect(
      decide(aetna, "W123456710", [line("11104", 23_300)], { priorAuthorization: "AUTH12345" }).decided.causes,
    ).toEqual([]);
  });
});

describe("members whose claims go a way of their own, whatever the seed", () => {
  const sharp = payer("SHARP");
  test("SIM-23: another payer's member is refused as a whole, a plan of visits alone pays the visit and refuses the rest", () => {
    const other = decide(sharp, "SHP1234595", [line("99213", 16_600), line("87880", 3500)]).decided;
    expect(other).toMatchObject({ status: "denied", paid: 0, causes: [{ code: "CO-109", policy: "another-payers" }] });
    const visits = decide(sharp, "SHP1234594", [line("99213", 16_600), line("87880", 3500)]).decided;
    expect(reasons(visits.lines)).toEqual(["CO-45 7584", "PR-3 3000", "CO-204 3500"]);
    expect(visits.causes).toMatchObject([{ code: "CO-204", line: 2, policy: "not-in-plan" }]);
  });
  test("SIM-26: a visit is paid as the level below, unless an appeal has set that aside; the lowest is paid as it is", () => {
    const paidAs = (code: string, at = {}) =>
      decide(sharp, "SHP1234591", [line(code, 23_400)], {}, at).decided.lines.map((one) => one.paidAs);
    expect(paidAs("99214")).toEqual(["99213"]);
    expect(paidAs("99213")).toEqual([undefined]);
    expect(paidAs("99214", { waived: ["downcoded"] })).toEqual([undefined]);
  });
});

test("interest by days on what is late (SIM-9)", () => {
  const { decided } = decide(
    payer("SHARP"),
    "SHP1234510",
    [line("99213", 16_600)],
    {},
    { receivedOn: "2026-11-03", decidedOn: "2027-01-02" },
  );
  // 60 days, 15 beyond 45, 15 % a year of $60.16.
  expect(decided.interest).toBe(Math.round((6016 * 0.15 * 15) / 365));
});

test("a mistake of the payer's is lower than the contract, balances, and is written down as such (SIM-10)", () => {
  const rules = { ...payer("SHARP"), mistakeOneIn: 1 };
  const { decided } = decide(rules, "SHP1234510", [line("99213", 16_600)], {}, { mistakeSeed: "x" });
  expect(decided.causes).toMatchObject([{ policy: "payer-mistake", line: 1 }]);
  expect(decided.paid).toBe(6016 - 1504);
});

test("a later payer adds up to its own rate, never more than what was left; Medi-Cal writes off the rest (SIM-11)", () => {
  const medicare = {
    payerId: "MCRSD",
    paid: cents(10_192),
    procedure: { qualifier: "HC", code: "99214" },
    quantity: 1,
    date: "2026-11-17",
    adjustments: [
      { group: "CO", reason: "45", amount: cents(10_400) },
      { group: "PR", reason: "2", amount: cents(2600) },
    ],
  };
  const lines = [line("99214", 23_400, { adjudications: [medicare] })];
  const secondary = {
    subscriber: {
      responsibility: "S",
      name: { kind: "person" as const, last: "LOPEZ", first: "MARIA" },
      memberId: "91234510A",
      birthDate: "1981-03-04",
    },
  };
  const { decided } = decide(payer("MCALS"), "91234510A", lines, secondary);
  expect(reasons(decided.lines)).toEqual(["OA-23 20800", "CO-45 2600"]);
  expect(decided.paid).toBe(0);
});

test("every line of every payer balances: charge = paid + adjustments, and nothing is negative (SIM-3)", () => {
  const code = fc.constantFrom(...Object.keys(baseRates), "99999");
  const oneLine = fc.record({
    code,
    charge: fc.integer({ min: 0, max: 90_000 }),
    units: fc.integer({ min: 1, max: 4 }),
    modifier: fc.constantFrom(null, "25", "59", "33"),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...payers),
      fc.array(oneLine, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 99 }),
      fc.string({ minLength: 1, maxLength: 5 }),
      (rules, specs, ending, seed) => {
        const lines = specs.map((spec) =>
          line(spec.code, spec.charge, {
            quantity: spec.units,
            procedure: { qualifier: "HC", code: spec.code, ...(spec.modifier ? { modifiers: [spec.modifier] } : {}) },
          }),
        );
        const { decided } = decide(
          { ...rules, mistakeOneIn: 3 },
          `1234${String(ending).padStart(2, "0")}`,
          lines,
          {},
          { mistakeSeed: seed },
        );
        for (const one of decided.lines) {
          expect(one.paid + sumCents(one.adjustments.map((a) => a.amount))).toBe(one.charge);
          expect(one.paid).toBeGreaterThanOrEqual(0);
          for (const adjustment of one.adjustments) expect(adjustment.amount).toBeGreaterThan(0);
        }
        expect(decided.paid).toBe(sumCents(decided.lines.map((one) => one.paid)));
      },
    ),
  );
});

test("the out-of-pocket limit holds over a year of visits (SIM-7)", () => {
  const rules = payer("BSCAP");
  const state = emptyPayerState();
  let total = 0;
  for (let visit = 1; visit <= 80; visit += 1) {
    const on = `2026-0${1 + (visit % 9)}-${String(1 + (visit % 28)).padStart(2, "0")}`;
    const { decided } = decide(
      rules,
      "XEP123456710",
      [
        line("90651", 90_000 - visit, { serviceDates: { from: on, to: on } }),
        line("11104", 90_000, { serviceDates: { from: on, to: on } }),
      ],
      {},
      { payerClaimNumber: String(visit), receivedOn: "2026-10-01" },
      state,
    );
    total += decided.patientResponsibility;
  }
  expect(total).toBeLessThanOrEqual(650_000);
});
