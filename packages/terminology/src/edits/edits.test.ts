import fc from "fast-check";
import { addDays } from "@practicum/kernel/local-date";
import { describe, expect, test, vi } from "vitest";
import { BUILT_IN } from "../built-in.ts";
import { codeSet, periodsOf } from "../code-system.ts";
import type { AddOn, DiagnosisLimit, Mue, PtpEdit } from "../edit-data.ts";
import { loadAddOn, loadDiagnosisLimits, loadMue } from "../load/edits.ts";
import { collect } from "../load/lines.ts";
import { sample, samplesMissing } from "../test/samples.ts";
import { editAgeAndSex, editDiagnosisOrder, editDiagnosisValidity, editExcludes1 } from "./diagnoses.ts";
import { diagnosisLetter, isVisitCode, type EditFinding, type EditLine } from "./finding.ts";
import { editAddOn, editGlobalDays, editMue, editProcedureValidity, editPtp } from "./procedures.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

const DAY = "2024-08-01";
const rules = (findings: readonly EditFinding[]) => findings.map((finding) => finding.rule);
const line = (number: number, code: string, rest: Partial<EditLine> = {}): EditLine => ({
  line: number,
  code,
  modifiers: [],
  units: 1,
  onDate: DAY,
  ...rest,
});

describe("diagnoses on the day (TRM-60)", () => {
  const set = codeSet([
    { system: "icd10cm", code: "E11", label: "x", from: "2015-10-01", billable: false },
    { system: "icd10cm", code: "E11.9", label: "x", from: "2015-10-01" },
    { system: "icd10cm", code: "M51.36", label: "x", from: "2015-10-01", to: "2024-09-30" },
    { system: "icd10cm", code: "M51.360", label: "x", from: "2024-10-01" },
  ]);
  const edit = (codes: string[], onDate: string) =>
    editDiagnosisValidity(codes, onDate, (code) => periodsOf(set, "icd10cm", code));
  test("a good claim has no findings", () => expect(edit(["E11.9", "M5136"], DAY)).toEqual([]));
  test("each fault is named with its place; a heading is none for a claim (TRM-4)", () => {
    const findings = edit(["E11.9", "E11", "M51.36", "M51.360", "Q99.Q"], "2024-10-01");
    expect(findings.map(({ rule, diagnosis }) => [rule, diagnosis])).toEqual([
      ["diagnosis-heading", 2],
      ["diagnosis-not-in-force", 3],
      ["diagnosis-unknown", 5],
    ]);
    expect(findings[1]?.message).toBe("Diagnosis C, M51.36, ended on 09/30/2024. Choose the code of that day.");
    expect(edit(["M51.360"], DAY)[0]?.message).toContain("begins on 10/01/2024");
  });
  test("places are lettered as on the form", () => expect([1, 12].map(diagnosisLetter)).toEqual(["A", "L"]));
});

describe("age and sex (TRM-61)", () => {
  const limits: DiagnosisLimit[] = [
    { code: "P59.9", kind: "newborn" },
    { code: "L22", kind: "pediatric" },
    { code: "Z34.00", kind: "maternity" },
    { code: "Z34.00", kind: "female" },
    { code: "N40.0", kind: "male" },
    { code: "N40.0", kind: "adult" },
  ];
  const edit = (code: string, ageYears: number, sex: "female" | "male" | "unknown") =>
    rules(editAgeAndSex([code], DAY, { bornOn: `${2024 - ageYears}-08-01`, sex }, limits));
  test.each([
    ["P59.9", 0, "male", []],
    ["P59.9", 1, "male", ["diagnosis-age"]],
    ["L22", 17, "male", []],
    ["L22", 18, "male", ["diagnosis-age"]],
    ["Z34.00", 8, "female", ["diagnosis-age"]],
    ["Z34.00", 9, "female", []],
    ["Z34.00", 64, "female", []],
    ["Z34.00", 65, "female", ["diagnosis-age"]],
    ["Z34.00", 30, "male", ["diagnosis-sex"]],
    ["Z34.00", 30, "unknown", []],
    ["N40.0", 14, "female", ["diagnosis-sex", "diagnosis-age"]],
    ["E11.9", 3, "male", []],
  ] as const)("%s at %i, %s", (code, age, sex, expected) =>
    expect(new Set(edit(code, age, sex))).toEqual(new Set<string>(expected)),
  );
  test("the day before a birthday is the year before", () => {
    expect(rules(editAgeAndSex(["L22"], DAY, { bornOn: "2006-08-02", sex: "male" }, limits))).toEqual([]);
  });
  test.skipIf(samplesMissing)("built-in codes against CMS's list: pregnancy at 70 is refused, at 30 not", async () => {
    const { rows } = await collect(loadDiagnosisLimits(sample("mce-age-sex-edits-2024.csv")));
    expect(rules(editAgeAndSex(["O80"], DAY, { bornOn: "1954-01-01", sex: "female" }, rows))).toEqual([
      "diagnosis-age",
    ]);
    expect(rules(editAgeAndSex(["O80"], DAY, { bornOn: "1994-01-01", sex: "female" }, rows))).toEqual([]);
    expect(rules(editDiagnosisOrder(["F02.80", "G30.9"], rows))).toEqual(["manifestation-first"]);
  });
});

describe("order (TRM-62)", () => {
  const limits: DiagnosisLimit[] = [{ code: "F02.80", kind: "manifestation" }];
  test.each([
    [["S93.401A", "W19.XXXA"], []],
    [["W19.XXXA", "S93.401A"], ["external-cause-first"]],
    [["Y92.009"], ["external-cause-first"]],
    [["Z00.00"], []],
    [["G30.9", "F02.80"], []],
    [["F02.80", "G30.9"], ["manifestation-first"]],
    [["E11.9", "I10", "e119"], ["diagnosis-repeated"]],
    [[], []],
  ] as const)("%j", (codes, expected) => expect(rules(editDiagnosisOrder(codes, limits))).toEqual(expected));
  test("more than twelve", () => {
    const codes = Array.from({ length: 13 }, (_, i) => `A${String(i + 10)}.0`);
    expect(rules(editDiagnosisOrder(codes, []))).toEqual(["diagnosis-too-many"]);
    expect(rules(editDiagnosisOrder(codes.slice(0, 12), []))).toEqual([]);
  });
});

describe("Excludes1 (TRM-63)", () => {
  test.each([
    [["E11.9", "E10.65"], 1],
    [["R73.03", "E11.9"], 1],
    [["F17.210", "Z87.891"], 1],
    [["J45.20", "R06.2"], 1],
    [["N39.0", "N30.00", "I10"], 1],
    [["E11.9", "I10", "E78.5"], 0],
    [["F32.1"], 0],
  ])("%j", (codes, count) => {
    const findings = editExcludes1(codes);
    expect(findings).toHaveLength(count);
    for (const { severity } of findings) expect(severity).toBe("warning");
  });
  test("a note binds both ways", () => {
    const codes = ["E11.9", "E10.65", "R73.03", "F17.210", "Z87.891", "J45.20", "R06.2", "I10"];
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.constantFrom(...codes), (a, b) => {
        expect(editExcludes1([a, b]).length).toBe(editExcludes1([b, a]).length);
      }),
    );
  });
});

test("procedures on the day (TRM-64)", () => {
  const lines = [line(1, "99213"), line(2, "J1030"), line(3, "99999")];
  const findings = editProcedureValidity(lines, (code) => [
    ...periodsOf(BUILT_IN, "cpt", code),
    ...periodsOf(BUILT_IN, "hcpcs", code),
  ]);
  expect(findings.map(({ rule, line: number }) => [rule, number])).toEqual([
    ["procedure-not-in-force", 2],
    ["procedure-unknown", 3],
  ]);
});

describe("NCCI pairs (TRM-65)", () => {
  const edits: PtpEdit[] = [
    { column1: "20610", column2: "99213", indicator: 1, from: "2010-01-01" },
    { column1: "20610", column2: "20605", indicator: 1, from: "2010-01-01" },
    { column1: "80053", column2: "80048", indicator: 0, from: "2010-01-01" },
    { column1: "11102", column2: "17110", indicator: 1, from: "2010-01-01", to: "2023-12-31" },
    { column1: "93000", column2: "93005", indicator: 9, from: "2010-01-01" },
  ];
  test.each([
    ["25 on the visit", line(1, "99213", { modifiers: ["25"] }), line(2, "20610"), []],
    ["25 on the procedure", line(1, "99213"), line(2, "20610", { modifiers: ["25"] }), ["ptp-needs-modifier"]],
    ["nothing", line(1, "99213"), line(2, "20610"), ["ptp-needs-modifier"]],
    ["59", line(1, "20605", { modifiers: ["59"] }), line(2, "20610"), []],
    ["XS on the other line", line(1, "20605"), line(2, "20610", { modifiers: ["XS"] }), []],
    ["two sides", line(1, "20605", { modifiers: ["LT"] }), line(2, "20610", { modifiers: ["RT"] }), []],
    [
      "one side",
      line(1, "20605", { modifiers: ["RT"] }),
      line(2, "20610", { modifiers: ["RT"] }),
      ["ptp-needs-modifier"],
    ],
    ["indicator 0 and 59", line(1, "80053"), line(2, "80048", { modifiers: ["59"] }), ["ptp-never"]],
    ["another day", line(1, "99213", { onDate: "2024-08-02" }), line(2, "20610"), []],
    ["an ended pair", line(1, "11102"), line(2, "17110"), []],
    ["indicator 9", line(1, "93000"), line(2, "93005"), []],
  ] as const)("%s", (_name, first, second, expected) => {
    expect(rules(editPtp([first, second], edits))).toEqual(expected);
    expect(rules(editPtp([second, first], edits))).toEqual(expected);
  });
  test("the finding names column 2's line", () => {
    expect(editPtp([line(1, "20610"), line(2, "99213")], edits)[0]).toMatchObject({ line: 2, severity: "error" });
  });
});

describe("units (TRM-66)", () => {
  const mues: Mue[] = [
    { code: "17003", units: 13, mai: 1, rationale: "" },
    { code: "20610", units: 2, mai: 3, rationale: "" },
    { code: "90471", units: 1, mai: 2, rationale: "" },
  ];
  test.each([
    [[line(1, "17003", { units: 13 }), line(2, "17003", { units: 13 })], []],
    [[line(1, "17003", { units: 14 })], ["mue-line"]],
    [[line(1, "20610", { units: 1 }), line(2, "20610", { units: 1 })], []],
    [[line(1, "20610", { units: 2 }), line(2, "20610", { units: 1 })], ["mue-day"]],
    [[line(1, "20610", { units: 2 }), line(2, "20610", { units: 2, onDate: "2024-08-02" })], []],
    [[line(1, "90471", { units: 2 })], ["mue-day"]],
    [[line(1, "99213", { units: 99 })], []],
  ] as const)("%#", (lines, expected) => expect(rules(editMue(lines, mues))).toEqual(expected));
  test("indicator 2 is absolute, 3 may be right", () => {
    expect(editMue([line(1, "90471", { units: 2 })], mues)[0]?.severity).toBe("error");
    expect(editMue([line(1, "20610", { units: 3 })], mues)[0]?.severity).toBe("warning");
  });
  test("how units are spread over lines changes nothing by the day", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }), (units) => {
        const total = units.reduce((a, b) => a + b, 0);
        const spread = editMue(
          units.map((count, i) => line(i + 1, "20610", { units: count })),
          mues,
        );
        expect(spread.length).toBe(editMue([line(1, "20610", { units: total })], mues).length);
      }),
    );
  });
});

describe("add-on codes (TRM-67)", () => {
  const edits: AddOn[] = [
    { addOn: "99417", primary: "99205", type: 1 },
    { addOn: "99417", primary: "99215", type: 1 },
    { addOn: "0054T", primary: null, type: 2 },
    { addOn: "20701", primary: "11010", type: 3 },
    { addOn: "20701", primary: null, type: 3 },
  ];
  test.each([
    [["99417"], ["add-on-without-primary"]],
    [["99417", "99213"], ["add-on-without-primary"]],
    [["99417", "99215"], []],
    [["0054T"], ["add-on-without-primary"]],
    [["0054T", "27447"], []],
    [["0054T", "99417", "99215"], []],
    [
      ["0054T", "20701"],
      ["add-on-without-primary", "add-on-without-primary"],
    ],
    [["20701", "11010"], []],
    [["99213"], []],
  ])("%j", (codes, expected) =>
    expect(
      rules(
        editAddOn(
          codes.map((code, i) => line(i + 1, code)),
          edits,
        ),
      ),
    ).toEqual(expected),
  );
  test("the primary must be of the same day", () => {
    expect(rules(editAddOn([line(1, "99417"), line(2, "99215", { onDate: "2024-08-02" })], edits))).toEqual([
      "add-on-without-primary",
    ]);
  });
});

describe("global days (TRM-68)", () => {
  const minor = { code: "17110", onDate: DAY, global: "010" };
  const major = { code: "27447", onDate: DAY, global: "090" };
  const zero = { code: "20610", onDate: DAY, global: "000" };
  test.each([
    ["a visit on the day of a small procedure", line(1, "99213"), zero, "visit-needs-25"],
    ["with 25", line(1, "99213", { modifiers: ["25"] }), zero, undefined],
    ["the day after one without after-days", line(1, "99213", { onDate: addDays(DAY, 1) }), zero, undefined],
    ["day 10 of 10", line(1, "99213", { onDate: addDays(DAY, 10) }), minor, "visit-needs-24"],
    ["day 10 with 24", line(1, "99213", { onDate: addDays(DAY, 10), modifiers: ["24"] }), minor, undefined],
    ["day 11", line(1, "99213", { onDate: addDays(DAY, 11) }), minor, undefined],
    ["the day before a major one", line(1, "99214", { onDate: addDays(DAY, -1) }), major, "visit-needs-57"],
    ["with 57", line(1, "99214", { onDate: addDays(DAY, -1), modifiers: ["57"] }), major, undefined],
    ["the day before a minor one", line(1, "99214", { onDate: addDays(DAY, -1) }), minor, undefined],
    ["day 90 of 90", line(1, "99213", { onDate: addDays(DAY, 90) }), major, "visit-needs-24"],
    ["day 91", line(1, "99213", { onDate: addDays(DAY, 91) }), major, undefined],
    ["another procedure on day 5", line(1, "11102", { onDate: addDays(DAY, 5) }), minor, "procedure-in-global-days"],
    ["with 79", line(1, "11102", { onDate: addDays(DAY, 5), modifiers: ["79"] }), minor, undefined],
    ["another procedure on the day itself", line(1, "11102"), minor, undefined],
    ["a code without global days", line(1, "99213"), { code: "36415", onDate: DAY, global: "XXX" }, undefined],
  ] as const)("%s", (_name, one, procedure, expected) => {
    expect(rules(editGlobalDays([one], [procedure]))).toEqual(expected === undefined ? [] : [expected]);
  });
  test("days are written as people here write them", () => {
    const [finding] = editGlobalDays([line(1, "99213", { onDate: addDays(DAY, 1) })], [minor]);
    expect(finding?.message).toContain("the 10 days after 17110 of 08/01/2024");
  });
  test.each([
    ["99213", true],
    ["99395", true],
    ["G0439", true],
    ["20610", false],
    ["99000", false],
  ])("%s is a visit: %s", (code, visit) => expect(isVisitCode(code)).toBe(visit));
});

describe.skipIf(samplesMissing)("with CMS's tables of 2024", () => {
  test("MUE of 20610 and the add-on list", async () => {
    const mues = (await collect(loadMue(sample("mue-practitioner-2024q3.csv.gz")))).rows;
    expect(rules(editMue([line(1, "20610", { units: 3 })], mues))).toEqual(["mue-day"]);
    const addOns = (await collect(loadAddOn(sample("add-on-codes-2024.csv"), "2024-01-01"))).rows;
    expect(rules(editAddOn([line(1, "90472")], addOns))).toEqual(["add-on-without-primary"]);
    expect(rules(editAddOn([line(1, "90472"), line(2, "90471")], addOns))).toEqual([]);
  });
});

test("every finding has words, a source and a place", () => {
  const findings = [
    ...editDiagnosisOrder(["W19.XXXA", "W19.XXXA"], []),
    ...editExcludes1(["E11.9", "E10.9"]),
    ...editMue([line(1, "90471", { units: 2 })], [{ code: "90471", units: 1, mai: 2, rationale: "" }]),
    ...editGlobalDays([line(1, "99213")], [{ code: "20610", onDate: DAY, global: "000" }]),
  ];
  expect(findings.length).toBe(5);
  for (const { message, source, diagnosis, line: number } of findings) {
    expect(message).toMatch(/^[A-Z].{20,}\.$/);
    expect(source.length).toBeGreaterThan(8);
    expect(diagnosis ?? number).toBeGreaterThan(0);
  }
});
