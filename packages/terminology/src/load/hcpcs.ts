import type { LocalDate } from "@practicum/kernel/local-date";
import type { CodeEntry } from "../code-system.ts";
import { entryOf } from "./entry.ts";
import { readDate, readPeriod } from "./dates.ts";
import { linesOf, once, peeked, type Line, type LineResult, type TextChunks } from "./lines.ts";
import { mapTable, readTable, readTableLines } from "./table.ts";

/** A record of CMS's contractor file: a code or a modifier, or a further line of the description of the one before it. */
interface HcpcsRecord {
  readonly code: string;
  /** 3 a code, 4 its further lines, 7 a modifier, 8 its further lines; "" where the table has one line for each. */
  readonly kind: string;
  readonly long: string;
  readonly short: string;
  readonly added: string;
  readonly ended: string;
}

const CODE = /^[A-Z]\d{4}$/;
/** Enough to see the first line that is not blank. */
const FIRST_LINES = 5;
const MODIFIER = /^[A-Z0-9]{2}$/;

/**
 * HCPCS Level II as CMS publishes it each quarter: the file of fixed columns ("HCPC2024_JUL_ANWEB.txt"), its workbook saved
 * as CSV, or any table of code, description and days. The modifiers in it are passed over: {@link loadHcpcsModifiers}.
 */
export function loadHcpcs(chunks: TextChunks, from: LocalDate): AsyncGenerator<LineResult<CodeEntry>> {
  return once(entriesOf(recordsOfFile(linesOf(chunks)), "hcpcs", from), (entry) => entry.code);
}

/** The modifiers of the same file. It does not hold those of CPT. */
export function loadHcpcsModifiers(
  lines: AsyncGenerator<Line>,
  from: LocalDate,
): AsyncGenerator<LineResult<CodeEntry>> {
  return once(entriesOf(recordsOfFile(lines), "modifier", from), (entry) => entry.code);
}

/** Whether a file begins as CMS's contractor file does, in fixed columns or as the table of the same columns. */
export function isHcpcsFile(head: readonly Line[]): boolean {
  return isFixed(head) || head.some(({ text }) => /^"?HCPC"?[,\t]"?SEQNUM\b/i.test(text));
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

async function* recordsOfFile(all: AsyncGenerator<Line>): AsyncGenerator<LineResult<HcpcsRecord>> {
  const { head, lines } = await peeked(all, FIRST_LINES);
  yield* isFixed(head) ? fixedRecords(lines) : tableRecords(lines);
}

function isFixed(head: readonly Line[]): boolean {
  return /^(?:[A-Z]\d{4}| {3}[A-Z0-9]{2})[\d ]{5}[3478]/.test(head.find(({ text }) => text.trim() !== "")?.text ?? "");
}

function tableRecords(lines: AsyncGenerator<Line>): AsyncGenerator<LineResult<HcpcsRecord>> {
  const table = readTableLines(lines, {
    code: { headings: ["hcpc", "hcpcs code", "hcpcs", "code"] },
    kind: { headings: ["recid", "record id"], optional: true },
    long: { headings: ["long description", "long", "description"] },
    short: { headings: ["short description", "short"], optional: true },
    added: { headings: ["date added", "add date", "add dt"], optional: true },
    ended: { headings: ["date term", "term date", "term dt", "termination date"], optional: true },
  });
  return mapTable(table, (row) => row);
}

/**
 * The record layout beside CMS's file: 1-5 code (4-5 modifier), 6-10 sequence, 11 kind of record, 12-91 long description,
 * 92-119 short description, 269-276 first day, 285-292 last day.
 */
async function* fixedRecords(lines: AsyncGenerator<Line>): AsyncGenerator<LineResult<HcpcsRecord>> {
  for await (const { line, text } of lines) {
    if (text.trim() === "") continue;
    const kind = text[10] ?? "";
    if (!"3478".includes(kind) || kind === "")
      yield { line, reason: "column 11 does not say what kind of record it is" };
    else if ((kind === "3" || kind === "7") && text.length < 284)
      yield { line, reason: `the record has ${text.length} columns: its days are in columns 269 to 292` };
    else yield { line, row: fixedRecord(text, kind) };
  }
}

function fixedRecord(text: string, kind: string): HcpcsRecord {
  const cut = (first: number, last: number) => text.slice(first - 1, last).trim();
  return {
    code: cut(1, 5),
    kind,
    long: cut(12, 91),
    short: cut(92, 119),
    added: cut(269, 276),
    ended: cut(285, 292),
  };
}

async function* entriesOf(
  records: AsyncIterable<LineResult<HcpcsRecord>>,
  wanted: "hcpcs" | "modifier",
  from: LocalDate,
): AsyncGenerator<LineResult<CodeEntry>> {
  let open: { line: number; record: HcpcsRecord } | undefined;
  let lastCode = "";
  for await (const result of records) {
    const further = "row" in result && (result.row.kind === "4" || result.row.kind === "8") ? result.row : undefined;
    if (further?.code === lastCode && further.code !== "") {
      if (open !== undefined) open = { ...open, record: joined(open.record, further) };
      continue;
    }
    if (open !== undefined) yield entryOfRecord(open, wanted, from);
    open = undefined;
    lastCode = "row" in result ? result.row.code : "";
    if ("reason" in result) yield result;
    else {
      const reason = further === undefined ? faultOf(result.row) : "the first line of this description is missing";
      if (reason !== undefined) yield { line: result.line, reason };
      else if (systemOf(result.row) === wanted) open = { line: result.line, record: result.row };
    }
  }
  if (open !== undefined) yield entryOfRecord(open, wanted, from);
}

function joined(record: HcpcsRecord, further: HcpcsRecord): HcpcsRecord {
  return { ...record, long: `${record.long} ${further.long}`.trim() };
}

function systemOf(row: HcpcsRecord): "hcpcs" | "modifier" {
  return row.kind === "7" || MODIFIER.test(row.code) ? "modifier" : "hcpcs";
}

function faultOf(row: HcpcsRecord): string | undefined {
  if (systemOf(row) === "modifier")
    return MODIFIER.test(row.code) ? undefined : "the code is not a modifier of two characters";
  return CODE.test(row.code) ? undefined : "the code is not a HCPCS Level II code";
}

function entryOfRecord(
  { line, record }: { readonly line: number; readonly record: HcpcsRecord },
  system: "hcpcs" | "modifier",
  from: LocalDate,
): LineResult<CodeEntry> {
  const period = readPeriod(record.added, record.ended, from);
  const made = entryOf(system, record.code, record.long || record.short, period);
  return typeof made === "string" ? { line, reason: made } : { line, row: made };
}
