import { ORDINARY_RULES } from "@practicum/contracts/billing/payer-rules";
import { BUILT_IN } from "@practicum/terminology/built-in";
import { codeSet } from "@practicum/terminology/code-system";
import { describe, expect, test } from "vitest";
import { builtInCodes, goodClaim, line, scrubContext } from "../../../testing/claim.ts";
import type { ClaimContent, EarlierPayer } from "../claim-content.ts";
import { NO_TABLES } from "../known-codes.ts";
import type { ScrubContext } from "./finding.ts";
import { scrub } from "./scrub.ts";

type Change = (claim: ClaimContent) => Partial<ClaimContent>;

function find(change: Change, context: Partial<ScrubContext> = {}) {
  const good = goodClaim();
  const claim = { ...good, ...change(good) };
  return scrub(claim, scrubContext(claim, context));
}

const asDependent: Change = (claim) => ({ coverage: { ...claim.coverage, relationship: "child" } });
const withLines =
  (...lines: ClaimContent["lines"][number][]): Change =>
  () => ({ lines });
const withDiagnoses =
  (...codes: string[]): Change =>
  () => ({ diagnoses: codes.map((code) => ({ code, label: "" })), lines: [line(1)] });

/** A first payer that decided on the two lines of the good claim. */
function before(more: {
  readonly paid?: number;
  readonly lineNumber?: number | null;
  readonly decidedOn?: string;
}): EarlierPayer {
  const good = goodClaim();
  const adjusted = (amount: number) => [{ group: "CO", reason: "45", amount }];
  const one = { modifiers: [], quantity: 1 };
  return {
    claimId: "c0",
    payer: { name: "First", electronicId: "FIRST", claimFiling: "12" },
    coverage: { memberId: "F1", groupNumber: null, relationship: "self" },
    subscriber: good.subscriber,
    payerClaimNumber: "P1",
    decidedOn: more.decidedOn ?? "2026-11-22",
    paid: more.paid ?? 7000,
    adjustments: [],
    lines: [
      {
        ...one,
        lineNumber: more.lineNumber === undefined ? 1 : more.lineNumber,
        code: "99213",
        paid: 6000,
        adjustments: adjusted(9000),
      },
      { ...one, lineNumber: 2, code: "36415", paid: 1000, adjustments: adjusted(500) },
    ],
    openDenial: false,
  };
}

const PAIR = withLines(line(1, { code: "99213" }), line(2, { code: "36415" }));
const pairs = (indicator: 0 | 1 | 9): Partial<ScrubContext> => ({
  codes: builtInCodes({
    tables: { ...NO_TABLES, ptp: [{ column1: "99213", column2: "36415", indicator, from: "2026-01-01" }] },
  }),
});
const units = (mai: 1 | 2 | 3): Partial<ScrubContext> => ({
  codes: builtInCodes({ tables: { ...NO_TABLES, mue: [{ code: "36415", units: 2, mai, rationale: "" }] } }),
});
const afterProcedure = (global: string, onDate: string): Partial<ScrubContext> => ({
  codes: builtInCodes({
    earlier: [{ code: "10060", onDate }],
    tables: {
      ...NO_TABLES,
      indicators: [
        { code: "10060", modifier: "", status: "A", pctc: "0", global, bilateral: "0", multipleProcedure: "2" },
      ],
    },
  }),
});

test("a good claim has no findings", () => expect(find(() => ({}))).toEqual([]));

/** Rule, fault, screen and field that mend it. Each is planted alone, and found alone. */
const planted: readonly [
  rule: string,
  what: string,
  screen: string,
  field: string,
  change: Change,
  context?: Partial<ScrubContext>,
][] = [
  ["5", "practice's NPI", "practice", "npi", (c) => ({ billing: c.billing && { ...c.billing, npi: "1234567890" } })],
  ["5", "provider's NPI", "staff", "npi", (c) => ({ rendering: c.rendering && { ...c.rendering, npi: "1987654321" } })],
  ["5", "site's NPI", "location", "npi", (c) => ({ facility: c.facility && { ...c.facility, npi: "1111111111" } })],
  [
    "6",
    "PO box",
    "practice",
    "billingAddress.line1",
    (c) => ({
      billing: c.billing && { ...c.billing, address: { ...c.billing.address, line1: "P.O. Box 12" } },
      facility: c.facility && { ...c.facility, address: { ...c.facility.address, line1: "P.O. Box 12" } },
    }),
  ],
  [
    "6",
    "short ZIP",
    "practice",
    "billingAddress.zip",
    (c) => ({ billing: c.billing && { ...c.billing, address: { ...c.billing.address, zip: "92101" } } }),
  ],
  ["7", "tax id", "practice", "taxId", (c) => ({ billing: c.billing && { ...c.billing, taxId: "33-012345" } })],
  [
    "8",
    "taxonomy",
    "practice",
    "taxonomy",
    (c) => ({ billing: c.billing && { ...c.billing, taxonomy: "FAMILYDOC0" } }),
  ],
  ["9", "provider without NPI", "staff", "npi", (c) => ({ rendering: c.rendering && { ...c.rendering, npi: null } })],
  ["9", "provider not known", "staff", "npi", () => ({ rendering: null })],
  ["11", "supervisor missing", "staff", "npi", () => ({}), { supervised: true }],
  ["12", "no site", "location", "name", () => ({ facility: null })],
  ["13", "two in one place", "coverage", "priority", () => ({}), { prioritiesInForce: [1, 1] }],
  [
    "13",
    "subscriber without name",
    "coverage",
    "subscriber.name",
    (c) => ({ ...asDependent(c), subscriber: { ...c.subscriber, name: null } }),
  ],
  ["14", "filing code", "payer", "claimFiling", (c) => ({ payer: { ...c.payer, claimFiling: "MB" } })],
  ["15", "member number", "coverage", "memberId", (c) => ({ coverage: { ...c.coverage, memberId: "XX1234567" } })],
  [
    "15",
    "MBI",
    "coverage",
    "memberId",
    (c) => ({
      payer: { ...c.payer, kind: "medicare", claimFiling: "MB", memberIdPattern: null },
      coverage: { ...c.coverage, memberId: "1SG4TE5MK73" },
    }),
  ],
  [
    "16",
    "born after the service",
    "patient",
    "birthDate",
    (c) => ({ patient: { ...c.patient, birthDate: "2026-11-21" } }),
  ],
  [
    "17",
    "dependent's address",
    "patient",
    "address.line1",
    (c) => ({ ...asDependent(c), patient: { ...c.patient, address: null } }),
  ],
  ["41", "subscriber's address", "patient", "address.line1", (c) => ({ patient: { ...c.patient, address: null } })],
  ["18", "payer's id", "payer", "electronicId", (c) => ({ payer: { ...c.payer, electronicId: "" } })],
  ["19", "number too long", "encounter", "number", () => ({}), { number: "C12345678901234567890" }],
  ["20", "total", "charge", "unitPrice", () => ({}), { total: 1 }],
  ["21", "replacement without F8", "encounter", "payerClaimNumber", () => ({}), { frequency: "7" }],
  [
    "25",
    "no CLIA",
    "practice",
    "clia",
    (c) => ({
      billing: c.billing && { ...c.billing, clia: null },
      lines: [line(1, { code: "87880", modifiers: ["QW"] })],
    }),
  ],
  ["26", "no diagnosis", "encounter", "diagnoses", () => ({ diagnoses: [], lines: [line(1, { pointers: [1] })] })],
  ["26", "the same twice", "encounter", "diagnoses", withDiagnoses("I10", "I10")],
  ["27", "heading", "encounter", "diagnoses.0", withDiagnoses("E11")],
  ["30", "no pointer", "charge", "pointers", withLines(line(1, { pointers: [] }))],
  ["30", "pointer to nothing", "charge", "pointers", withLines(line(1, { pointers: [1, 3] }))],
  ["32", "modifier twice", "charge", "modifiers", withLines(line(1, { modifiers: ["25", "25"] }))],
  ["35", "add-on alone", "charge", "modifiers", withLines(line(1, { code: "90472" }))],
  ["35", "visit with a procedure, without 25", "charge", "modifiers", withLines(line(1), line(2, { code: "20610" }))],
  [
    "29",
    "a child's diagnosis for an adult",
    "encounter",
    "diagnoses.0",
    withDiagnoses("I10"),
    { codes: builtInCodes({ tables: { ...NO_TABLES, limits: [{ code: "I10", kind: "pediatric" }] } }) },
  ],
  [
    "29",
    "a man's diagnosis for a woman",
    "encounter",
    "diagnoses.0",
    withDiagnoses("I10"),
    { codes: builtInCodes({ tables: { ...NO_TABLES, limits: [{ code: "I10", kind: "male" }] } }) },
  ],
  ["33", "a pair never paid together", "charge", "modifiers", PAIR, pairs(0)],
  ["33", "a pair that wants a modifier", "charge", "modifiers", PAIR, pairs(1)],
  ["34", "too many units", "charge", "modifiers", withLines(line(1, { code: "36415", units: 3 })), units(1)],
  ["34", "too many units a day", "charge", "modifiers", withLines(line(1, { code: "36415", units: 3 })), units(2)],
  [
    "35",
    "a visit in the days after a procedure of another visit",
    "charge",
    "modifiers",
    withLines(line(1)),
    afterProcedure("010", "2026-11-10"),
  ],
  ["36", "no units", "charge", "units", withLines(line(1, { units: 0 }))],
  [
    "39",
    "telehealth without its modifier",
    "charge",
    "modifiers",
    (c) => ({ facility: c.facility && { ...c.facility, placeOfService: "10" } }),
  ],
  ["40", "the payer before has not decided", "coverage", "priority", () => ({}), { order: 2 }],
  ["40", "an earlier decision that does not sum", "claim", "earlier", () => ({ earlier: [before({ paid: 7001 })] })],
  ["40", "lines that are not ours", "claim", "earlier", () => ({ earlier: [before({ lineNumber: null })] })],
  ["40", "decided in the future", "claim", "earlier", () => ({ earlier: [before({ decidedOn: "2026-11-24" })] })],
  [
    "40",
    "Medicare later, without the reason",
    "coverage",
    "secondaryReason",
    (c) => ({
      earlier: [before({})],
      payer: {
        ...c.payer,
        kind: "medicare",
        claimFiling: "MB",
        memberIdPattern: null,
        rules: { ...ORDINARY_RULES, secondaryReason: true },
      },
      coverage: { ...c.coverage, memberId: "1EG4TE5MK73" },
    }),
  ],
  ["37", "in the future", "encounter", "serviceDate", () => ({}), { today: "2026-11-19" }],
  ["37", "before the coverage", "coverage", "from", (c) => ({ coverage: { ...c.coverage, from: "2026-11-21" } })],
  ["37", "after the coverage", "coverage", "to", (c) => ({ coverage: { ...c.coverage, to: "2026-11-19" } })],
  ["37", "too late", "payer", "filingDays", () => ({}), { today: "2027-05-20" }],
];

describe("SCRUB: each planted fault is found, with the field that mends it", () => {
  test.each(planted)("%s %s", (rule, _, screen, field, change, context) => {
    const findings = find(change, context);
    const errors = findings.filter((one) => one.severity === "error");
    // A diagnosis that is missing is missed by the line's pointer too.
    const own = errors.filter((one) => one.rule === rule);
    expect(own.map((one) => ({ screen: one.source.screen, field: one.source.field }))).toEqual([{ screen, field }]);
    const others = errors.filter((one) => one.rule !== rule && !(rule === "26" && one.rule === "30"));
    expect(others).toEqual([]);
  });
  test("28: an outside cause comes first", () => {
    const findings = find(withDiagnoses("W19.XXXA", "I10"), {
      codes: { ...builtInCodes(), diagnosis: () => "billable" },
    });
    expect(findings).toMatchObject([{ rule: "28", severity: "error", source: { field: "diagnoses.0" } }]);
  });
  test("15: a payer's form that can't be used counts as none, costs no time, and is a warning at the payer", () => {
    const hangs = find((c) => ({
      payer: { ...c.payer, memberIdPattern: "(([0-9A-Z]+)+)+!" },
      coverage: { ...c.coverage, memberId: "A".repeat(30) },
    }));
    expect(hangs).toMatchObject([
      { rule: "15", severity: "warning", source: { screen: "payer", field: "memberIdPattern" } },
    ]);
  });
  test("27: what is known not to be billable that day is an error", () => {
    const [entry] = BUILT_IN.entries.get("icd10cm") ?? [];
    if (!entry) throw new Error("the built-in set has diagnoses");
    const ended = codeSet([{ ...entry, code: "I10", from: "2020-10-01", to: "2026-11-19" }]);
    expect(find(withDiagnoses("I10"), { codes: builtInCodes({ set: ended }) })).toEqual(
      expect.arrayContaining([expect.objectContaining({ rule: "27", severity: "error" })]),
    );
  });
  test("27: a diagnosis that no loaded set knows is a warning: it could not be checked", () => {
    expect(find(withDiagnoses("I10", "Q99.999"))).toMatchObject([
      { rule: "27", severity: "warning", source: { field: "diagnoses.1" } },
    ]);
  });
  test("33 to 35: a modifier, fewer units, or a day later, and nothing is found", () => {
    const told = withLines(line(1, { code: "99213" }), line(2, { code: "36415", modifiers: ["59"] }));
    expect(find(told, pairs(1))).toEqual([]);
    expect(find(told, pairs(0))).toMatchObject([{ rule: "33", severity: "error" }]);
    expect(find(PAIR, pairs(9))).toEqual([]);
    expect(find(withLines(line(1, { code: "36415", units: 2 })), units(1))).toEqual([]);
    expect(find(withLines(line(1, { code: "36415", units: 3 })), units(3))).toMatchObject([
      { rule: "34", severity: "warning" },
    ]);
    expect(find(withLines(line(1, { modifiers: ["24"] })), afterProcedure("010", "2026-11-10"))).toEqual([]);
    expect(find(withLines(line(1)), afterProcedure("010", "2026-11-09"))).toEqual([]);
  });
  test("39: who was seen within three years is no new patient", () => {
    const seen = (onDate: string, code = "99213") => ({ codes: builtInCodes({ earlier: [{ code, onDate }] }) });
    const visit = withLines(line(1, { code: "99203" }));
    expect(find(visit, seen("2023-11-21"))).toMatchObject([{ rule: "39", severity: "warning" }]);
    expect(find(visit, seen("2023-11-20"))).toEqual([]);
    expect(find(visit, seen("2026-11-01", "36415"))).toEqual([]);
  });
  test("39: Medicare takes the place alone; a modifier without the place is looked at", () => {
    const remote: Change = (c) => ({
      facility: c.facility && { ...c.facility, placeOfService: "02" },
      payer: { ...c.payer, kind: "medicare", claimFiling: "MB", memberIdPattern: null },
      coverage: { ...c.coverage, memberId: "1EG4TE5MK73" },
    });
    expect(find(remote)).toEqual([]);
    expect(find(withLines(line(1, { modifiers: ["95"] })))).toMatchObject([{ rule: "39", severity: "warning" }]);
  });
  test("40: an earlier decision whose sums hold is no fault; one with an open refusal is a warning", () => {
    expect(find(() => ({ earlier: [before({})] }), { order: 2 })).toEqual([]);
    expect(find(() => ({ earlier: [{ ...before({}), openDenial: true }] }), { order: 2 })).toMatchObject([
      { rule: "40", severity: "warning" },
    ]);
  });
  test("37: a later payer's time runs from the decision before", () => {
    const late = { order: 2, today: "2027-05-20" };
    expect(find(() => ({ earlier: [before({ decidedOn: "2027-05-19" })] }), late)).toEqual([]);
  });
  test("37: a warning when three quarters of the time have passed, and none the day before", () => {
    expect(find(() => ({}), { today: "2027-04-04" })).toMatchObject([{ rule: "37", severity: "warning" }]);
    expect(find(() => ({}), { today: "2027-04-03" })).toEqual([]);
  });
  test("every error names an element of the 837P, and says in a sentence what is wrong", () => {
    for (const [, , , , change, context] of planted)
      for (const one of find(change, context)) {
        expect(one.message).toMatch(/^\S.{15,}\.$/);
        expect(one.element).toMatch(/^(1000A|20\d\d[A-C]{0,2}|23\d\d[A-F]?|2400|2430) /);
      }
  });
});
