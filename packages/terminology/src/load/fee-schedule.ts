import type { FeeIndicators, Gpci, LocalityCounties, RelativeValue } from "../edit-data.ts";
import { NOT_A_PROCEDURE, PROCEDURE } from "./edits.ts";
import { HEAD_LINES_MAX } from "./headings.ts";
import { linesOf, once, peeked, type Line, type LineResult, type TextChunks } from "./lines.ts";
import { mapTable, readTable, readTableLines, type TableRow } from "./table.ts";

/** What both loaders of CMS's "PPRRVU" file take from it: its headings stand on five lines ("NON-FAC" above "PE RVU"). */
const VALUE_COLUMNS = {
  code: { headings: ["hcpcs code", "hcpcs"] },
  modifier: { headings: ["mod", "modifier"] },
  work: { headings: ["rvu work", "work rvu"] },
  nonFacilityPe: { headings: ["rvu non pe", "non fac pe rvu"] },
  facilityPe: { headings: ["rvu fac pe", "facility pe rvu"] },
  malpractice: { headings: ["rvu mp", "mp rvu"] },
  conversionFactor: { headings: ["cf", "conv factor", "conversion factor"] },
} as const;
const INDICATOR_COLUMNS = {
  code: { headings: ["hcpcs code", "hcpcs"] },
  modifier: { headings: ["mod", "modifier"] },
  status: { headings: ["status", "status code"] },
  pctc: { headings: ["pctc", "pctc ind"] },
  global: { headings: ["glob", "glob days"] },
  bilateral: { headings: ["bilat surg"] },
  multipleProcedure: { headings: ["mult proc"] },
} as const;
type PprrvuName = keyof typeof VALUE_COLUMNS | keyof typeof INDICATOR_COLUMNS;

/** First and last column, from 1, in the text of fixed columns (record layout in "RVU24C.pdf" beside it). */
const FIXED: { readonly [name in PprrvuName]: readonly [first: number, last: number] } = {
  code: [1, 5],
  modifier: [6, 7],
  status: [58, 58],
  work: [60, 65],
  nonFacilityPe: [67, 72],
  facilityPe: [76, 81],
  malpractice: [85, 89],
  pctc: [103, 103],
  global: [104, 106],
  multipleProcedure: [116, 116],
  bilateral: [117, 117],
  conversionFactor: [133, 140],
};
const FIXED_MIN = 140;

/**
 * Relative value units of the Medicare physician fee schedule: CMS's "PPRRVU24_JUL.csv" or ".txt" of a quarterly release, or
 * a table. From 2026 there are two files, with the conversion factors of those who take part in an alternative payment model
 * (QPP) and of all others (nonQPP): the practice's own is to be loaded.
 */
export function loadRelativeValues(chunks: TextChunks): AsyncGenerator<LineResult<RelativeValue>> {
  const rows = mapTable(pprrvu(chunks, VALUE_COLUMNS), (row) => {
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
  return once(rows, (row) => `${row.code} ${row.modifier}`);
}

/** Indicators of the Medicare physician fee schedule, out of the same file. */
export function loadFeeIndicators(chunks: TextChunks): AsyncGenerator<LineResult<FeeIndicators>> {
  const rows = mapTable(pprrvu(chunks, INDICATOR_COLUMNS), (row) => {
    if (!PROCEDURE.test(row.code)) return NOT_A_PROCEDURE;
    if (row.status === "") return "the status is missing";
    return { ...row };
  });
  return once(rows, (row) => `${row.code} ${row.modifier}`);
}

async function* pprrvu<Name extends PprrvuName>(
  chunks: TextChunks,
  columns: { readonly [name in Name]: { readonly headings: readonly string[] } },
): AsyncGenerator<LineResult<TableRow<Name>>> {
  const { head, lines } = await peeked(linesOf(chunks), HEAD_LINES_MAX);
  const fixed = /^(?:HDR |[0-9A-Z]{5}[0-9A-Z ]{2}.{50}[A-Z] )/.test(head[0]?.text ?? "");
  if (!fixed) {
    yield* readTableLines(lines, columns);
    return;
  }
  const names = Object.keys(columns) as Name[];
  for await (const { line, text } of lines) {
    if (text.trim() === "" || text.startsWith("HDR")) continue;
    if (text.length < FIXED_MIN)
      yield { line, reason: `the record has ${text.length} columns where ${FIXED_MIN} are needed` };
    else {
      const cells = names.map((name) => [name, text.slice(FIXED[name][0] - 1, FIXED[name][1]).trim()]);
      yield { line, row: Object.fromEntries(cells) as TableRow<Name> };
    }
  }
}

/** Contractor, state, locality, name, and the indices, parted by blanks: the text beside CMS's table. The last three count. */
const GPCI_LINE = /^(\d{4,5}) +[A-Z]{2} +(\d{1,2}) +(\S.*?) {2,}(?:\d\.\d+ +)?(\d\.\d+) +(\d\.\d+) +(\d\.\d+)$/;

/**
 * Geographic practice cost indices: CMS's "GPCI2024.csv" or ".txt", with a title before and footnotes after, or a table. Of a
 * work index with and without the floor of 1.0, the one with it is paid.
 */
export async function* loadGpci(chunks: TextChunks): AsyncGenerator<LineResult<Gpci>> {
  const { head, lines } = await peeked(linesOf(chunks), HEAD_LINES_MAX);
  const rows = head.some(({ text }) => GPCI_LINE.test(text.trimEnd()))
    ? gpciLines(lines)
    : readTableLines(lines, {
        mac: { headings: ["mac", "medicare administrative contractor mac", "medicare administrative contractor"] },
        locality: { headings: ["locality number", "locality"] },
        name: { headings: ["locality name"] },
        work: { headings: ["gpci work", "pw gpci with 1 0 floor", "pw gpci", "pw gpci without 1 0 floor"] },
        pe: { headings: ["gpci pe", "pe gpci"] },
        malpractice: { headings: ["gpci mp", "mp gpci"] },
      });
  yield* once(mapTable(rows, gpciOf), (row) => `${row.mac} ${row.locality}`);
}

async function* gpciLines(
  lines: AsyncGenerator<Line>,
): AsyncGenerator<LineResult<TableRow<"mac" | "locality" | "name" | "work" | "pe" | "malpractice">>> {
  for await (const { line, text } of lines) {
    const cells = GPCI_LINE.exec(text.trimEnd());
    const [, mac = "", locality = "", name = "", work = "", pe = "", malpractice = ""] = cells ?? [];
    // Titles and footnotes begin with words; what begins with a contractor's number is a record.
    if (cells !== null) yield { line, row: { mac, locality, name, work, pe, malpractice } };
    else if (/^\d{4,5} /.test(text))
      yield { line, reason: "the line is not contractor, state, locality, name and indices" };
  }
}

function gpciOf(row: TableRow<"mac" | "locality" | "name" | "work" | "pe" | "malpractice">): Gpci | string {
  const [work, pe, malpractice] = [scaled(row.work, 3), scaled(row.pe, 3), scaled(row.malpractice, 3)];
  if (!/^\d{4,5}$/.test(row.mac) || !/^\d{1,2}$/.test(row.locality)) return NOT_A_LOCALITY;
  if (work === undefined || pe === undefined || malpractice === undefined)
    return "an index is not a number of three places";
  return { ...localityOf(row), name: withoutStars(row.name), work, pe, malpractice };
}

const NOT_A_LOCALITY = "the contractor or locality is not a number";

/**
 * Which counties make a locality: CMS's "24LOCCO.csv", with a title before and footnotes after, or a table. A state stands on
 * its first line alone; a line without contractor goes on with the counties of the one before it.
 */
export async function* loadLocalities(chunks: TextChunks): AsyncGenerator<LineResult<LocalityCounties>> {
  const table = readTable(chunks, {
    mac: {
      headings: [
        "medicare adminstrative contractor",
        "medicare administrative contractor",
        "medicare administrative contractor mac",
        "mac",
      ],
    },
    locality: { headings: ["locality number", "locality"] },
    state: { headings: ["state", "state name"] },
    area: { headings: ["fee schedule area", "locality name"] },
    counties: { headings: ["counties"] },
  });
  yield* once(unrepeated(localityRows(table)), (row) => `${row.mac} ${row.locality}`);
}

async function* localityRows(
  table: AsyncIterable<LineResult<TableRow<"mac" | "locality" | "state" | "area" | "counties">>>,
): AsyncGenerator<LineResult<LocalityCounties>> {
  let open: { line: number; row: LocalityCounties } | undefined;
  for await (const result of table) {
    const row = "row" in result ? result.row : undefined;
    if (open !== undefined && row !== undefined && row.mac === "" && row.locality === "" && row.counties !== "") {
      open = { ...open, row: { ...open.row, counties: `${open.row.counties} ${row.counties}` } };
      continue;
    }
    const state = row?.state || open?.row.state;
    if (open !== undefined) yield open;
    const made = row === undefined ? undefined : localityRow(row, state);
    open = typeof made === "object" ? { line: result.line, row: made } : undefined;
    if ("reason" in result) yield result;
    else if (typeof made === "string") yield { line: result.line, reason: made };
  }
  if (open !== undefined) yield open;
}

function localityRow(
  row: TableRow<"mac" | "locality" | "area" | "counties">,
  state: string | undefined,
): LocalityCounties | string {
  if (!/^\d{4,5}$/.test(row.mac) || !/^\d{1,2}$/.test(row.locality)) return NOT_A_LOCALITY;
  if (state === undefined) return "the state is missing";
  if (row.counties === "") return "the counties are missing";
  return { ...localityOf(row), state: withoutStars(state), area: withoutStars(row.area), counties: row.counties };
}

/** CMS has had a locality on two lines that say the same: that is no fault to report. */
async function* unrepeated(
  results: AsyncIterable<LineResult<LocalityCounties>>,
): AsyncGenerator<LineResult<LocalityCounties>> {
  const seen = new Set<string>();
  for await (const result of results) {
    const text = "row" in result ? JSON.stringify(result.row) : undefined;
    if (text !== undefined && seen.has(text)) continue;
    if (text !== undefined) seen.add(text);
    yield result;
  }
}

/** Spreadsheets take the zeros in front away. */
function localityOf(row: { readonly mac: string; readonly locality: string }): { mac: string; locality: string } {
  return { mac: row.mac.padStart(5, "0"), locality: row.locality.padStart(2, "0") };
}

/** Asterisks point to a footnote. */
function withoutStars(name: string): string {
  return name.replaceAll("*", "").trim();
}

/** "33.2875" in ten-thousandths (332875), without a floating point in between. */
function scaled(text: string, places: number): number | undefined {
  const match = /^(\d{0,9})(?:\.(\d*))?$/.exec(text);
  if (!match || text === "" || text === ".") return undefined;
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  if (fraction.length > places) return undefined;
  return Number(`${match[1] ?? ""}${fraction.padEnd(places, "0")}` || "0");
}
