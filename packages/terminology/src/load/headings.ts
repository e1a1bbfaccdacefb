import { searchKey } from "../search-key.ts";
import type { Line } from "./lines.ts";
import { cellsOf, headRecords } from "./records.ts";

/** A column by the headings that publishers give it, as {@link headingKey} writes them. Optional columns read as "". */
export interface Column {
  /** The best name first: of several that are there, the first counts. */
  readonly headings: readonly string[];
  readonly optional?: true;
}
export type Columns<Name extends string> = { readonly [name in Name]: Column };

/** Publishers put notices and licence texts before the headings. */
export const HEAD_LINES_MAX = 60;

/** CMS stacks a heading on up to six lines: "NON-FAC" above "PE RVU". */
const STACK_MAX = 6;

const SEPARATORS = [",", "\t", "|", ";"];

export interface Layout<Name extends string> {
  readonly separator: string;
  readonly width: number;
  readonly places: readonly (readonly [name: Name, place: number])[];
  /** Lines up to the end of the headings. */
  readonly lines: number;
}

/** Where the columns are, or in words what is missing. */
export function findLayout<Name extends string>(
  head: readonly Line[],
  columns: Columns<Name>,
): Layout<Name> | { readonly line: number; readonly reason: string } {
  const records = headRecords(head);
  let nearest: { missing: readonly Name[]; line: number } | undefined;
  for (let end = 0; end < records.length; end += 1) {
    for (const separator of SEPARATORS) {
      const rows = records.map(({ text }) => cellsOf(text, separator));
      const found = columnsAt(rows, end, columns);
      if (found.missing.length === 0) {
        const last = lastOfStack(rows, end, columns);
        return {
          separator,
          width: Math.max(...rows.slice(end, last + 1).map((row) => row.length)),
          places: columnsAt(rows, last, columns).places.map(({ name, place }) => [name, place] as const),
          lines: records[last]?.end ?? 0,
        };
      }
      if (found.known > 0 && (nearest === undefined || found.missing.length < nearest.missing.length))
        nearest = { missing: found.missing, line: records[end - 1]?.end ?? 0 };
    }
  }
  const wanted = requiredOf(columns).map((name) => quoted(columns[name]));
  if (nearest === undefined || nearest.missing.length > wanted.length / 2)
    return { line: 1, reason: `no line with the headings ${wanted.join(", ")} was found` };
  const missing = nearest.missing.map((name) => quoted(columns[name])).join(", ");
  return { line: nearest.line + 1, reason: `the headings lack the column ${missing}` };
}

/** Lower case, words parted by blanks, without the year in front: "2025 PW GPCI" is "pw gpci". */
function headingKey(text: string): string {
  return searchKey(text).replace(/^(?:19|20)\d\d /, "");
}

/**
 * The columns of headings that end with a row. Each column takes as few rows of its stack as make one of its names, because
 * titles stand above the headings.
 */
function columnsAt<Name extends string>(rows: readonly (readonly string[])[], end: number, columns: Columns<Name>) {
  const stacks = Array.from({ length: Math.min(STACK_MAX, end + 1) }, (_, index) =>
    stackedRow(rows.slice(end - index, end + 1)),
  );
  const places: { name: Name; place: number; height: number }[] = [];
  const missing: Name[] = [];
  let known = 0;
  for (const name of namesOf(columns)) {
    const { headings, optional } = columns[name];
    const at = placeOf(stacks, headings);
    if (at !== undefined) known += optional === true ? 0 : 1;
    else if (optional !== true) missing.push(name);
    places.push({ name, place: at?.place ?? -1, height: at?.height ?? 0 });
  }
  return { places, missing, known };
}

function placeOf(
  stacks: readonly (readonly string[])[],
  headings: readonly string[],
): { place: number; height: number } | undefined {
  for (const heading of headings) {
    for (const [index, stack] of stacks.entries()) {
      const place = stack.indexOf(heading);
      if (place >= 0) return { place, height: index + 1 };
    }
  }
  return undefined;
}

/** The last row of headings that go on below: NCCI writes "Modifier", and what its digits mean on three lines under it. */
function lastOfStack<Name extends string>(
  rows: readonly (readonly string[])[],
  first: number,
  columns: Columns<Name>,
): number {
  for (let end = Math.min(first + STACK_MAX, rows.length) - 1; end > first; end -= 1) {
    const { places, missing } = columnsAt(rows, end, columns);
    const reaches = places.some(
      ({ place, height }) => height > end - first && (rows[end]?.[place] ?? "").trim() !== "",
    );
    if (missing.length === 0 && reaches) return end;
  }
  return first;
}

function stackedRow(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, place) => headingKey(rows.map((row) => row[place] ?? "").join(" ")));
}

function requiredOf<Name extends string>(columns: Columns<Name>): Name[] {
  return namesOf(columns).filter((name) => columns[name].optional !== true);
}

function quoted(column: Column): string {
  return `"${column.headings[0] ?? ""}"`;
}

export function namesOf<Name extends string>(columns: Columns<Name>): Name[] {
  return Object.keys(columns) as Name[];
}
