import { rangesFor, type VitalRanges } from "@practicum/contracts/vital-ranges";
import type { Instant } from "@practicum/kernel/instant";
import { ageInMonths, type LocalDate } from "@practicum/kernel/local-date";
import type { Observation, VitalsRecord } from "./chart-types.ts";
import { formatHead, formatHeight, formatTemperature, formatWeight } from "./units.ts";

/** One moment at which something was measured. */
export interface FlowColumn {
  readonly key: string;
  readonly at: Instant;
  /** Who measured; null where the record does not say. */
  readonly by: string | null;
  /** Entered in error: the values stay in sight, struck through, and no picture draws them. */
  readonly struck: boolean;
}

export interface FlowCell {
  readonly text: string;
  /** The same in other units. */
  readonly second: string | null;
  readonly flag: { readonly direction: "high" | "low"; readonly critical: boolean } | null;
}

export interface FlowPoint {
  /** Milliseconds. */
  readonly at: number;
  /** In the unit of the row. */
  readonly value: number;
  readonly flagged: boolean;
  /** What was usual at the age of that day; null where no range is known, a bound null where there is none. */
  readonly usual: { readonly low: number | null; readonly high: number | null } | null;
}

export interface FlowLine {
  readonly key: string;
  /** The oldest first, without what is struck and what is no number. */
  readonly points: readonly FlowPoint[];
}

/** One thing that is measured again and again. */
export interface FlowRow {
  readonly key: string;
  readonly label: string;
  readonly unit: string | null;
  /** One for each column; null where it was not measured then. */
  readonly cells: readonly (FlowCell | null)[];
  /** One line, or two for a blood pressure. */
  readonly lines: readonly FlowLine[];
}

export interface Flowsheet {
  /** The oldest first: time goes to the right, in the table as in the pictures. */
  readonly columns: readonly FlowColumn[];
  readonly rows: readonly FlowRow[];
}

type VitalField = "systolic" | "diastolic" | "pulse" | "respiration" | "oxygenSaturation" | "pain" | VitalOther;
type VitalOther = "temperatureHundredthsC" | "weightGrams" | "heightMm" | "headMm" | "bmiTenths";

interface Measure {
  readonly key: string;
  readonly label: string;
  readonly unit: string | null;
  /** What is drawn, and whose flags the cell carries. */
  readonly fields: readonly VitalField[];
  readonly show: (set: VitalsRecord) => readonly [text: string, second?: string] | null;
  /** From the chart's unit to the row's, where they differ. */
  readonly shown?: (value: number) => number;
}

const whole = (value: number | null): readonly [string] | null => (value === null ? null : [String(value)]);

/** "82.7 kg (182 lb)" as "82.7" and "182 lb": the first unit stands in the row's head. */
function apart(text: string | null): readonly [string, string?] | null {
  const parts = text === null ? null : /^([\d.]+) \S+ \((.+)\)$/.exec(text);
  return parts ? [parts[1] ?? "", parts[2] ?? ""] : null;
}

/** In the order in which vital signs are read out. */
const measures: readonly Measure[] = [
  {
    key: "pressure",
    label: "Blood pressure",
    unit: "mmHg",
    fields: ["systolic", "diastolic"],
    show: (set) => (set.systolic === null ? null : [`${set.systolic}/${set.diastolic ?? "?"}`]),
  },
  { key: "pulse", label: "Pulse", unit: "/min", fields: ["pulse"], show: (set) => whole(set.pulse) },
  {
    key: "respiration",
    label: "Respiration",
    unit: "/min",
    fields: ["respiration"],
    show: (set) => whole(set.respiration),
  },
  {
    key: "temperature",
    label: "Temperature",
    unit: "°F",
    fields: ["temperatureHundredthsC"],
    shown: (value) => Math.round(((value * 9) / 500 + 32) * 10) / 10,
    show: (set) => apart(set.temperatureHundredthsC === null ? null : formatTemperature(set.temperatureHundredthsC)),
  },
  {
    key: "saturation",
    label: "Oxygen saturation",
    unit: "%",
    fields: ["oxygenSaturation"],
    show: (set) => whole(set.oxygenSaturation),
  },
  {
    key: "weight",
    label: "Weight",
    unit: "kg",
    fields: ["weightGrams"],
    shown: (value) => value / 1000,
    show: (set) => apart(set.weightGrams === null ? null : formatWeight(set.weightGrams)),
  },
  {
    key: "height",
    label: "Height",
    unit: "cm",
    fields: ["heightMm"],
    shown: (value) => value / 10,
    show: (set) => apart(set.heightMm === null ? null : formatHeight(set.heightMm)),
  },
  {
    key: "head",
    label: "Head circumference",
    unit: "cm",
    fields: ["headMm"],
    shown: (value) => value / 10,
    show: (set) => apart(set.headMm === null ? null : formatHead(set.headMm)),
  },
  {
    key: "bmi",
    label: "Body mass index",
    unit: null,
    fields: ["bmiTenths"],
    shown: (value) => value / 10,
    show: (set) => (set.bmiTenths === null ? null : [(set.bmiTenths / 10).toFixed(1)]),
  },
  { key: "pain", label: "Pain", unit: "of 10", fields: ["pain"], show: (set) => whole(set.pain) },
];

/** Whose vital signs they are, for what was usual at the age; left out where it does not matter. */
export interface Born {
  readonly birthDate: LocalDate;
  readonly dayOf: (at: Instant) => LocalDate;
}

/** Sets of vital signs, the newest first, as a flowsheet: a column a set, a row for whatever was measured in any of them. */
export function vitalsFlowsheet(sets: readonly VitalsRecord[], born: Born | null = null): Flowsheet {
  const columns = sets.toReversed();
  const ranges = (at: Instant): VitalRanges =>
    born ? rangesFor(Math.max(0, ageInMonths(born.birthDate, born.dayOf(at)))) : {};
  const rows = measures
    .map((measure): FlowRow => ({
      key: measure.key,
      label: measure.label,
      unit: measure.unit,
      cells: columns.map((set) => vitalCell(measure, set)),
      lines: measure.fields.map((field) => ({ key: field, points: pointsOf(columns, measure, field, ranges) })),
    }))
    .filter((row) => row.cells.some((cell) => cell !== null));
  return {
    columns: columns.map((set) => ({
      key: set.vitalsId,
      at: set.takenAt,
      by: set.takenBy,
      struck: set.enteredInError,
    })),
    rows,
  };
}

function vitalCell(measure: Measure, set: VitalsRecord): FlowCell | null {
  const shown = measure.show(set);
  if (shown === null) return null;
  const flags = set.abnormal.filter((one) => measure.fields.some((field) => field === one.field));
  const worst = flags.find((one) => one.critical) ?? flags[0] ?? null;
  return { text: shown[0], second: shown[1] ?? null, flag: set.enteredInError ? null : worst };
}

function pointsOf(
  sets: readonly VitalsRecord[],
  { shown = (value) => value }: Measure,
  field: VitalField,
  ranges: (at: Instant) => VitalRanges,
): FlowPoint[] {
  return sets.flatMap((set) => {
    const value = set[field];
    if (value === null || set.enteredInError) return [];
    const range = field === "bmiTenths" ? undefined : ranges(set.takenAt)[field];
    const bound = (one: number | undefined) => (one === undefined ? null : shown(one));
    return [
      {
        at: Date.parse(set.takenAt),
        value: shown(value),
        flagged: set.abnormal.some((one) => one.field === field),
        usual: range ? { low: bound(range.low), high: bound(range.high) } : null,
      },
    ];
  });
}

/** Results, the newest first, as a flowsheet: a column a moment, a row a test. Tests of one name in another unit are another row. */
export function resultsFlowsheet(observations: readonly Observation[]): Flowsheet {
  const moments = [...new Set(observations.map((one) => one.at))].toSorted();
  const rows = [...Map.groupBy(observations, (one) => JSON.stringify([one.name, one.unit]))].map(
    ([key, values]): FlowRow => ({
      key,
      label: values[0]?.name ?? "",
      unit: values[0]?.unit ?? null,
      cells: moments.map((at) => resultCell(values.filter((one) => one.at === at))),
      lines: [{ key: "value", points: values.toReversed().flatMap(pointOf) }],
    }),
  );
  return {
    columns: moments.map((at) => ({ key: at, at, by: null, struck: false })),
    rows: rows.toSorted((a, b) => a.label.localeCompare(b.label, "en") || (a.key < b.key ? -1 : 1)),
  };
}

function pointOf({ at, value }: Observation): FlowPoint[] {
  const number = numberOf(value);
  return number === null ? [] : [{ at: Date.parse(at), value: number, flagged: false, usual: null }];
}

/** Two values of one test at one moment are both shown. */
function resultCell(values: readonly Observation[]): FlowCell | null {
  if (values.length === 0) return null;
  return { text: values.map((one) => one.value).join("; "), second: null, flag: null };
}

/** "6.8" is a number; "<5", "positive" and "6,8" are words, and no picture draws them. */
function numberOf(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}

/** Whether there is something to draw: values of two moments or more. */
export function hasCourse({ lines }: FlowRow): boolean {
  return new Set(lines.flatMap((line) => line.points.map((one) => one.at))).size > 1;
}
