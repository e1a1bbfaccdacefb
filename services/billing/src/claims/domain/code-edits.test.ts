import { BUILT_IN } from "@practicum/terminology/built-in";
import { describe, expect, test } from "vitest";
import { builtInCodes, goodClaim, line } from "../../testing/claim.ts";
import type { ClaimContent } from "./claim-content.ts";
import { meaningOf, remarkMeaning, serviceEntry, workflowOf } from "./code-facts.ts";
import { builtInHeadings, builtInPeriods, NO_TABLES, serviceSystem, type KnownCodes } from "./known-codes.ts";

const claim = (more: Partial<ClaimContent>): ClaimContent => ({ ...goodClaim(), ...more });
const edits = (content: ClaimContent, known: Partial<KnownCodes> = {}) => builtInCodes(known).edits(content);
const brief = (content: ClaimContent, known: Partial<KnownCodes> = {}) =>
  edits(content, known).map((one) => `${one.rule} ${one.severity} ${one.at.kind} ${one.at.place}`);
const visit = (code: string) => claim({ lines: [line(1, { code: "36415" }), line(2, { code })] });

describe("SCRUB-39: a new patient was not seen within three years", () => {
  const earlier = (onDate: string, code = "99213") => [{ code, onDate }];
  test("the line is named with the day on which the patient was seen, as a warning", () => {
    expect(edits(visit("99203"), { earlier: [...earlier("2025-01-05"), ...earlier("2026-02-03")] })).toEqual([
      {
        rule: "39",
        severity: "warning",
        message:
          "Line 2: 99203 is for a new patient, but this one was seen on 02/03/2026: payers pay the code of an established one.",
        element: "2400 SV101 (line 2)",
        at: { kind: "line", place: 2 },
      },
    ]);
  });
  test.each([
    ["a day less than three years ago", "99203", earlier("2023-11-21"), true],
    ["three years ago to the day", "99203", earlier("2023-11-20"), false],
    ["something that is no visit", "99203", earlier("2026-02-03", "36415"), false],
    ["an established patient's code", "99213", earlier("2026-02-03"), false],
    ["a code that only begins so", "992030", earlier("2026-02-03"), false],
    ["a preventive visit", "99385", earlier("2026-02-03"), true],
    ["a home visit", "99341", earlier("2026-02-03"), true],
    ["an eye visit", "92004", earlier("2026-02-03"), true],
  ])("%s", (_, code, before, found) => {
    expect(brief(visit(code), { earlier: before }).includes("39 warning line 2")).toBe(found);
  });
});

describe("edits of loaded tables are found at their line, and say nothing where no table was loaded", () => {
  const two = claim({ lines: [line(1, { code: "20610" }), line(2, { code: "76942", units: 4 })] });
  test("SCRUB-33: a bundled pair", () => {
    const ptp = [{ column1: "20610", column2: "76942", indicator: 0 as const, from: "2020-01-01" }];
    expect(brief(two, { tables: { ...NO_TABLES, ptp } })).toEqual(["33 error line 2"]);
    expect(brief(two)).toEqual([]);
  });
  test("SCRUB-34: units, on the line and on the day", () => {
    const mue = [{ code: "76942", units: 3, mai: 1 as const, rationale: "" }];
    const [one] = edits(two, { tables: { ...NO_TABLES, mue } });
    expect(one).toMatchObject({ rule: "34", element: "2400 SV101 (line 2)", at: { kind: "line", place: 2 } });
  });
  test("SCRUB-35: an add-on without its primary, by the table", () => {
    const addOns = [{ addOn: "76942", primary: "99999", type: 1 as const }];
    expect(brief(two, { tables: { ...NO_TABLES, addOns } }).map((one) => one.split(" ")[0])).toEqual(["35"]);
    const there = [{ addOn: "76942", primary: "20610", type: 1 as const }];
    expect(brief(two, { tables: { ...NO_TABLES, addOns: there } })).toEqual([]);
  });
  test("SCRUB-28: diagnoses that exclude each other are named by the diagnosis", () => {
    const both = claim({
      diagnoses: [
        { code: "I10", label: "" },
        { code: "E10.9", label: "" },
        { code: "E11.9", label: "" },
      ],
    });
    const found = edits(both).filter((one) => one.rule === "28");
    expect(found.map((one) => [one.element, one.at.kind])).toEqual(found.map(() => ["2300 HI", "diagnosis"]));
    expect(found.length).toBeGreaterThan(0);
  });
  test("SCRUB-35: a visit within the global days of a procedure of another day", () => {
    const indicators = [
      { code: "11042", modifier: "", status: "A", pctc: "0", global: "090", bilateral: "0", multipleProcedure: "0" },
    ] as unknown as NonNullable<KnownCodes["tables"]["indicators"]>;
    const later = claim({ lines: [line(1, { code: "99213" })] });
    const known = (onDate: string, of = indicators) => ({
      tables: { ...NO_TABLES, indicators: of },
      earlier: [{ code: "11042", onDate }],
    });
    expect(brief(later, known("2026-11-01")).map((one) => one.split(" ")[0])).toEqual(["35"]);
    expect(brief(later, known("2026-01-01"))).toEqual([]);
    expect(brief(later, known("2026-11-01", []))).toEqual([]);
  });
});

describe("what the code sets say of a code on a day", () => {
  const facts = builtInCodes();
  test("a heading is not billed, nor what has ended or nobody knows", () => {
    expect([
      facts.diagnosis("I10", "2026-11-20"),
      facts.diagnosis("E11", "2026-11-20"),
      facts.diagnosis("Q99.99X", "2026-11-20"),
    ]).toEqual(["billable", "heading", "unknown"]);
    expect(facts.diagnosis("I10", "1900-01-01")).toBe("expired");
  });
  test("services, modifiers, places and taxonomies are in force, over, or not known", () => {
    const on = "2026-11-20";
    expect([
      facts.modifier("25", on),
      facts.modifier("ZZ", on),
      facts.placeOfService("11", on),
      facts.placeOfService("00", on),
    ]).toEqual(["active", "unknown", "active", "unknown"]);
    expect([facts.taxonomy("207Q00000X", on), facts.taxonomy("X", on), facts.service("00000", on)]).toEqual([
      "active",
      "unknown",
      "unknown",
    ]);
    expect(facts.placeOfService("11", "1800-01-01")).toBe("expired");
  });
  test("level II begins with a letter, level I with a digit", () => {
    expect(["J1885", "99213", "1A234"].map(serviceSystem)).toEqual(["hcpcs", "cpt", "cpt"]);
  });
  test("a code that is asked for twice comes once; headings are what has more exact codes beneath", () => {
    const twice = builtInPeriods([
      { system: "icd10cm", code: "E11.9" },
      { system: "icd10cm", code: "E119" },
      { system: "icd10cm", code: "Q99.99X" },
    ]);
    expect(new Set(twice.map((one) => one.code)).size).toBe(1);
    expect(twice).toHaveLength(builtInPeriods([{ system: "icd10cm", code: "E11.9" }]).length);
    expect([builtInHeadings().has("E11"), builtInHeadings().has("E1"), builtInHeadings().has("E119")]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test("reasons and remarks in words; what is not known says so or nothing", () => {
    const first = BUILT_IN.entries.get("rarc")?.[0];
    expect(remarkMeaning(first?.code ?? "")).toBe(first?.label);
    expect(remarkMeaning("ZZ99")).toBe("");
    expect(workflowOf("ZZ9")).toBeNull();
    expect(meaningOf({ group: "CO", reason: "ZZ9" })).toBe("Reason ZZ9: look it up in the payer's list");
    const worked = (BUILT_IN.entries.get("carc") ?? []).find((one) => one.attrs && "workflow" in one.attrs);
    expect(
      worked === undefined || workflowOf(worked.code) === String((worked.attrs as { workflow: string }).workflow),
    ).toBe(true);
    expect(serviceEntry("00000", "2026-11-20")).toBeUndefined();
  });
});
