import { ORDINARY_RULES } from "@practicum/contracts/billing/payer-rules";
import { must } from "@practicum/kernel/assert";
import { describe, expect, test } from "vitest";
import { goodClaim, line } from "../../testing/claim.ts";
import type { ClaimContent, EarlierPayer } from "./claim-content.ts";
import { address, claimTo837P, isLaboratory, lineOfControlNumber, personName, sexCode } from "./claim-to-837p.ts";
import { sameAddress } from "./same-address.ts";

const good = goodClaim();
const sent = (more: Partial<ClaimContent> = {}) => claimTo837P({ ...good, ...more }, { number: "C1", frequency: "1" });
const ADDRESS = must(good.patient.address);
const BAY = { line1: "100 HARBOR DRIVE", city: "SAN DIEGO", state: "CA", zip: "921011234" };
const MARIA = { kind: "person", last: "LOPEZ", first: "MARIA" };
const SERVED = { from: "2026-11-20", to: "2026-11-20" };

describe("BIL-23: each loop says what is there and leaves out what is not", () => {
  test("a plain claim of a patient who is the subscriber", () => {
    expect(sent()).toEqual({
      billingProvider: {
        name: { kind: "organization", name: "MISSION BAY FAMILY PRACTICE" },
        npi: good.billing?.npi,
        address: BAY,
        taxId: { qualifier: "EI", value: "330123456" },
        taxonomy: "207Q00000X",
        contacts: [{ name: "BILLING OFFICE", phone: "6195550100" }],
      },
      subscriber: {
        responsibility: "P",
        filingIndicator: "HM",
        name: MARIA,
        memberId: "CF1234567",
        address: BAY,
        birthDate: "1981-03-04",
        sex: "F",
      },
      payer: { name: "CARE FIRST", id: { qualifier: "PI", value: "CFHP1" } },
      id: "C1",
      charge: 16_500,
      placeOfService: "11",
      frequency: "1",
      providerSignatureOnFile: true,
      assignment: "A",
      benefitsAssigned: "Y",
      releaseOfInformation: "Y",
      medicalRecordNumber: "100042",
      diagnoses: [
        { qualifier: "ABK", code: "I10" },
        { qualifier: "ABF", code: "E119" },
      ],
      renderingProvider: {
        name: { kind: "person", last: "CHEN", first: "ANA" },
        npi: good.rendering?.npi,
        taxonomy: "207Q00000X",
      },
      lines: [
        {
          procedure: { qualifier: "HC", code: "99213" },
          charge: 15_000,
          unit: "UN",
          quantity: 1,
          diagnosisPointers: [1, 2],
          serviceDates: SERVED,
          controlNumber: "C1L1",
        },
        {
          procedure: { qualifier: "HC", code: "36415" },
          charge: 1500,
          unit: "UN",
          quantity: 1,
          diagnosisPointers: [2],
          serviceDates: SERVED,
          controlNumber: "C1L2",
        },
      ],
    });
  });

  test("a dependent: the subscriber without address, birth date and sex, the patient with them", () => {
    const claim = sent({ coverage: { ...good.coverage, relationship: "child", groupNumber: "g-1" } });
    expect(claim.subscriber).toEqual({
      responsibility: "P",
      groupNumber: "G-1",
      filingIndicator: "HM",
      name: MARIA,
      memberId: "CF1234567",
    });
    expect(claim.patient).toEqual({ relationship: "19", name: MARIA, address: BAY, birthDate: "1981-03-04", sex: "F" });
    const subscriber = sent({ subscriber: { ...good.subscriber, sex: null, address: null } }).subscriber;
    expect(subscriber.sex).toBe("U");
    expect(subscriber).not.toHaveProperty("address");
    expect(sent({ subscriber: { ...good.subscriber, birthDate: null } }).subscriber).not.toHaveProperty("sex");
  });

  test("who gave the service is named where it is not the practice itself; a supervisor without taxonomy", () => {
    const rendering = must(good.rendering);
    expect(sent({ rendering: { ...rendering, npi: must(good.billing).npi } })).not.toHaveProperty("renderingProvider");
    expect(sent({ rendering: { ...rendering, npi: null, taxonomy: null } }).renderingProvider).toEqual({
      name: { kind: "person", last: "CHEN", first: "ANA" },
    });
    expect(sent({ supervising: rendering }).supervisingProvider).toEqual({
      name: { kind: "person", last: "CHEN", first: "ANA" },
      npi: rendering.npi,
    });
    expect(sent({ supervising: { ...rendering, npi: null } }).supervisingProvider).toEqual({
      name: { kind: "person", last: "CHEN", first: "ANA" },
    });
  });

  test("a site elsewhere, with its NPI where that is not the practice's", () => {
    const site = (npi: string | null) =>
      sent({ facility: { ...must(good.facility), npi, address: { ...ADDRESS, line1: "9 Other" } } }).serviceFacility;
    const place = { name: "MISSION BAY", address: { ...BAY, line1: "9 OTHER" } };
    expect(site(null)).toEqual(place);
    expect(site(must(good.billing).npi)).toEqual(place);
    expect(site("1987654321")).toEqual({ ...place, npi: "1987654321" });
  });

  test("the laboratory's number stands on a claim with a test of its own, and with no other", () => {
    const clia = (...lines: ClaimContent["lines"][number][]) => sent({ lines }).clia;
    expect(clia(line(1), line(2, { code: "87880" }))).toBe("05D0999001");
    expect(clia(line(1))).toBeUndefined();
    expect(
      sent({ lines: [line(1, { code: "87880" })], billing: { ...must(good.billing), clia: null } }),
    ).not.toHaveProperty("clia");
    const test = (code: string, ...modifiers: string[]) => isLaboratory({ code, modifiers });
    expect([
      test("80053"),
      test("99213", "QW"),
      test("80053", "90"),
      test("80053", "90", "QW"),
      test("99213"),
      test("8005"),
      test("800530"),
      test("J80053"),
    ]).toEqual([true, true, false, true, false, false, false, false]);
  });

  test("modifiers, and what an unlisted code stands for, in eighty letters", () => {
    const long = `${"x".repeat(79)} y`;
    const [first, second] = sent({
      lines: [line(1, { modifiers: ["25"] }), line(2, { code: "99499", label: long })],
    }).lines;
    expect(first?.procedure).toEqual({ qualifier: "HC", code: "99213", modifiers: ["25"] });
    expect(second?.procedure).toEqual({ qualifier: "HC", code: "99499", description: "X".repeat(79) });
  });

  test("what a claim can't be without is a bug where it is missing", () => {
    expect(() => sent({ facility: null })).toThrow("place of service");
    expect(() => sent({ billing: null })).toThrow("billing provider");
    expect(() => sent({ rendering: null })).toThrow("rendering provider");
    expect(() => sent({ subscriber: { ...good.subscriber, name: null } })).toThrow("subscriber's name");
    expect(() =>
      sent({ coverage: { ...good.coverage, relationship: "child" }, patient: { ...good.patient, address: null } }),
    ).toThrow("patient's address");
  });
});

describe("BIL-70: a later payer's claim tells what each payer before it decided", () => {
  const CO = (amount: number) => [{ group: "CO", reason: "45", amount }];
  const decided = (more: Partial<EarlierPayer> = {}): EarlierPayer => ({
    claimId: "c0",
    payer: { name: "First Life", electronicId: "FIRST", claimFiling: "12" },
    coverage: { memberId: "F1", groupNumber: "g1", relationship: "spouse" },
    subscriber: good.subscriber,
    payerClaimNumber: "P1",
    decidedOn: "2026-11-25",
    paid: 7000,
    adjustments: [],
    lines: [
      { lineNumber: 2, code: "36415", modifiers: [], quantity: 1, paid: 1000, adjustments: [] },
      { lineNumber: 1, code: "99214", modifiers: ["25"], quantity: 2, paid: 6000, adjustments: CO(9000) },
    ],
    openDenial: false,
    ...more,
  });
  test("whose turn it is, who paid before, and at each line its own decision", () => {
    const claim = sent({ earlier: [decided()] });
    expect(claim.subscriber.responsibility).toBe("S");
    expect(claim.otherSubscribers).toEqual([
      {
        responsibility: "P",
        relationship: "01",
        groupNumber: "G1",
        filingIndicator: "12",
        paid: 7000,
        benefitsAssigned: "Y",
        releaseOfInformation: "Y",
        name: MARIA,
        memberId: "F1",
        address: BAY,
        payer: { name: "FIRST LIFE", id: { qualifier: "PI", value: "FIRST" }, claimNumber: "P1" },
      },
    ]);
    expect(claim.lines.map((one) => one.adjudications)).toEqual([
      [
        {
          payerId: "FIRST",
          paid: 6000,
          procedure: { qualifier: "HC", code: "99214", modifiers: ["25"] },
          quantity: 2,
          adjustments: CO(9000),
          date: "2026-11-25",
        },
      ],
      [
        {
          payerId: "FIRST",
          paid: 1000,
          procedure: { qualifier: "HC", code: "36415" },
          quantity: 1,
          date: "2026-11-25",
        },
      ],
    ]);
    expect(sent({ earlier: [decided(), decided(), decided()] }).subscriber.responsibility).toBe("U");
    const [first] = sent({
      earlier: [decided({ lines: [decided().lines[0] as EarlierPayer["lines"][number]] })],
    }).lines;
    expect(first).not.toHaveProperty("adjudications");
  });
  test("a decision on the claim as a whole has its day and its adjustments there; what is unknown is left out", () => {
    const [whole] =
      sent({
        earlier: [
          decided({
            lines: [],
            adjustments: CO(9500),
            payerClaimNumber: "",
            coverage: { memberId: "F1", groupNumber: null, relationship: "self" },
            subscriber: { ...good.subscriber, address: null },
          }),
        ],
      }).otherSubscribers ?? [];
    expect(whole).toMatchObject({ adjustments: CO(9500), payer: { adjudicationDate: "2026-11-25" } });
    expect(whole?.payer).not.toHaveProperty("claimNumber");
    expect(whole).not.toHaveProperty("groupNumber");
    expect(whole).not.toHaveProperty("address");
  });
  test("why Medicare is not the first payer stands where it is not, and where the payer asks for it", () => {
    const reason = (secondaryReason: boolean, earlier: readonly EarlierPayer[] | undefined) => {
      const { earlier: _, ...rest } = good;
      const content = {
        ...rest,
        ...(earlier ? { earlier } : {}),
        payer: { ...good.payer, rules: { ...ORDINARY_RULES, secondaryReason } },
        coverage: { ...good.coverage, secondaryReason: "12" },
      };
      return claimTo837P(content, { number: "C1", frequency: "1" }).subscriber.insuranceType;
    };
    expect([reason(true, [decided()]), reason(false, [decided()]), reason(true, []), reason(true, undefined)]).toEqual([
      "12",
      undefined,
      undefined,
      undefined,
    ]);
    const { rules: _, ...payer } = { ...good.payer, rules: undefined };
    expect(
      sent({ payer, earlier: [decided()], coverage: { ...good.coverage, secondaryReason: "12" } }).subscriber,
    ).not.toHaveProperty("insuranceType");
  });
});

test("the line is read from the number that we gave it, and from no other", () => {
  const read = (number: string | undefined) => lineOfControlNumber(number, "C1");
  expect([read("C1L2"), read("C1L12")]).toEqual([2, 12]);
  expect([
    read(undefined),
    read("C1"),
    read("C2L2"),
    read("C1X2"),
    read("C1L"),
    read("C1L0"),
    read("C1L-1"),
    read("C1L1.5"),
    read("C1Lx"),
  ]).toEqual(Array.from({ length: 9 }, () => null));
});

test("two addresses are one where street, city and the first five of the ZIP are, however they are written", () => {
  expect(sameAddress(ADDRESS, { ...ADDRESS, line1: "100 HARBOR drive", zip: "92101" })).toBe(true);
  for (const other of [{ line1: "101 Harbor Drive" }, { line2: "Suite 2" }, { city: "La Mesa" }, { zip: "92102" }])
    expect(sameAddress(ADDRESS, { ...ADDRESS, ...other })).toBe(false);
});

test("names, addresses and sex in the letters that payers read", () => {
  const name = { family: "Núñez", given: "Zoë", middle: "b", suffix: "jr" };
  expect(personName(name)).toEqual({ kind: "person", last: "NUNEZ", first: "ZOE", middle: "B", suffix: "JR" });
  expect(personName({ ...name, middle: null, suffix: null })).toEqual({ kind: "person", last: "NUNEZ", first: "ZOE" });
  expect(address({ ...ADDRESS, line2: "suite 2" })).toEqual({ ...BAY, line2: "SUITE 2" });
  expect([sexCode("female"), sexCode("male"), sexCode("unknown")]).toEqual(["F", "M", "U"]);
});
