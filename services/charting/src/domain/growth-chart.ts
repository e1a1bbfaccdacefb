import type { GrowthChart } from "@practicum/contracts/charting/growth";
import { HEAD_UNTIL_MONTHS } from "@practicum/contracts/vital-ranges";
import type { Instant } from "@practicum/kernel/instant";
import {
  BANDS,
  lmsAt,
  percentileOf,
  valueAtZ,
  zOf,
  type GrowthSource,
  type GrowthTable,
} from "@practicum/terminology/growth";

type Measure = GrowthChart["measure"];

/** A set of vital signs that stands, with the exact age. */
export interface Measured {
  readonly vitalsId: string;
  readonly at: Instant;
  readonly ageMonths: number;
  readonly weightGrams: number | null;
  readonly heightMm: number | null;
  readonly headMm: number | null;
}

export interface GrowthFacts {
  readonly sex: "female" | "male" | "unknown";
  readonly measured: readonly Measured[];
  readonly tables: readonly GrowthTable[];
}

export interface Growth {
  readonly charts: readonly GrowthChart[];
  readonly missing: readonly { readonly source: GrowthSource; readonly measure: Measure }[];
  readonly beyond: number;
}

/** Until the second birthday by the WHO's standards, from then on by the CDC's charts (CDC, MMWR 59 RR-9, 2010). */
const WHO_UNTIL_MONTHS = 24;
const END_MONTHS = 240;
const LINE_POINTS = 60;

const MEASURES: readonly {
  readonly measure: Measure;
  readonly xUnit: GrowthChart["xUnit"];
  readonly yUnit: GrowthChart["yUnit"];
  /** For which ages it is read. */
  readonly ages: readonly [from: number, until: number];
  readonly of: (one: Measured) => readonly [x: number, value: number] | null;
}[] = [
  {
    measure: "weight-age",
    xUnit: "months",
    yUnit: "kg",
    ages: [0, END_MONTHS],
    of: ({ ageMonths, weightGrams }) => (weightGrams === null ? null : [ageMonths, weightGrams / 1000]),
  },
  {
    measure: "height-age",
    xUnit: "months",
    yUnit: "cm",
    ages: [0, END_MONTHS],
    of: ({ ageMonths, heightMm }) => (heightMm === null ? null : [ageMonths, heightMm / 10]),
  },
  {
    measure: "head-age",
    xUnit: "months",
    yUnit: "cm",
    ages: [0, HEAD_UNTIL_MONTHS],
    of: ({ ageMonths, headMm }) => (headMm === null ? null : [ageMonths, headMm / 10]),
  },
  {
    measure: "weight-length",
    xUnit: "cm",
    yUnit: "kg",
    ages: [0, WHO_UNTIL_MONTHS],
    of: ({ weightGrams, heightMm }) =>
      weightGrams === null || heightMm === null ? null : [heightMm / 10, weightGrams / 1000],
  },
  {
    measure: "bmi-age",
    xUnit: "months",
    yUnit: "kg/m²",
    ages: [WHO_UNTIL_MONTHS, END_MONTHS],
    of: ({ ageMonths, weightGrams, heightMm }) =>
      weightGrams === null || heightMm === null ? null : [ageMonths, weightGrams / 1000 / (heightMm / 1000) ** 2],
  },
];

/** The charts that a child's measurements make, and what is missing for them (CHT-180 to CHT-183). */
export function growthOf({ sex, measured, tables }: GrowthFacts): Growth {
  const charts: GrowthChart[] = [];
  const missing: Growth["missing"][number][] = [];
  for (const one of MEASURES) {
    for (const source of ["WHO", "CDC"] as const) {
      const own = measured.filter(({ ageMonths }) => readBy(one.ages, source, ageMonths));
      const values = own.flatMap((set) => {
        const found = one.of(set);
        return found ? [{ set, x: found[0], value: found[1] }] : [];
      });
      if (values.length === 0) continue;
      const parts = tables.filter((part) => part.code === source && part.measure === one.measure && part.sex === sex);
      if (parts.length === 0) {
        missing.push({ source, measure: one.measure });
        continue;
      }
      charts.push(chartOf(one, source, parts, values));
    }
  }
  return { charts, missing, beyond: measured.filter(({ ageMonths }) => ageMonths > END_MONTHS).length };
}

function readBy(ages: readonly [number, number], source: GrowthSource, ageMonths: number): boolean {
  const [from, until] = source === "WHO" ? [0, WHO_UNTIL_MONTHS] : [WHO_UNTIL_MONTHS, END_MONTHS];
  // The end of the last reference belongs to it, the second birthday to the CDC.
  const within = ageMonths >= Math.max(from, ages[0]) && ageMonths < Math.min(until, ages[1]);
  return within || (ageMonths === END_MONTHS && source === "CDC" && ages[1] === END_MONTHS);
}

interface Value {
  readonly set: Measured;
  readonly x: number;
  readonly value: number;
}

function chartOf(
  { measure, xUnit, yUnit }: (typeof MEASURES)[number],
  source: GrowthSource,
  parts: readonly GrowthTable[],
  values: readonly Value[],
): GrowthChart {
  const points = values
    .toSorted((a, b) => (a.set.at < b.set.at ? -1 : 1))
    .flatMap(({ set, x, value }) => {
      const part = partAt(parts, x);
      const lms = part && lmsAt(part, x);
      if (!part || !lms) return [];
      const z = zOf(part, lms, value);
      const { vitalsId, at, ageMonths } = set;
      return [{ vitalsId, at, ageMonths, x, value, z: rounded(z, 2), percentile: rounded(percentileOf(z), 1) }];
    });
  const [from, to] = rangeOf(parts, source, xUnit);
  const line = (z: number) =>
    Array.from({ length: LINE_POINTS + 1 }, (_, index) => from + ((to - from) * index) / LINE_POINTS).flatMap((x) => {
      const part = partAt(parts, x);
      const lms = part && lmsAt(part, x);
      return lms ? [{ x: rounded(x, 2), y: rounded(valueAtZ(lms, z), 2) }] : [];
    });
  const bands = BANDS.map(([percentile, z]) => ({ percentile, line: line(z) }));
  return { measure, source, xUnit, yUnit, points, bands };
}

/** Of two parts that both reach an age the later one: from two years on height is measured standing. */
function partAt(parts: readonly GrowthTable[], x: number): GrowthTable | undefined {
  return parts.filter((part) => lmsAt(part, x)).toSorted((a, b) => b.start - a.start)[0];
}

/** What is drawn: all of a reference that is read by it. */
function rangeOf(parts: readonly GrowthTable[], source: GrowthSource, xUnit: GrowthChart["xUnit"]): [number, number] {
  const first = Math.min(...parts.map(({ start }) => start));
  const last = Math.max(...parts.map(({ points }) => points.at(-1)?.[0] ?? 0));
  if (xUnit === "cm") return [first, last];
  return source === "WHO"
    ? [first, Math.min(last, WHO_UNTIL_MONTHS)]
    : [Math.max(first, WHO_UNTIL_MONTHS), Math.min(last, END_MONTHS)];
}

function rounded(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
