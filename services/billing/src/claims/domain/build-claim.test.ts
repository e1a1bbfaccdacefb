import type { Location, PracticeProfile } from "@practicum/contracts/identity/practice";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { describe, expect, test } from "vitest";
import { decision } from "../../testing/payer-files.ts";
import { goodClaim, line } from "../../testing/claim.ts";
import { FORCED } from "../../remittance/domain/force.ts";
import { buildClaim, providerName, type ClaimSources } from "./build-claim.ts";
import {
  factsOf,
  isDrug,
  isEquipment,
  isOrdered,
  isUnlisted,
  NO_FACTS,
  NO_OWN_FACTS,
  NO_VISIT_FACTS,
  ownFacts,
  visitFacts,
} from "./claim-facts.ts";
import { earlierPayer } from "./earlier-payer.ts";

const good = goodClaim();
const HOME = { line1: "1 Home Street", line2: null, city: "San Diego", state: "CA", zip: "921020001" };
const SITE = { line1: "9 Other Street", line2: null, city: "La Mesa", state: "CA", zip: "919410001" };
const JOSE = { family: "Lopez", given: "José", middle: null, suffix: null };
const staff = (staffId: string, credential: string | null) =>
  ({
    staffId,
    family: "Chen",
    given: "Ana",
    credential,
    npi: `npi-${staffId}`,
    taxonomy: `tax-${staffId}`,
  }) as unknown as StaffMember;
const practice = {
  ...good.billing,
  billingAddress: HOME,
  timeZone: "America/Los_Angeles",
  version: 1,
} as unknown as PracticeProfile;
const from: ClaimSources = {
  serviceDate: "2026-11-20",
  diagnoses: good.diagnoses,
  lines: good.lines,
  patient: { ...good.patient, address: HOME } as unknown as Patient,
  practice,
  payTo: null,
  location: {
    locationId: "l1",
    name: "La Mesa",
    npi: null,
    address: SITE,
    placeOfService: "11",
    active: true,
  } as unknown as Location,
  rendering: staff("r", "MD"),
  supervising: staff("s", null),
  coverage: {
    coverageId: "c1",
    memberId: "CF1234567",
    groupNumber: "G1",
    priority: 2,
    from: "2026-01-01",
    to: null,
    subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
    secondaryReason: "12",
  },
  payer: good.payer,
  facts: NO_FACTS,
  decidedOn: null,
  originalClaimNumber: "PCN1",
  earlier: [],
};

describe("BIL-20: a claim says what its sources say", () => {
  test("each fact from its own source", () => {
    const provider = (id: string, name: string) => ({
      staffId: id,
      family: "Chen",
      given: "Ana",
      name,
      npi: `npi-${id}`,
      taxonomy: `tax-${id}`,
    });
    const patient = { ...good.patient, address: HOME };
    const { name, birthDate, sex } = patient;
    expect(buildClaim(from)).toEqual({
      serviceDate: "2026-11-20",
      diagnoses: good.diagnoses,
      lines: good.lines,
      billing: { ...good.billing, address: HOME },
      rendering: provider("r", "Chen, Ana MD"),
      supervising: provider("s", "Chen, Ana"),
      facility: { locationId: "l1", name: "La Mesa", npi: null, address: SITE, placeOfService: "11" },
      payer: good.payer,
      coverage: {
        coverageId: "c1",
        memberId: "CF1234567",
        groupNumber: "G1",
        priority: 2,
        from: "2026-01-01",
        to: null,
        relationship: "self",
        secondaryReason: "12",
      },
      subscriber: { name, birthDate, sex, address: HOME },
      patient,
      facts: NO_FACTS,
      originalClaimNumber: "PCN1",
      earlier: [],
    });
  });
  test("what has not come yet is null, not guessed", () => {
    const bare = buildClaim({ ...from, practice: null, location: null, rendering: null, supervising: null });
    expect([bare.billing, bare.facility, bare.rendering, bare.supervising]).toEqual([null, null, null, null]);
    const { clia: _, ...without } = practice;
    expect(buildClaim({ ...from, practice: without as PracticeProfile }).billing?.clia).toBeNull();
  });
  test("the payer's name of a patient who is the subscriber; of another subscriber only what is known of that one", () => {
    const subscriber = (of: ClaimSources["coverage"]["subscriber"]) =>
      buildClaim({ ...from, coverage: { ...from.coverage, subscriber: of } }).subscriber;
    expect(subscriber({ relationship: "self", name: JOSE, birthDate: "1950-01-01", sex: "male" })).toEqual({
      name: JOSE,
      birthDate: "1981-03-04",
      sex: "female",
      address: HOME,
    });
    expect(subscriber({ relationship: "child", name: JOSE, birthDate: "1950-01-01", sex: "male" })).toEqual({
      name: JOSE,
      birthDate: "1950-01-01",
      sex: "male",
      address: HOME,
    });
    expect(subscriber({ relationship: "spouse", name: null, birthDate: null, sex: null })).toEqual({
      name: null,
      birthDate: null,
      sex: null,
      address: HOME,
    });
  });
  test("a provider is read with the credential, where there is one", () => {
    expect(providerName({ family: "Chen", given: "Ana", credential: "MD" })).toBe("Chen, Ana MD");
    expect(providerName({ family: "Chen", given: "Ana", credential: "" })).toBe("Chen, Ana");
  });
});

describe("what a person adds to a claim", () => {
  test("is kept with the visit or with the payer's claim, and comes back whole; an empty reason is none", () => {
    const accident = { cause: "auto", on: "2026-11-18", state: "CA", claimNumber: "1" } as const;
    const facts = { ...NO_FACTS, accident, authorization: "A1", duplicateBecause: "twice", sameAgainBecause: "" };
    expect(factsOf(visitFacts(facts), ownFacts(facts))).toEqual({ ...facts, sameAgainBecause: null });
    expect(visitFacts(facts)).toEqual({ accident, ordering: null, referring: null });
    expect(ownFacts({ ...facts, referral: "R1", duplicateBecause: "", sameAgainBecause: "x" })).toEqual({
      authorization: "A1",
      referral: "R1",
      duplicateBecause: null,
      sameAgainBecause: "x",
    });
    expect(factsOf(NO_VISIT_FACTS, NO_OWN_FACTS)).toEqual(NO_FACTS);
  });
  test.each([
    ["70450", "ordered"],
    ["80053", "ordered"],
    ["89999", "ordered unlisted"],
    ["90471", ""],
    ["69990", ""],
    ["7045", ""],
    ["704501", ""],
    ["170450", ""],
    ["P9612", "ordered"],
    ["P961", ""],
    ["XP9612", ""],
    ["E0601", "ordered equipment"],
    ["K0001", "ordered equipment"],
    ["L3000", "ordered equipment"],
    ["XE0601", ""],
    ["E06012", ""],
    ["A4253", "ordered equipment"],
    ["A9270", "ordered equipment"],
    ["A3000", ""],
    ["A42530", ""],
    ["XA4253", ""],
    ["A9999", "ordered equipment unlisted"],
    ["J1885", "drug"],
    ["J18855", ""],
    ["XJ1885", ""],
    ["J3490", "drug unlisted"],
    ["99499", "unlisted"],
    ["99213", ""],
    ["994990", ""],
    ["199499", ""],
  ])("SCRUB-10, SCRUB-31, SCRUB-38: %s is %j", (code, expected) => {
    const kinds = [
      isOrdered(code) && "ordered",
      isEquipment(code) && "equipment",
      isDrug(code) && "drug",
      isUnlisted(code) && "unlisted",
    ];
    expect(kinds.filter(Boolean).join(" ")).toBe(expected);
  });
});

describe("BIL-70: what the next payer is told of the one before", () => {
  const lines = [
    line(1, { code: "99213", amount: 15_000 }),
    line(2, { code: "36415", amount: 1500 }),
    line(3, { code: "36415", amount: 1500 }),
  ];
  const claim = { claimId: "c1", number: "C1", content: { ...good, lines } };
  const adjustment = (reason: string, amount: number) => ({ group: "CO", reason, amount });
  const payment = decision("C1", [
    { code: "36415", charge: 1500, paid: 500, adjustments: [adjustment("45", 1000)], controlNumber: "C1L3" },
    { code: "99213", charge: 15_000, paid: 7000, adjustments: [adjustment("45", 8000)] },
    { code: "36415", charge: 1500, paid: 0, adjustments: [] },
    { code: "99213", charge: 14_000, paid: 0, adjustments: [], controlNumber: "C1L9" },
  ]);
  const told = earlierPayer(
    claim,
    { payment: { ...payment, adjustments: [adjustment(FORCED, 5), adjustment("97", 6)] }, on: "2026-11-25" },
    true,
  );
  test("who it was, under which number, and what it paid and took off", () => {
    expect(told).toMatchObject({
      claimId: "c1",
      payer: { name: "Care First", electronicId: "CFHP1", claimFiling: "HM" },
      coverage: { memberId: "CF1234567", groupNumber: null, relationship: "self" },
      subscriber: good.subscriber,
      payerClaimNumber: "PCNC1",
      decidedOn: "2026-11-25",
      paid: 7500,
      openDenial: true,
    });
  });
  test("what we let go ourselves is a reduction by contract to the next one; the payer's own reasons stay", () => {
    expect(told.adjustments).toEqual([adjustment("45", 5), adjustment("97", 6)]);
  });
  test("each decision at its line: by its number, else where code and amount fit one line alone", () => {
    expect(told.lines.map((one) => [one.lineNumber, one.code, one.paid])).toEqual([
      [3, "36415", 500],
      [1, "99213", 7000],
      [null, "36415", 0],
      [null, "99213", 0],
    ]);
    expect(told.lines[0]).toEqual({
      lineNumber: 3,
      code: "36415",
      modifiers: [],
      quantity: 1,
      paid: 500,
      adjustments: [adjustment("45", 1000)],
    });
  });
  test("a code that the payer changed is found by the one that was billed; modifiers and quantity are the payer's", () => {
    const [, visit] = payment.lines;
    const changed = [
      {
        ...visit,
        procedure: { qualifier: "HC", code: "99212", modifiers: ["25"] },
        submittedProcedure: { qualifier: "HC", code: "99213" },
        quantity: 2,
      },
    ] as typeof payment.lines;
    const [first] = earlierPayer(claim, { payment: { ...payment, lines: changed }, on: "2026-11-25" }, false).lines;
    expect(first).toMatchObject({ lineNumber: 1, code: "99212", modifiers: ["25"], quantity: 2 });
    const { quantity: _, ...silent } = changed[0] ?? { quantity: 0 };
    const one = earlierPayer(
      claim,
      { payment: { ...payment, lines: [silent] as typeof payment.lines }, on: "2026-11-25" },
      false,
    );
    expect([one.lines[0]?.quantity, one.openDenial]).toEqual([1, false]);
  });
});
