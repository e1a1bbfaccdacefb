import type { LocalDate } from "@practicum/kernel/local-date";
import type { CodeEntry } from "../code-system.ts";
import { readDate, readPeriod } from "./dates.ts";
import { entryOf } from "./entry.ts";
import { isHcpcsFile, loadHcpcsModifiers } from "./hcpcs.ts";
import { HEAD_LINES_MAX } from "./headings.ts";
import { linesOf, once, peeked, type Line, type LineResult, type TextChunks } from "./lines.ts";
import { mapTable, readTable, readTableLines } from "./table.ts";

type Entries = AsyncGenerator<LineResult<CodeEntry>>;

/**
 * Each loader takes the text of a publisher's file and `from`, the first day the file speaks for; codes that the file dates
 * itself keep their own days.
 */

/** Places of service: number, kind (facility or not), name. Numbers that CMS has not assigned are passed over. */
export function loadPlaces(chunks: TextChunks, from: LocalDate): Entries {
  const table = readTable(chunks, {
    code: { headings: ["pos code", "place of service code s", "code"] },
    kind: { headings: ["pos type", "type"], optional: true },
    label: { headings: ["pos name", "place of service name", "name"] },
  });
  return once(
    mapTable(table, (row) => {
      if (row.label.toLowerCase() === "unassigned") return undefined;
      if (!/^\d{1,2}$/.test(row.code)) return "the code is not two digits";
      const attrs = row.kind === "" ? undefined : { facility: row.kind.toLowerCase() === "facility" };
      return entryOf("pos", row.code.padStart(2, "0"), row.label, { from }, attrs);
    }),
    (entry) => entry.code,
  );
}

/**
 * Modifiers: those of HCPCS Level II out of CMS's contractor file, or a table of either kind. A CPT modifier may come
 * without its licensed text: it keeps the label of the built-in set, or its bare code.
 */
export async function* loadModifiers(chunks: TextChunks, from: LocalDate): Entries {
  const { head, lines } = await peeked(linesOf(chunks), HEAD_LINES_MAX);
  yield* isHcpcsFile(head) ? loadHcpcsModifiers(lines, from) : modifierTable(lines, from);
}

function modifierTable(lines: AsyncGenerator<Line>, from: LocalDate): Entries {
  const table = readTableLines(lines, {
    code: { headings: ["mod code", "modifier code", "modifier", "code"] },
    category: { headings: ["mod category", "category"], optional: true },
    label: { headings: ["mod description", "modifier description", "description", "label"] },
  });
  const seen = new Set<string>();
  return mapTable(table, (row) => {
    if (!/^[A-Z0-9]{2}$/.test(row.code)) return "the code is not two characters";
    // The file lists a modifier once for each category it is used in.
    if (seen.has(row.code)) return undefined;
    seen.add(row.code);
    return entryOf(
      "modifier",
      row.code,
      row.label || `Modifier ${row.code}`,
      { from },
      row.category === "" ? undefined : { category: row.category },
    );
  });
}

const ADJUSTMENT_CODES = { carc: /^(?:[ABDPWY]\d{1,2}|[1-9]\d{0,2})$/, rarc: /^(?:MA?|N)\d{1,4}$/ };

/**
 * Claim adjustment reason codes, or remittance advice remark codes: X12's own list of one of them (code, description, start,
 * last modified, stop), or a table that holds both and group codes too.
 */
export function loadAdjustmentCodes(system: "carc" | "rarc", chunks: TextChunks, from: LocalDate): Entries {
  const table = readTable(chunks, {
    code: { headings: ["adj code", "code"] },
    type: { headings: ["adj type", "type"], optional: true },
    label: { headings: ["adj description", "description"] },
    start: { headings: ["adj start date", "start date", "start", "effective date"], optional: true },
    end: {
      headings: ["adj end date", "stop date", "stop", "end date", "deactivation date", "inactive date"],
      optional: true,
    },
  });
  return once(
    mapTable(table, (row) => {
      if (row.type !== "" && row.type.toLowerCase() !== system) return undefined;
      if (!ADJUSTMENT_CODES[system].test(row.code)) return `the code is not a ${system.toUpperCase()}`;
      return entryOf(system, row.code, row.label, readPeriod(row.start, row.end, from));
    }),
    (entry) => entry.code,
  );
}

/** CDC's vaccine codes: "cvx.txt", which has bars and no headings, its workbook saved as CSV, or a table with antigens. */
export async function* loadCvx(chunks: TextChunks, from: LocalDate): Entries {
  const { head, lines } = await peeked(linesOf(chunks), HEAD_LINES_MAX);
  const headless = /^\s*\d{1,3}\s*\|/.test(head[0]?.text ?? "");
  const rows = headless
    ? cvxLines(lines)
    : readTableLines(lines, {
        code: { headings: ["cvx code", "cvx"] },
        label: { headings: ["cvx short description", "short description", "short"] },
        antigens: { headings: ["antigens"], optional: true },
        status: { headings: ["vaccinestatus", "vaccine status", "status"], optional: true },
        updated: { headings: ["last updated", "last updated date", "update date", "lastupdated"], optional: true },
      });
  yield* once(
    mapTable(rows, (row) => {
      if (!/^\d{1,3}$/.test(row.code)) return "the code is not a CVX number";
      if (row.updated !== "" && readDate(row.updated) === undefined) return "the day of the last update is not a date";
      const attrs = {
        lotRequired: true,
        ...(row.antigens === "" ? {} : { antigens: row.antigens.split("|") }),
        ...(row.status === "" ? {} : { active: row.status.toLowerCase() === "active" }),
      };
      return entryOf("cvx", row.code.padStart(2, "0"), row.label, { from }, attrs);
    }),
    (entry) => entry.code,
  );
}

/** CDC's file: code, short name, full name, note, status, whether it is no vaccine, day of the last update. */
async function* cvxLines(
  lines: AsyncGenerator<Line>,
): AsyncGenerator<LineResult<{ code: string; label: string; antigens: string; status: string; updated: string }>> {
  for await (const { line, text } of lines) {
    if (text.trim() === "") continue;
    const cells = text.split("|").map((cell) => cell.trim());
    const [code = "", label = "", , , status = "", , updated = ""] = cells;
    if (cells.length < 7) yield { line, reason: `${cells.length} cells where CDC's file has 7` };
    else yield { line, row: { code, label, antigens: "", status, updated } };
  }
}

/** NUCC's provider taxonomy as the user downloads it ("nucc_taxonomy_240.csv"). */
export function loadTaxonomy(chunks: TextChunks, from: LocalDate): Entries {
  const table = readTable(chunks, {
    code: { headings: ["code"] },
    label: { headings: ["display name", "classification", "label"] },
    classification: { headings: ["classification"], optional: true },
    specialization: { headings: ["specialization"], optional: true },
    start: { headings: ["effective date"], optional: true },
    end: { headings: ["deactivation date"], optional: true },
  });
  return once(
    mapTable(table, (row) => {
      if (!/^[0-9A-Z]{9}X$/.test(row.code)) return "the code is not a taxonomy code";
      const label = row.label || [row.classification, row.specialization].filter(Boolean).join(", ");
      return entryOf("taxonomy", row.code, label, readPeriod(row.start, row.end, from));
    }),
    (entry) => entry.code,
  );
}
