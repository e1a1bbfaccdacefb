import type { LocalDate } from "@practicum/kernel/local-date";
import { dottedDiagnosis } from "../code-system.ts";
import type { AddOn, DiagnosisLimit, Mue, PtpEdit } from "../edit-data.ts";
import { readPeriod } from "./dates.ts";
import { once, type LineResult, type TextChunks } from "./lines.ts";
import { mapTable, readTable } from "./table.ts";

export const PROCEDURE = /^[0-9A-Z]\d{3}[0-9A-Z]$/;
export const NOT_A_PROCEDURE = "the code is not a procedure code of five characters";

/**
 * NCCI procedure-to-procedure edits, practitioner services: CMS's text or workbook, four files a quarter, whose headings
 * stand on four lines; or a table.
 */
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

/** Medically unlikely edits, practitioner services: CMS's table, whose first cells and headings hold line breaks. */
export function loadMue(chunks: TextChunks): AsyncGenerator<LineResult<Mue>> {
  return once(mueRows(chunks), (row) => row.code);
}

function mueRows(chunks: TextChunks): AsyncGenerator<LineResult<Mue>> {
  const table = readTable(chunks, {
    code: { headings: ["hcpcs code", "hcpcs cpt code"] },
    units: { headings: ["practitioner services mue values", "mue units"] },
    mai: { headings: ["mue adjudication indicator", "mue mai"] },
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

/**
 * Add-on code edits: CMS's text of tabs ("AOC_V2024Q3-MCR.txt"), its workbook saved as CSV, or a table. "CCCCC" stands for
 * "the contractor says which". CMS keeps edits that were deleted in the file, with their days.
 */
export function loadAddOn(chunks: TextChunks, from: LocalDate): AsyncGenerator<LineResult<AddOn>> {
  const table = readTable(chunks, {
    addOn: { headings: ["add on code", "add on", "addon code"] },
    primary: { headings: ["primary code", "primary"] },
    type: { headings: ["aoc edit type", "add on code edit type", "edit type", "type"] },
    effective: { headings: ["aoc edit effdt", "aoc edit eff dt", "effective date"], optional: true },
    deletion: { headings: ["aoc edit deldt", "aoc edit del dt", "deletion date"], optional: true },
    addOnEnd: { headings: ["aoc deldt", "aoc del dt"], optional: true },
    primaryEnd: { headings: ["primary code deldt", "primary code del dt"], optional: true },
  });
  const rows = mapTable(table, (row): AddOn | string => {
    if (!PROCEDURE.test(row.addOn)) return NOT_A_PROCEDURE;
    const primary = row.primary === "CCCCC" ? null : row.primary;
    if (primary !== null && !PROCEDURE.test(primary)) return "the primary code is not a procedure code";
    const type = row.type === "1" ? 1 : row.type === "2" ? 2 : row.type === "3" ? 3 : undefined;
    if (type === undefined) return "the edit type is not 1, 2 or 3";
    const period = readPeriod(row.effective, earliest([row.deletion, row.addOnEnd, row.primaryEnd]), from);
    return typeof period === "string" ? period : { addOn: row.addOn, primary, type, ...period };
  });
  return once(rows, (row) => `${row.addOn} ${row.primary ?? ""} ${row.from ?? ""}`);
}

/** The first of days as the file writes them (all in one way, year first), or "" when none is there. */
function earliest(days: readonly string[]): string {
  return days.filter((day) => day !== "" && day !== "*").toSorted()[0] ?? "";
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
  const rows = mapTable(table, (row) => {
    const words = row.rule.toLowerCase().replace(/\(.*/, "").replace("/", " ").trim();
    const kind = LIMITS[words];
    return kind === undefined
      ? "the rule is not an age, a sex or manifestation"
      : { code: dottedDiagnosis(row.code), kind };
  });
  return once(rows, (row) => `${row.code} ${row.kind}`);
}
