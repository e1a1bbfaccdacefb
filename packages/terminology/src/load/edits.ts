import type { LocalDate } from "@practicum/kernel/local-date";
import { dottedDiagnosis } from "../code-system.ts";
import type { AddOn, DiagnosisLimit, FeeIndicators, Gpci, Mue, PtpEdit, RelativeValue } from "../edit-data.ts";
import { readPeriod } from "./dates.ts";
import type { LineResult, TextChunks } from "./lines.ts";
import { mapTable, readTable } from "./table.ts";

const PROCEDURE = /^[0-9A-Z]\d{3}[0-9A-Z]$/;
const NOT_A_PROCEDURE = "the code is not a procedure code of five characters";

/** NCCI procedure-to-procedure edits, practitioner services. Columns as CMS's text and table files name them. */
export function loadPtp(chunks: TextChunks, from: LocalDate): AsyncGenerator<LineResult<PtpEdit>> {
  const table = readTable(chunks, {
    column1: { headings: ["column1", "column 1", "column 1 column 2 edits column 1"] },
    column2: { headings: ["column2", "column 2", "column 1 column 2 edits column 2"] },
    indicator: {
      headings: ["modifier indicator", "modifier", "modifier 0 not allowed 1 allowed 9 not applicable"],
    },
    effective: { headings: ["effective date", "effective"], optional: true },
    deletion: { headings: ["deletion date", "deletion date no data", "deletion"], optional: true },
  });
  return mapTable(table, (row) => {
    if (!PROCEDURE.test(row.column1) || !PROCEDURE.test(row.column2)) return NOT_A_PROCEDURE;
    const indicator = row.indicator === "0" ? 0 : row.indicator === "1" ? 1 : row.indicator === "9" ? 9 : undefined;
    if (indicator === undefined) return "the modifier indicator is not 0, 1 or 9";
    const period = readPeriod(row.effective, row.deletion, from);
    if (typeof period === "string") return period;
    return { column1: row.column1, column2: row.column2, indicator, ...period };
  });
}

/** Medically unlikely edits, practitioner services. */
export function loadMue(chunks: TextChunks): AsyncGenerator<LineResult<Mue>> {
  const table = readTable(chunks, {
    code: { headings: ["hcpcs code", "hcpcs cpt code"] },
    units: { headings: ["mue units", "practitioner services mue values"] },
    mai: { headings: ["mue mai", "mue adjudication indicator"] },
    rationale: { headings: ["mue rationale"], optional: true },
  });
  return mapTable(table, (row) => {
    if (!PROCEDURE.test(row.code)) return NOT_A_PROCEDURE;
    if (!/^\d{1,5}$/.test(row.units)) return "the units are not a whole number";
    // CMS writes "2 Date of Service Edit: Policy".
    const mai = /^[123](?!\d)/.exec(row.mai)?.[0];
    if (mai === undefined) return "the adjudication indicator is not 1, 2 or 3";
    return {
      code: row.code,
      units: Number(row.units),
      mai: mai === "1" ? 1 : mai === "2" ? 2 : 3,
      rationale: row.rationale,
    };
  });
}

/** Add-on code edits. "CCCCC" stands for "the contractor says which". */
export function loadAddOn(chunks: TextChunks): AsyncGenerator<LineResult<AddOn>> {
  const table = readTable(chunks, {
    addOn: { headings: ["add on code", "add on", "addon code"] },
    primary: { headings: ["primary code", "primary"] },
    type: { headings: ["aoc edit type", "type", "add on code edit type"] },
  });
  return mapTable(table, (row) => {
    if (!PROCEDURE.test(row.addOn)) return NOT_A_PROCEDURE;
    const primary = row.primary === "CCCCC" ? null : row.primary;
    if (primary !== null && !PROCEDURE.test(primary)) return "the primary code is not a procedure code";
    const type = row.type === "1" ? 1 : row.type === "2" ? 2 : row.type === "3" ? 3 : undefined;
    return type === undefined ? "the edit type is not 1, 2 or 3" : { addOn: row.addOn, primary, type };
  });
}

/** Relative value units of the Medicare physician fee schedule. */
export function loadRelativeValues(chunks: TextChunks): AsyncGenerator<LineResult<RelativeValue>> {
  const table = readTable(chunks, {
    code: { headings: ["hcpcs code", "hcpcs"] },
    modifier: { headings: ["mod", "modifier"] },
    work: { headings: ["rvu work", "work rvu"] },
    nonFacilityPe: { headings: ["rvu non pe", "non fac pe rvu"] },
    facilityPe: { headings: ["rvu fac pe", "facility pe rvu"] },
    malpractice: { headings: ["rvu mp", "mp rvu"] },
    conversionFactor: { headings: ["cf", "conv factor", "conversion factor"] },
  });
  return mapTable(table, (row) => {
    if (!PROCEDURE.test(row.code)) return NOT_A_PROCEDURE;
    const work = scaled(row.work, 2);
    const nonFacilityPe = scaled(row.nonFacilityPe, 2);
    const facilityPe = scaled(row.facilityPe, 2);
    const malpractice = scaled(row.malpractice, 2);
    const conversionFactor = scaled(row.conversionFactor, 4);
    if (work === undefined || nonFacilityPe === undefined || facilityPe === undefined || malpractice === undefined) {
      return "a relative value is not a number of two places";
    }
    if (conversionFactor === undefined) return "the conversion factor is not a number of four places";
    return { code: row.code, modifier: row.modifier, work, nonFacilityPe, facilityPe, malpractice, conversionFactor };
  });
}

/** Indicators of the Medicare physician fee schedule. */
export function loadFeeIndicators(chunks: TextChunks): AsyncGenerator<LineResult<FeeIndicators>> {
  const table = readTable(chunks, {
    code: { headings: ["hcpcs code", "hcpcs"] },
    modifier: { headings: ["mod", "modifier"] },
    status: { headings: ["status", "status code"] },
    pctc: { headings: ["pctc", "pctc ind"] },
    global: { headings: ["glob", "glob days"] },
    bilateral: { headings: ["bilat surg"] },
    multipleProcedure: { headings: ["mult proc"] },
  });
  return mapTable(table, (row) => {
    if (!PROCEDURE.test(row.code)) return NOT_A_PROCEDURE;
    if (row.status === "") return "the status is missing";
    return { ...row };
  });
}

/** Geographic practice cost indices. */
export function loadGpci(chunks: TextChunks): AsyncGenerator<LineResult<Gpci>> {
  const table = readTable(chunks, {
    mac: { headings: ["mac", "medicare administrative contractor mac"] },
    locality: { headings: ["locality", "locality number"] },
    name: { headings: ["locality name"] },
    work: { headings: ["gpci work", "pw gpci"] },
    pe: { headings: ["gpci pe", "pe gpci"] },
    malpractice: { headings: ["gpci mp", "mp gpci"] },
  });
  return mapTable(table, (row) => {
    const [work, pe, malpractice] = [scaled(row.work, 3), scaled(row.pe, 3), scaled(row.malpractice, 3)];
    if (!/^\d{4,5}$/.test(row.mac) || !/^\d{1,2}$/.test(row.locality))
      return "the contractor or locality is not a number";
    if (work === undefined || pe === undefined || malpractice === undefined)
      return "an index is not a number of three places";
    const locality = row.locality.padStart(2, "0");
    return { mac: row.mac.padStart(5, "0"), locality, name: row.name, work, pe, malpractice };
  });
}

const LIMITS: { readonly [words: string]: DiagnosisLimit["kind"] } = {
  "perinatal newborn": "newborn",
  pediatric: "pediatric",
  maternity: "maternity",
  adult: "adult",
  "female only": "female",
  "male only": "male",
  manifestation: "manifestation",
};

/** Age and sex limits and manifestations of the Medicare Code Editor, as a table. */
export function loadDiagnosisLimits(chunks: TextChunks): AsyncGenerator<LineResult<DiagnosisLimit>> {
  const table = readTable(chunks, {
    code: { headings: ["icd code", "code"] },
    rule: { headings: ["icd conflict rule", "rule"] },
  });
  return mapTable(table, (row) => {
    const words = row.rule.toLowerCase().replace(/\(.*/, "").replace("/", " ").trim();
    const kind = LIMITS[words];
    return kind === undefined
      ? "the rule is not an age, a sex or manifestation"
      : { code: dottedDiagnosis(row.code), kind };
  });
}

/** "33.2875" in ten-thousandths (332875), without a floating point in between. */
function scaled(text: string, places: number): number | undefined {
  const match = /^(\d{0,9})(?:\.(\d*))?$/.exec(text);
  if (!match || text === "" || text === ".") return undefined;
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  if (fraction.length > places) return undefined;
  return Number(`${match[1] ?? ""}${fraction.padEnd(places, "0")}` || "0");
}
