import { describe, expect, test } from "vitest";
import { builtInCodes, goodClaim, line, scrubContext } from "../../../testing/claim.ts";
import type { ClaimContent, EarlierPayer } from "../claim-content.ts";
import { NO_FACTS } from "../claim-facts.ts";
import { filingTime } from "../filing-time.ts";
import type { ScrubContext } from "./finding.ts";
import { duplicates, sameAgain } from "./repeats.ts";
import { scrub } from "./scrub.ts";
import { memberIdFits } from "./subscriber.ts";

const good = goodClaim();
type Change = Partial<ClaimContent>;
/** What is found, as "severity rule screen.field id": the place that mends it, of whom. */
function find(change: Change, context: Partial<ScrubContext> = {}): string[] {
  const claim = { ...good, ...change };
  return scrub(claim, scrubContext(claim, context)).map(
    (one) => `${one.severity} ${one.rule} ${one.source.screen}.${one.source.field} ${one.source.id ?? "-"}`,
  );
}
const billing = (more: Partial<NonNullable<ClaimContent["billing"]>>): Change => ({
  billing: good.billing && { ...good.billing, ...more },
});
const rendering = (more: Partial<NonNullable<ClaimContent["rendering"]>>): Change => ({
  rendering: good.rendering && { ...good.rendering, ...more },
});
const facility = (more: Partial<NonNullable<ClaimContent["facility"]>>): Change => ({
  facility: good.facility && { ...good.facility, ...more },
});
const coverage = (more: Partial<ClaimContent["coverage"]>): Change => ({ coverage: { ...good.coverage, ...more } });
const payer = (more: Partial<ClaimContent["payer"]>): Change => ({ payer: { ...good.payer, ...more } });
const lines = (...list: ClaimContent["lines"][number][]): Change => ({ lines: list });
const ADDRESS = good.patient.address ?? fail();
function fail(): never {
  throw new Error("the good claim has an address");
}
const diagnoses = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ code: `Z${String(n).padStart(2, "0")}.1`, label: "" }));
const anyDiagnosis: Partial<ScrubContext> = {
  codes: { ...builtInCodes(), diagnosis: () => "billable", edits: () => [] },
};
const state = (
  of: "service" | "modifier" | "placeOfService" | "taxonomy",
  is: "active" | "expired" | "unknown",
): Partial<ScrubContext> => ({
  codes: { ...builtInCodes(), [of]: () => is },
});

describe("SCRUB: just within the limit nothing is found, just beyond it the fault, at what mends it", () => {
  test.each<[what: string, within: Change, beyond: Change, found: string, context?: Partial<ScrubContext>]>([
    [
      "7: nine digits of tax id",
      billing({ taxId: "123456789" }),
      billing({ taxId: "1234567890" }),
      "error 7 practice.taxId -",
    ],
    ["7: digits alone", {}, billing({ taxId: "x123456789" }), "error 7 practice.taxId -"],
    [
      "6: nine digits of ZIP",
      {},
      billing({ address: { ...ADDRESS, zip: "9210112345" } }),
      "error 6 practice.billingAddress.zip -",
    ],
    [
      "6: digits alone",
      {},
      billing({ address: { ...ADDRESS, zip: "x921011234" } }),
      "error 6 practice.billingAddress.zip -",
    ],
    [
      "6: no box in the second line",
      {},
      {
        ...billing({ address: { ...ADDRESS, line2: "PO Box 3" } }),
        ...facility({ address: { ...ADDRESS, line2: "PO Box 3" } }),
      },
      "error 6 practice.billingAddress.line1 -",
    ],
    ["9: not the practice's own NPI", {}, rendering({ npi: good.billing?.npi ?? null }), "warning 9 staff.npi s1"],
    [
      "5: the supervisor's NPI",
      { supervising: good.rendering },
      { supervising: good.rendering && { ...good.rendering, staffId: "s2", npi: "1234567890" } },
      "error 5 staff.npi s2",
    ],
    [
      "12: the site's whole ZIP, elsewhere",
      facility({ address: { ...ADDRESS, line1: "9 Else", zip: "921011234" } }),
      facility({ address: { ...ADDRESS, line1: "9 Else", zip: "92101" } }),
      "warning 12 location.address.zip l1",
    ],
    [
      "12: digits alone",
      {},
      facility({ address: { ...ADDRESS, line1: "9 Else", zip: "921011234x" } }),
      "warning 12 location.address.zip l1",
    ],
    [
      "12: at the billing address five will do",
      facility({ address: { ...ADDRESS, zip: "92101" } }),
      facility({ address: { ...ADDRESS, city: "La Mesa", zip: "x921011234" } }),
      "warning 12 location.address.zip l1",
    ],
    [
      "16: born on the day",
      { patient: { ...good.patient, birthDate: "2026-11-20" } },
      { patient: { ...good.patient, birthDate: "2026-11-21" } },
      "error 16 patient.birthDate pt1",
    ],
    [
      "16: another subscriber, born before",
      { ...coverage({ relationship: "child" }), subscriber: { ...good.subscriber, birthDate: "2026-11-20" } },
      { ...coverage({ relationship: "child" }), subscriber: { ...good.subscriber, birthDate: "2026-11-21" } },
      "error 16 coverage.subscriber.birthDate c1",
    ],
    [
      "16: of a patient who is the subscriber only the patient's own counts",
      { subscriber: { ...good.subscriber, birthDate: "2026-11-21" } },
      { patient: { ...good.patient, birthDate: "2027-01-01" } },
      "error 16 patient.birthDate pt1",
    ],
    [
      "13: the name of a subscriber who is the patient is the patient's",
      { subscriber: { ...good.subscriber, name: null } },
      { ...coverage({ relationship: "child" }), subscriber: { ...good.subscriber, name: null } },
      "error 13 coverage.subscriber.name c1",
    ],
    [
      "18: an id of fifteen",
      payer({ electronicId: "A".repeat(15) }),
      payer({ electronicId: "A".repeat(16) }),
      "error 18 payer.electronicId p1",
    ],
    [
      "18: letters and digits alone",
      payer({ electronicId: "A1" }),
      payer({ electronicId: "-A1" }),
      "error 18 payer.electronicId p1",
    ],
    ["18: a payer in use", {}, payer({ active: false }), "warning 18 payer.electronicId p1"],
    [
      "20: a price above nothing",
      lines(line(1, { amount: 1 })),
      lines(line(1, { amount: 0 })),
      "error 20 charge.unitPrice ch1",
    ],
    ["20: lines at all", {}, lines(), "error 20 charge.unitPrice -"],
    [
      "26: twelve diagnoses",
      { diagnoses: diagnoses(12) },
      { diagnoses: diagnoses(13) },
      "error 26 encounter.diagnoses -",
      anyDiagnosis,
    ],
    [
      "26: the form of ICD-10-CM",
      { diagnoses: [{ code: "S72.001A", label: "" }] },
      { diagnoses: [{ code: "I1", label: "" }] },
      "error 26 encounter.diagnoses -",
      anyDiagnosis,
    ],
    [
      "26: nothing before the form",
      { diagnoses: [{ code: "I10", label: "" }] },
      { diagnoses: [{ code: "-I10", label: "" }] },
      "error 26 encounter.diagnoses -",
      anyDiagnosis,
    ],
    [
      "26: nothing after the form",
      { diagnoses: [{ code: "I10", label: "" }] },
      { diagnoses: [{ code: "I10-", label: "" }] },
      "error 26 encounter.diagnoses -",
      anyDiagnosis,
    ],
    [
      "28: only the first letter says cause",
      { diagnoses: [{ code: "S72.0Y", label: "" }] },
      { diagnoses: [{ code: "V00.1", label: "" }] },
      "error 28 encounter.diagnoses.0 -",
      anyDiagnosis,
    ],
    [
      "30: four pointers",
      { diagnoses: diagnoses(5), lines: [line(1, { pointers: [1, 2, 3, 4] })] },
      { diagnoses: diagnoses(5), lines: [line(1, { pointers: [1, 2, 3, 4, 5] })] },
      "error 30 charge.pointers ch1",
      anyDiagnosis,
    ],
    [
      "30: none twice",
      lines(line(1, { pointers: [1, 2] })),
      lines(line(1, { pointers: [1, 1] })),
      "error 30 charge.pointers ch1",
    ],
    [
      "30: none before the first",
      lines(line(1, { pointers: [1] })),
      lines(line(1, { pointers: [0] })),
      "error 30 charge.pointers ch1",
    ],
    ["36: 999 units", lines(line(1, { units: 999 })), lines(line(1, { units: 1000 })), "error 36 charge.units ch1"],
    ["36: whole units", lines(line(1, { units: 2 })), lines(line(1, { units: 1.5 })), "error 36 charge.units ch1"],
    [
      "36: a price on each line",
      lines(line(1), line(2, { code: "36415", amount: 1 })),
      lines(line(1), line(2, { code: "36415", amount: 0 })),
      "error 36 charge.unitPrice ch2",
    ],
    ["37: of today", {}, { serviceDate: "2026-11-24" }, "error 37 encounter.serviceDate -"],
    [
      "37: the coverage's first day",
      coverage({ from: "2026-11-20" }),
      coverage({ from: "2026-11-21" }),
      "error 37 coverage.from c1",
    ],
    [
      "37: the coverage's last day",
      coverage({ to: "2026-11-20" }),
      coverage({ to: "2026-11-19" }),
      "error 37 coverage.to c1",
    ],
  ])("%s", (_, within, beyond, found, context) => {
    const rule = (found.split(" ")[1] ?? "") + " ";
    const of = (change: Change) => find(change, context).filter((one) => one.split(" ")[1] === rule.trim());
    expect(of(within)).toEqual([]);
    expect(of(beyond)).toEqual([found]);
  });

  test("6, 7, 8, 12: a practice that is not known yet is one fault, not five", () => {
    expect(find({ billing: null }).filter((one) => !one.includes(" 25 "))).toEqual(["error 4 practice.name -"]);
  });
  test("11: a supervisor is asked for where the note was co-signed, and named where it is known who it is", () => {
    expect(find({ supervising: good.rendering }, { supervised: true })).toEqual([]);
    expect(find({ supervising: good.rendering && { ...good.rendering, npi: null } }, { supervised: true })).toEqual([
      "error 11 staff.npi s1",
    ]);
    expect(find({}, { supervised: true })).toEqual(["error 11 staff.npi -"]);
  });
  test("13: two in one place; another place that is taken twice is another claim's", () => {
    expect(find({}, { prioritiesInForce: [1, 2, 2] })).toEqual([]);
    expect(find({}, { prioritiesInForce: [2, 1, 1] })).toEqual(["error 13 coverage.priority c1"]);
  });
  test("14: a kind of payer that nobody knows fits no code", () => {
    expect(find(payer({ kind: "new" }))).toContain("error 14 payer.claimFiling p1");
  });
  test("25: one test of the laboratory is enough; a test that was sent out (90) is not its own", () => {
    const tests = (...list: ClaimContent["lines"][number][]) =>
      find({ ...billing({ clia: null }), lines: list }).filter((one) => one.includes(" 25 "));
    const clia = ["error 25 practice.clia -"];
    expect(tests(line(1), line(2, { code: "87880" }))).toEqual(clia);
    expect(tests(line(1), line(2, { code: "87880", modifiers: ["90"] }))).toEqual([]);
    expect(tests(line(1), line(2, { code: "36415", modifiers: ["QW"] }))).toEqual(clia);
    expect(tests(line(1), line(2, { code: "36415" }))).toEqual([]);
    expect(
      find({ ...billing({ clia: null }), billing: null, lines: [line(1)] }).some((one) => one.includes(" 25 ")),
    ).toBe(false);
  });
  test("8, 21, 31, 32: what had ended that day is a fault; what no code set knows is none, or was not checked", () => {
    expect(find({}, state("placeOfService", "expired"))).toEqual(["error 21 location.placeOfService l1"]);
    expect(find({}, state("placeOfService", "unknown"))).toEqual([]);
    expect(find({}, state("service", "expired"))).toEqual(["error 31 charge.code ch1", "error 31 charge.code ch2"]);
    expect(find({}, state("service", "unknown"))).toEqual(["warning 31 charge.code ch1", "warning 31 charge.code ch2"]);
    const modified = lines(line(1), line(2, { code: "36415", modifiers: ["59", "LT"] }));
    expect(find(modified, state("modifier", "expired")).filter((one) => one.includes(" 32 "))).toEqual([
      "error 32 charge.modifiers ch2",
      "error 32 charge.modifiers ch2",
    ]);
    expect(find(modified, state("modifier", "unknown")).filter((one) => one.includes(" 32 "))).toEqual([]);
    const taxonomy = (code: string, is: "active" | "expired" | "unknown") =>
      find(billing({ taxonomy: code }), state("taxonomy", is));
    expect(taxonomy("207Q00000X", "expired")).toEqual(["error 8 practice.taxonomy -"]);
    expect(taxonomy("ANYTHING", "active")).toEqual([]);
    expect(taxonomy("999Z99999X", "unknown")).toEqual([]);
    for (const wrong of ["x999Z99999X", "999Z99999XX", "99Z999999X", "999z99999X", "999Z99999Y"])
      expect(taxonomy(wrong, "unknown")).toEqual(["error 8 practice.taxonomy -"]);
  });
  test("27: each diagnosis is judged at its own place", () => {
    const codes = {
      ...builtInCodes(),
      diagnosis: (code: string) => (code === "I10" ? ("billable" as const) : ("expired" as const)),
      edits: () => [],
    };
    expect(find({}, { codes })).toEqual(["error 27 encounter.diagnoses.1 -"]);
    const found = scrub({ ...good }, scrubContext(good, { codes }));
    expect(found[0]).toMatchObject({ element: "2300 HI02", message: "E11.9 was not valid on the date of service." });
  });
  test("28, 33: what the code sets' edits find is mended at its line or its diagnosis", () => {
    const edit = (at: { kind: "line" | "diagnosis"; place: number }) => ({
      rule: "33",
      severity: "error" as const,
      message: "m",
      element: "e",
      at,
    });
    const codes = (...found: ReturnType<typeof edit>[]) => ({ codes: { ...builtInCodes(), edits: () => found } });
    expect(
      find(
        {},
        codes(
          edit({ kind: "line", place: 2 }),
          edit({ kind: "diagnosis", place: 2 }),
          edit({ kind: "line", place: 9 }),
        ),
      ),
    ).toEqual(["error 33 charge.modifiers ch2", "error 33 encounter.diagnoses.1 -", "error 33 charge.modifiers -"]);
  });
  test("15: the member number as the payer writes it; without a form, two to thirty letters, digits and dashes", () => {
    const any = { kind: "hmo", memberIdPattern: null };
    expect(["A1", "a-1", "9".repeat(30)].map((id) => memberIdFits(id, any))).toEqual([true, true, true]);
    expect(["A", "9".repeat(31), "A 1", " A1", "A1!"].map((id) => memberIdFits(id, any))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    const message = (change: Change) =>
      scrub({ ...good, ...change }, scrubContext(good)).find((one) => one.rule === "15")?.message;
    const medicare = payer({ kind: "medicare", claimFiling: "MB", memberIdPattern: null });
    expect(message(medicare)).toBe("This is not a Medicare number: it has 11 places, as on the card.");
    expect(message(coverage({ memberId: "XX" }))).toBe(
      "The member number does not have this payer's form. Compare it with the card.",
    );
  });
});

describe("SCRUB-37: the filing time", () => {
  const filing = (today: string, more: Change = {}, context: Partial<ScrubContext> = {}) =>
    find(more, { today, ...context });
  test("the last day is in time; a replacement has no such end", () => {
    expect(filing("2027-05-19")).toEqual(["warning 37 payer.filingDays p1"]);
    expect(filing("2027-05-20")).toEqual(["error 37 payer.filingDays p1"]);
    expect(filing("2027-05-20", { originalClaimNumber: "P1" }, { frequency: "7" })).toEqual([]);
    expect(filingTime(good).by).toBe("2027-05-19");
  });
  test("a later payer's runs from the last decision before it; a claim of before that was kept has the date of service", () => {
    const earlier = (decidedOn: string) => ({ decidedOn }) as EarlierPayer;
    expect(filingTime({ ...good, earlier: [earlier("2026-12-01"), earlier("2026-12-31")] }).by).toBe("2027-06-29");
    const { earlier: _, ...old } = good;
    expect(filingTime(old).by).toBe("2027-05-19");
  });
});

describe("SCRUB-44: the same service is not billed twice", () => {
  const neighbour = (number: string, sent: boolean, ...theirs: ClaimContent["lines"][number][]) => ({
    claimId: `id-${number}`,
    number,
    sent,
    content: { rendering: good.rendering, lines: theirs },
  });
  const claim = { ...good, lines: [line(1, { code: "99213" }), line(2, { code: "20610", modifiers: ["LT", "59"] })] };
  const found = (neighbours: readonly ReturnType<typeof neighbour>[], content: ClaimContent = claim) =>
    duplicates(content, scrubContext(content, { number: "C5", neighbours }));
  test("on another claim: one that was sent, or of two in the house the earlier; some line of it is enough", () => {
    const same = [line(1, { code: "36415" }), line(2, { code: "20610", modifiers: ["59", "LT"] })];
    const [sent] = found([neighbour("C9", true, ...same)]);
    expect(sent).toMatchObject({
      rule: "44",
      severity: "error",
      element: "2400 SV101 (line 2)",
      source: { screen: "claim", field: "facts.duplicateBecause", id: "id-C9" },
      message:
        "20610-LT-59 of 11/20/2026 by Chen, Ana MD is on claim C9, which was sent already. Add 76, 77, 91 or 59 where it was given twice, or say why.",
    });
    expect(found([neighbour("C4", false, ...same)])[0]?.message).toContain("is on claim C4, which is to be sent too.");
    expect(found([neighbour("C6", false, ...same)])).toEqual([]);
    expect(found([neighbour("C5", false, ...same)])).toEqual([]);
    expect(found([neighbour("C9", true, line(1, { code: "20610", modifiers: ["LT"] }))])).toEqual([]);
  });
  test("by the same clinician alone; where nobody knows who it was, both must be unknown", () => {
    const other = {
      ...neighbour("C4", true, line(1)),
      content: { rendering: good.rendering && { ...good.rendering, npi: "1" }, lines: [line(1)] },
    };
    expect(found([other])).toEqual([]);
    const nobody = { ...claim, rendering: null };
    expect(found([neighbour("C4", true, line(1))], nobody)).toEqual([]);
  });
  test("on two lines: the second is named with the first, unless it says that it was repeated", () => {
    const twice = (...modifiers: string[]) =>
      found([], { ...good, lines: [line(1, { modifiers }), line(2, { code: "36415" }), line(3, { modifiers })] });
    expect(twice()).toMatchObject([
      {
        severity: "error",
        element: "2400 SV101 (line 3)",
        message: "99213 is on lines 1 and 3. Count it by units, add 76, 77, 91 or 59, or say why.",
      },
    ]);
    expect(twice()[0]?.source.id ?? null).toBeNull();
    expect(twice("LT")).toMatchObject([{ message: expect.stringContaining("99213-LT is on lines 1 and 3.") }]);
    for (const repeated of ["76", "77", "91"]) expect(twice("LT", repeated)).toEqual([]);
    expect(found([], { ...good, lines: [line(1), line(2, { modifiers: ["76"] })] })).toEqual([]);
  });
  test("with a reason it goes out all the same, and the reason is said", () => {
    const told = { ...good, lines: [line(1), line(2)], facts: { ...NO_FACTS, duplicateBecause: "both knees" } };
    expect(found([], told)).toMatchObject([
      { severity: "warning", message: expect.stringMatching(/or say why\. It goes out all the same: both knees$/) },
    ]);
    const { facts: _, ...old } = told;
    expect(found([], old as ClaimContent)).toMatchObject([{ severity: "error" }]);
  });
});

describe("SCRUB-43: what goes out again says something else", () => {
  const told = { ...good, facts: { ...NO_FACTS, sameAgainBecause: "they lost it" } };
  test("the same after a decision is an error, after a rejection a warning, with a reason a warning", () => {
    expect(sameAgain(good, good, true)).toMatchObject([
      {
        rule: "43",
        severity: "error",
        element: "2300 CLM05-3",
        source: { screen: "claim", field: "facts.sameAgainBecause" },
        message: expect.stringContaining("Nothing has changed since it was sent"),
      },
    ]);
    expect(sameAgain(good, good, false)).toMatchObject([
      { severity: "warning", message: "Nothing has changed since it was rejected." },
    ]);
    expect(sameAgain(told, good, true)).toMatchObject([
      { severity: "warning", message: "It says what was sent before, and goes again: they lost it" },
    ]);
  });
  test("another price is another claim; the payer's number of it is not", () => {
    expect(sameAgain({ ...good, lines: [line(1, { amount: 1 })] }, good, true)).toEqual([]);
    expect(sameAgain({ ...good, originalClaimNumber: "P1" }, good, true)).toHaveLength(1);
  });
});

describe("SCRUB-40: a later payer is told what holds", () => {
  const earlier = (more: Partial<EarlierPayer>): EarlierPayer => ({
    claimId: "c0",
    payer: { name: "First", electronicId: "FIRST", claimFiling: "12" },
    coverage: { memberId: "F1", groupNumber: null, relationship: "self" },
    subscriber: good.subscriber,
    payerClaimNumber: "P1",
    decidedOn: "2026-11-22",
    paid: 7000,
    adjustments: [],
    lines: [
      {
        modifiers: [],
        quantity: 1,
        lineNumber: 1,
        code: "99213",
        paid: 6000,
        adjustments: [{ group: "CO", reason: "45", amount: 9000 }],
      },
      {
        modifiers: [],
        quantity: 1,
        lineNumber: 2,
        code: "36415",
        paid: 1000,
        adjustments: [{ group: "CO", reason: "45", amount: 500 }],
      },
    ],
    openDenial: false,
    ...more,
  });
  const second = (more: Partial<EarlierPayer>, today = "2026-11-23") =>
    find({ earlier: [earlier(more)] }, { order: 2, today });
  const [one, two] = earlier({}).lines;
  const at = "error 40 claim.earlier c0";
  test("decided today is decided; without lines the claim's own sums are enough", () => {
    expect(second({ decidedOn: "2026-11-23" })).toEqual([]);
    expect(second({ lines: [], adjustments: [{ group: "CO", reason: "45", amount: 9500 }] })).toEqual([]);
  });
  test("lines that lean on each other, that stand twice, or that are one too many", () => {
    if (!one || !two) throw new Error("there are two lines");
    expect(
      second({
        lines: [
          { ...one, paid: 6500 },
          { ...two, paid: 500 },
        ],
      }),
    ).toEqual([at]);
    expect(second({ lines: [one, { ...two, lineNumber: 1 }] })).toEqual([at]);
    const nothing = { ...two, lineNumber: null, paid: 0, adjustments: [] };
    expect(second({ lines: [one, two, nothing] })).toEqual([at]);
    expect(second({ lines: [one, two, { ...nothing, lineNumber: 2 }] })).toEqual([at]);
  });
  test("a claim of before that was kept has no payer before it; a second turn without one waits", () => {
    const { earlier: _, ...old } = good;
    expect(scrub(old, scrubContext(old))).toEqual([]);
    expect(find({}, { order: 2 })).toEqual(["error 40 coverage.priority c1"]);
    expect(find({ earlier: [earlier({})] }, { order: 3 })).toEqual(["error 40 coverage.priority c1"]);
  });
});
