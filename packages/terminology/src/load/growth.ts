import type { GrowthMeasure, GrowthTable } from "../growth.ts";
import { DAYS_A_MONTH } from "../growth.ts";
import type { LineResult, TextChunks } from "./lines.ts";
import { mapTable, readTable } from "./table.ts";

/** Which chart a publisher's file is, by its name: CDC "wtageinf.csv", "bmiagerev.csv"; WHO "wfa_boys_0-to-5-years", "lhfa-girls". */
const MEASURES: readonly (readonly [name: RegExp, measure: GrowthMeasure])[] = [
  [/wtage|wfa/, "weight-age"],
  [/lenage|statage|hfa/, "height-age"],
  [/bmi|bfa/, "bmi-age"],
  [/wtlen|wfl/, "weight-length"],
  [/wtstat|wfh/, "weight-height"],
];

export function growthMeasureOf(file: string): GrowthMeasure | undefined {
  const name = file.toLowerCase();
  // Head circumference first: "hcfa" has "fa" in it as the others have.
  if (/hcage|hcfa/.test(name)) return "head-age";
  return MEASURES.find(([pattern]) => pattern.test(name))?.[1];
}

type Row = {
  readonly sex: "female" | "male";
  readonly point: readonly [number, number, number, number];
};

/**
 * A growth chart with L, M and S: CDC's has both sexes in a column (1 male, 2 female) and ages in months; WHO's has one sex, named by the
 * file, and ages in days or months. Both have lengths in centimeters.
 */
export async function* loadGrowth(chunks: TextChunks, file: string): AsyncGenerator<LineResult<GrowthTable>> {
  const measure = growthMeasureOf(file);
  if (measure === undefined) {
    yield { line: 1, reason: "the file's name does not say which chart it is (wtage, wfa, lhfa, bmi, hc, wfl ...)" };
    return;
  }
  const sexOfFile = /girls/i.test(file) ? "female" : /boys/i.test(file) ? "male" : undefined;
  const bySex = new Map<Row["sex"], Row["point"][]>();
  let cdc = false;
  for await (const result of rowsOf(chunks, sexOfFile)) {
    if ("reason" in result) {
      yield result;
      continue;
    }
    cdc ||= result.row.fromColumn;
    const points = bySex.get(result.row.sex) ?? [];
    points.push(result.row.point);
    bySex.set(result.row.sex, points);
  }
  for (const [sex, points] of bySex) {
    const rising = points.toSorted((a, b) => a[0] - b[0]);
    yield { line: 1, row: { code: cdc ? "CDC" : "WHO", measure, sex, start: rising[0]?.[0] ?? 0, points: rising } };
  }
}

function rowsOf(chunks: TextChunks, sexOfFile: Row["sex"] | undefined) {
  const table = readTable(chunks, {
    sex: { headings: ["sex"], optional: true },
    months: { headings: ["agemos", "month", "months"], optional: true },
    days: { headings: ["day", "days", "age"], optional: true },
    length: { headings: ["length", "height"], optional: true },
    l: { headings: ["l"] },
    m: { headings: ["m"] },
    s: { headings: ["s"] },
  });
  return mapTable(table, (row): (Row & { readonly fromColumn: boolean }) | string | undefined => {
    // CDC's own files say their headings again before the second sex.
    if (row.l === "L") return undefined;
    const sex = row.sex === "1" ? "male" : row.sex === "2" ? "female" : sexOfFile;
    if (sex === undefined) return "the sex is neither 1 (male) nor 2 (female), nor in the file's name (boys, girls)";
    const x =
      row.months !== "" ? Number(row.months) : row.days !== "" ? Number(row.days) / DAYS_A_MONTH : Number(row.length);
    const [l, m, s] = [Number(row.l), Number(row.m), Number(row.s)];
    if (row.months === "" && row.days === "" && row.length === "") return "there is neither an age nor a length";
    if (![x, l, m, s].every(Number.isFinite)) return "a number cannot be read";
    if (m <= 0 || s <= 0 || x < 0) return "M and S are above nothing, an age is not below it";
    return { sex, point: [x, l, m, s], fromColumn: row.sex !== "" };
  });
}
