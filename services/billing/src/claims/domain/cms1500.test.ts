import { must } from "@practicum/kernel/assert";
import { expect, test } from "vitest";
import { goodClaim, line } from "../../testing/claim.ts";
import { ORDINARY_RULES } from "@practicum/contracts/billing/payer-rules";
import { NO_FACTS } from "./claim-facts.ts";
import type { ClaimContent } from "./claim-content.ts";
import { CELL, places, pointOf } from "./cms1500-boxes.ts";
import { cms1500, type PaperClaim } from "./cms1500.ts";

const claim = (content: Partial<ClaimContent> = {}, more: Partial<PaperClaim> = {}): PaperClaim => ({
  number: "C100001",
  frequency: "1",
  content: { ...goodClaim(), ...content },
  patientPaid: 2000,
  on: "2026-11-23",
  ...more,
});
const sheet = (content: Partial<ClaimContent> = {}, more: Partial<PaperClaim> = {}) =>
  Object.fromEntries(must(cms1500(claim(content, more))[0]));
const boxes = (all: { readonly [box: string]: string }, pick: RegExp) =>
  Object.fromEntries(Object.entries(all).filter(([box]) => pick.test(box)));

const good = goodClaim();
const SPOUSE = { family: "Lopez", given: "Jorge", middle: "Luis", suffix: "Jr" };

test("BIL-268: who is insured and who is treated, box by box (1 to 8)", () => {
  expect(boxes(sheet(), /^(?:carrier|[1-8](?:a|\.|$))/)).toEqual({
    "carrier.1": "CARE FIRST",
    "1.group": "X",
    "1a": "CF1234567",
    "2": "LOPEZ, MARIA",
    "3.month": "03",
    "3.day": "04",
    "3.year": "1981",
    "3.female": "X",
    "4": "LOPEZ, MARIA",
    "5.street": "100 HARBOR DRIVE",
    "5.city": "SAN DIEGO",
    "5.state": "CA",
    "5.zip": "921011234",
    "6.self": "X",
    "7.street": "100 HARBOR DRIVE",
    "7.city": "SAN DIEGO",
    "7.state": "CA",
    "7.zip": "921011234",
  });
  const dependent = sheet({
    coverage: { ...good.coverage, relationship: "spouse", groupNumber: "G-77" },
    subscriber: { name: SPOUSE, birthDate: "1979-10-31", sex: "male", address: must(good.subscriber.address) },
  });
  expect(boxes(dependent, /^(?:2|4|6\..*|11.*)$/)).toEqual({
    "2": "LOPEZ, MARIA",
    "4": "LOPEZ JR, JORGE, L",
    "6.spouse": "X",
    "11": "G-77",
    "11a.month": "10",
    "11a.day": "31",
    "11a.year": "1979",
    "11a.male": "X",
    "11c": "CARE FIRST",
    "11d.no": "X",
  });
});

test.each([
  ["medicare", "1.medicare"],
  ["medicaid", "1.medicaid"],
  ["medicaid-managed", "1.medicaid"],
  ["tricare", "1.tricare"],
  ["hmo", "1.group"],
  ["ppo", "1.group"],
  ["commercial", "1.group"],
  ["workers-comp", "1.other"],
  ["auto", "1.other"],
])("BIL-268: box 1 of %s", (kind, box) => {
  expect(boxes(sheet({ payer: { ...good.payer, kind } }), /^1\./)).toEqual({ [box]: "X" });
});

const earlier: NonNullable<ClaimContent["earlier"]> = [
  {
    claimId: "first",
    payer: { name: "Blue Harbor", electronicId: "BHPPO", claimFiling: "12" },
    coverage: { memberId: "BH55", groupNumber: null, relationship: "self" },
    subscriber: { name: SPOUSE, birthDate: "1979-10-31", sex: "male", address: must(good.subscriber.address) },
    payerClaimNumber: "77",
    decidedOn: "2026-11-22",
    paid: 7050,
    adjustments: [],
    lines: [],
    openDenial: false,
  },
];

test("BIL-268: the payer before stands in 9 to 9d and 11d, for Medicare in 11; Medicare alone has NONE and no insured", () => {
  expect(boxes(sheet({ earlier }), /^(?:9.*|11d.*|29)$/)).toEqual({
    "9": "LOPEZ JR, JORGE, L",
    "9a": "BH55",
    "9d": "BLUE HARBOR",
    "11d.yes": "X",
    "29": "    90 50",
  });
  const medicare = { ...good.payer, kind: "medicare", name: "Medicare" };
  expect(boxes(sheet({ payer: medicare }), /^(?:4|7.*|9.*|11.*)$/)).toEqual({ "11": "NONE" });
  expect(boxes(sheet({ payer: medicare, earlier }), /^(?:4|9.*|11|11c)$/)).toEqual({
    "4": "LOPEZ JR, JORGE, L",
    "11": "BH55",
    "11c": "BLUE HARBOR",
  });
});

test("BIL-268: what it is related to, and since when (10, 11b, 12 to 14)", () => {
  const facts = (cause: "none" | "auto" | "employment" | "other") => ({
    ...NO_FACTS,
    accident: { cause, on: "2026-11-02", state: "CA", claimNumber: "WC-9" },
  });
  const related = (cause: Parameters<typeof facts>[0]) => boxes(sheet({ facts: facts(cause) }), /^(?:10|11b|14)/);
  const NO = { "10a.no": "X", "10b.no": "X", "10c.no": "X" };
  const since = {
    "14.month": "11",
    "14.day": "02",
    "14.year": "2026",
    "14.qualifier": "431",
    "11b.qualifier": "Y4",
    "11b": "WC-9",
  };
  expect(related("none")).toEqual(NO);
  expect(related("auto")).toEqual({ "10a.no": "X", "10b.yes": "X", "10b.state": "CA", "10c.no": "X", ...since });
  expect(related("employment")).toEqual({ "10a.yes": "X", "10b.no": "X", "10c.no": "X", ...since });
  expect(related("other")).toEqual({ "10a.no": "X", "10b.no": "X", "10c.yes": "X", ...since });
  expect(boxes(sheet(), /^1[23]$/)).toEqual({ "12": "SIGNATURE ON FILE", "13": "SIGNATURE ON FILE" });
});

test("BIL-268: who referred, ordered or supervised (17), with the qualifier of each", () => {
  const named = { family: "Reed", given: "Sam", npi: "1234567893" };
  const of = (content: Partial<ClaimContent>) => boxes(sheet(content), /^17/);
  const who = (qualifier: string) => ({ "17.qualifier": qualifier, "17": "SAM REED", "17b": "1234567893" });
  const laboratory = [line(1, { code: "81002" })];
  expect(of({})).toEqual({});
  expect(of({ facts: { ...NO_FACTS, referring: named } })).toEqual(who("DN"));
  expect(of({ facts: { ...NO_FACTS, ordering: named }, lines: laboratory })).toEqual(who("DK"));
  // Ordered by nobody else, it is who rendered, where the payer asks.
  const payer = { ...good.payer, rules: { ...ORDINARY_RULES, orderingProvider: true } };
  expect(of({ payer, lines: laboratory })["17.qualifier"]).toBe("DK");
  expect(of({ facts: { ...NO_FACTS, ordering: named } })).toEqual({});
  expect(of({ supervising: { ...named, staffId: "s2", name: "Reed, Sam MD", taxonomy: null } })).toEqual(who("DQ"));
});

test("BIL-268: diagnoses without their point, in rows of four; resubmission and one number of permission (19 to 23)", () => {
  const twelve = Array.from({ length: 12 }, (_, at) => ({ code: `E11.${at + 10}`, label: "" }));
  const { "21.indicator": indicator, ...coded } = boxes(sheet({ diagnoses: twelve }), /^21/);
  expect(indicator).toBe("0");
  expect(
    Object.keys(coded)
      .map((box) => box.slice(3))
      .join(""),
  ).toBe("ABCDEFGHIJKL");
  expect([coded["21.A"], coded["21.L"]]).toEqual(["E1110", "E1121"]);
  expect(boxes(sheet(), /^2[0123]/)).toEqual({ "20.no": "X", "21.indicator": "0", "21.A": "I10", "21.B": "E119" });
  const replaced = sheet({ originalClaimNumber: "PAY-1" }, { frequency: "7" });
  expect(boxes(replaced, /^22/)).toEqual({ "22.code": "7", "22.original": "PAY-1" });
  const permitted = (facts: object) =>
    sheet({ facts: { ...NO_FACTS, ...facts }, lines: [line(1, { code: "81002" })] })["23"];
  expect(permitted({ authorization: "A1", referral: "R1" })).toBe("A1");
  expect(permitted({ referral: "R1" })).toBe("R1");
  expect(permitted({})).toBe("05D0999001");
  expect(sheet({ facts: { ...NO_FACTS, duplicateBecause: "seen twice" } })["19"]).toBe("SEEN TWICE");
});

test("BIL-268: each service in its two lines (24), the drug in the shaded one", () => {
  const drug = { ndc: "00002751001", quantityThousandths: 2500, unit: "ML" as const };
  const lines = [
    line(1, { code: "99213", modifiers: ["25", "95", "GT", "XU"], pointers: [1, 2], amount: 15_005 }),
    line(2, { code: "J1100", units: 12, amount: 999, drug }),
  ];
  const all = sheet({ lines });
  const day = (box: string) => ({ [`${box}.month`]: "11", [`${box}.day`]: "20", [`${box}.year`]: "26" });
  expect(boxes(all, /^24\.1/)).toEqual({
    ...day("24.1.A.from"),
    ...day("24.1.A.to"),
    "24.1.B": "11",
    "24.1.D": "99213",
    "24.1.D.1": "25",
    "24.1.D.2": "95",
    "24.1.D.3": "GT",
    "24.1.D.4": "XU",
    "24.1.E": "AB",
    "24.1.F": "  150 05",
    "24.1.G": "1",
    "24.1.J": must(good.rendering).npi,
  });
  expect(boxes(all, /^24\.2\.(?:supplement|D|F|G)$/)).toEqual({
    "24.2.supplement": "N400002751001 ML2.5",
    "24.2.D": "J1100",
    "24.2.F": "    9 99",
    "24.2.G": "12",
  });
  expect(all["28"]).toBe("   160 04");
});

test("BIL-268: six services a sheet, each with its own total; what was paid stands on the first", () => {
  const lines = Array.from({ length: 8 }, (_, at) => line(at + 1, { amount: 1000 + at }));
  const sheets = cms1500(claim({ lines })).map((one) => Object.fromEntries(one));
  expect(sheets.map((one) => [one["28"], one["29"], one["24.6.F"] ?? null])).toEqual([
    ["    60 15", "    20 00", "   10 05"],
    ["    20 13", "     0 00", null],
  ]);
  expect(sheets.map((one) => one["26"])).toEqual(["C100001", "C100001"]);
});

test("BIL-268: who bills, where, and who signs (25 to 33)", () => {
  const { billing, rendering } = { billing: must(good.billing), rendering: must(good.rendering) };
  expect(boxes(sheet(), /^(?:2[5679]|3[123])/)).toEqual({
    "25": "330123456",
    "25.ein": "X",
    "26": "C100001",
    "27.yes": "X",
    "29": "    20 00",
    "31": "ANA CHEN",
    "31.date": "11 23 2026",
    "32.name": "MISSION BAY",
    "32.street": "100 HARBOR DRIVE",
    "32.city": "SAN DIEGO CA 921011234",
    "32a": billing.npi,
    "33.area": "619",
    "33.phone": "5550100",
    "33.name": "MISSION BAY FAMILY PRACTICE",
    "33.street": "100 HARBOR DRIVE",
    "33.city": "SAN DIEGO CA 921011234",
    "33a": billing.npi,
  });
  expect(rendering.npi).not.toBe(billing.npi);
});

test("BIL-268: no two boxes share a cell, none leaves the sheet, and nothing is longer than its box", () => {
  const taken = new Map<string, string>();
  for (const [box, { line: row, column, width }] of Object.entries(places)) {
    expect([box, column + width - 1 <= 80, row <= 64]).toEqual([box, true, true]);
    for (let cell = column; cell < column + width; cell += 1) {
      const key = `${row}/${cell}`;
      expect([box, taken.get(key)]).toEqual([box, undefined]);
      taken.set(key, box);
    }
  }
  const long = "X".repeat(90);
  const everywhere = sheet({
    payer: { ...good.payer, name: long },
    patient: { ...good.patient, name: { family: long, given: long, middle: null, suffix: null } },
    lines: [line(1, { amount: 99_999_99 })],
  });
  for (const [box, text] of Object.entries(everywhere))
    expect([box, text.length <= must(places[box]).width]).toEqual([box, true]);
  // Ten to the inch and six lines to the inch, whatever the printer's offset.
  const [a, b] = [
    pointOf({ line: 10, column: 1, width: 1 }),
    pointOf({ line: 16, column: 11, width: 1 }, { right: 3, down: 2 }),
  ];
  expect([b.x - a.x - 3, a.y - b.y - 2]).toEqual([72, 72]);
  expect(CELL).toEqual({ width: 7.2, height: 12 });
});
