import type { LocalDate } from "@practicum/kernel/local-date";
import type { CodeAttrs, CodeEntry, CodeSystem } from "../code-system.ts";
import { readDate, readPeriod } from "./dates.ts";
import { linesOf, type LineResult, type TextChunks } from "./lines.ts";
import { mapTable, readTable } from "./table.ts";

type Entries = AsyncGenerator<LineResult<CodeEntry>>;

/**
 * Each loader takes the text of a publisher's file and `from`, the first day the file speaks for; codes that the file dates
 * itself keep their own days.
 */

/** A licensed CPT list that the practice has made from its AMA files: columns code, label, from, to. */
export function loadCpt(chunks: TextChunks, from: LocalDate): Entries {
  const table = readTable(chunks, {
    code: { headings: ["code", "cpt", "cpt code"] },
    label: { headings: ["label", "description", "medium description", "long description"] },
    from: { headings: ["from", "effective date", "effective"], optional: true },
    to: { headings: ["to", "end date", "termination date"], optional: true },
  });
  return once(
    mapTable(table, (row) => {
      if (!/^(\d{4}[0-9AFTUM])$/.test(row.code)) return "the code is not a CPT number";
      return entryOf("cpt", row.code, row.label, readPeriod(row.from, row.to, from));
    }),
  );
}

/** HCPCS Level II as a table: code with short or long description, and the dates where they are in the file. */
export function loadHcpcsTable(chunks: TextChunks, from: LocalDate): Entries {
  const table = readTable(chunks, {
    code: { headings: ["code", "hcpcs", "hcpc", "hcpcs code"] },
    long: { headings: ["long", "long description"] },
    added: { headings: ["date added", "add date", "add dt"], optional: true },
    ended: { headings: ["date term", "term date", "term dt", "termination date"], optional: true },
  });
  return once(
    mapTable(table, (row) => {
      // The file also lists modifiers, of two characters: they are read by `loadModifiers`.
      if (/^[A-Z0-9]{2}$/.test(row.code)) return undefined;
      if (!/^[A-Z]\d{4}$/.test(row.code)) return "the code is not a HCPCS Level II code";
      return entryOf("hcpcs", row.code, row.long, readPeriod(row.added, row.ended, from));
    }),
  );
}

/** What CMS's attribute table says of HCPCS codes: first and last day. To be joined to the descriptions. */
export function loadHcpcsDates(
  chunks: TextChunks,
): AsyncGenerator<LineResult<{ code: string; added: string; ended: string }>> {
  const table = readTable(chunks, {
    code: { headings: ["hcpcs code", "code"] },
    added: { headings: ["date added", "add date"] },
    ended: { headings: ["date term", "term date"] },
  });
  return mapTable(table, (row) => {
    if ((row.added !== "" && !readDate(row.added)) || (row.ended !== "" && !readDate(row.ended)))
      return "a day is not a date";
    return { ...row };
  });
}

/**
 * HCPCS Level II as CMS's contractor file of fixed columns ("HCPC2024_..._ANWEB.txt", record layout beside it): 1-5 code,
 * 11 kind of record (3 first line, 4 further lines, 7 and 8 modifiers), 12-91 description, 269-276 first day, 285-292 last.
 */
export async function* loadHcpcsFixed(chunks: TextChunks, from: LocalDate): Entries {
  let open: { line: number; code: string; text: string; added: string; ended: string } | undefined;
  for await (const { line, text } of linesOf(chunks)) {
    if (text.trim() === "") continue;
    const [code, kind, words] = [text.slice(0, 5).trim(), text[10], text.slice(11, 91).trim()];
    if (kind === "4" && open?.code === code) {
      open = { ...open, text: `${open.text} ${words}` };
      continue;
    }
    if (open) yield fixedEntry(open, from);
    open = undefined;
    if (kind === "7" || kind === "8") continue;
    if (kind !== "3") yield { line, reason: "column 11 does not say what kind of record it is" };
    else if (!/^[A-Z]\d{4}$/.test(code)) yield { line, reason: "columns 1 to 5 are not a HCPCS Level II code" };
    else open = { line, code, text: words, added: text.slice(268, 276).trim(), ended: text.slice(284, 292).trim() };
  }
  if (open) yield fixedEntry(open, from);
}

function fixedEntry(
  record: { line: number; code: string; text: string; added: string; ended: string },
  from: LocalDate,
): LineResult<CodeEntry> {
  const made = entryOf("hcpcs", record.code, record.text, readPeriod(record.added, record.ended, from));
  return typeof made === "string" ? { line: record.line, reason: made } : { line: record.line, row: made };
}

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
      if (!/^\d{2}$/.test(row.code)) return "the code is not two digits";
      const attrs = row.kind === "" ? undefined : { facility: row.kind.toLowerCase() === "facility" };
      return entryOf("pos", row.code, row.label, { from }, attrs);
    }),
  );
}

/** Modifiers. A CPT modifier comes without its licensed text: it keeps the label of the built-in set, or its bare code. */
export function loadModifiers(chunks: TextChunks, from: LocalDate): Entries {
  const table = readTable(chunks, {
    code: { headings: ["mod code", "modifier", "code"] },
    category: { headings: ["mod category", "category"], optional: true },
    label: { headings: ["mod description", "description", "label"] },
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

/** Claim adjustment reason codes, or remittance remark codes, out of a table that may hold both and group codes too. */
export function loadAdjustmentCodes(system: "carc" | "rarc", chunks: TextChunks, from: LocalDate): Entries {
  const table = readTable(chunks, {
    code: { headings: ["adj code", "code"] },
    type: { headings: ["adj type", "type"], optional: true },
    label: { headings: ["adj description", "description"] },
    start: { headings: ["adj start date", "start date", "start"], optional: true },
    end: { headings: ["adj end date", "stop date", "end date"], optional: true },
  });
  return once(
    mapTable(table, (row) => {
      if (row.type !== "" && row.type.toLowerCase() !== system) return undefined;
      if (!/^[A-Z]{0,2}\d{1,4}$/.test(row.code)) return "the code is not an adjustment code";
      return entryOf(system, row.code, row.label, readPeriod(row.start, row.end, from));
    }),
  );
}

/** CDC's vaccine codes: "cvx.txt" with bars, or a table with antigens. */
export function loadCvx(chunks: TextChunks, from: LocalDate): Entries {
  const table = readTable(chunks, {
    code: { headings: ["cvx", "cvx code"] },
    label: { headings: ["short", "short description", "cvx short description"] },
    antigens: { headings: ["antigens"], optional: true },
    status: { headings: ["vaccinestatus", "vaccine status", "status"], optional: true },
  });
  return once(
    mapTable(table, (row) => {
      if (!/^\d{1,3}$/.test(row.code)) return "the code is not a CVX number";
      const attrs = {
        lotRequired: true,
        ...(row.antigens === "" ? {} : { antigens: row.antigens.split("|") }),
        ...(row.status === "" ? {} : { active: row.status.toLowerCase() === "active" }),
      };
      return entryOf("cvx", row.code.padStart(2, "0"), row.label, { from }, attrs);
    }),
  );
}

/** NUCC's provider taxonomy as the user downloads it ("nucc_taxonomy_240.csv"). */
export function loadTaxonomy(chunks: TextChunks, from: LocalDate): Entries {
  const table = readTable(chunks, {
    code: { headings: ["code"] },
    label: { headings: ["display name", "classification", "label"] },
    start: { headings: ["effective date"], optional: true },
    end: { headings: ["deactivation date"], optional: true },
  });
  return once(
    mapTable(table, (row) => {
      if (!/^[0-9A-Z]{9}X$/.test(row.code)) return "the code is not a taxonomy code";
      return entryOf("taxonomy", row.code, row.label, readPeriod(row.start, row.end, from));
    }),
  );
}

function entryOf(
  system: CodeSystem,
  code: string,
  label: string,
  period: { readonly from: LocalDate; readonly to?: LocalDate } | string,
  attrs?: CodeAttrs,
): CodeEntry | string {
  if (typeof period === "string") return period;
  if (label === "") return "the description is missing";
  return { system, code, label, ...period, ...(attrs === undefined ? {} : { attrs }) };
}

/** Refuses a code that the file has had already. */
async function* once(results: AsyncIterable<LineResult<CodeEntry>>): Entries {
  const seen = new Set<string>();
  for await (const result of results) {
    if ("row" in result && seen.has(result.row.code)) {
      yield { line: result.line, reason: "the code stands in the file twice" };
      continue;
    }
    if ("row" in result) seen.add(result.row.code);
    yield result;
  }
}
