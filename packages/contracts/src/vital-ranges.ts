import { ageInMonths, type LocalDate } from "@practicum/kernel/local-date";
import type { Vitals } from "./charting/vitals.ts";

/**
 * What vital signs can be and should be. The charting service judges by it, and the form says the same while one types.
 */

export type VitalField = keyof Vitals;

/** Until when the head is measured, in months: the references of the CDC and the WHO end here or before. */
export const HEAD_UNTIL_MONTHS = 36;

/** Reference and alarm values of one vital sign; a missing bound is none. */
export interface VitalRange {
  /** Below is low. */
  readonly low?: number;
  /** Above is high. */
  readonly high?: number;
  readonly criticalLow?: number;
  readonly criticalHigh?: number;
}

export type VitalRanges = { readonly [F in VitalField]?: VitalRange };

export const vitalFields = [
  "systolic",
  "diastolic",
  "pulse",
  "respiration",
  "temperatureHundredthsC",
  "oxygenSaturation",
  "weightGrams",
  "heightMm",
  "headMm",
  "pain",
] as const satisfies readonly VitalField[];

/** How a value is called in a sentence. */
export const vitalLabels: { readonly [F in VitalField]: string } = {
  systolic: "Systolic pressure",
  diastolic: "Diastolic pressure",
  pulse: "Pulse",
  respiration: "Respiration",
  temperatureHundredthsC: "Temperature",
  oxygenSaturation: "Oxygen saturation",
  weightGrams: "Weight",
  heightMm: "Height",
  headMm: "Head circumference",
  pain: "Pain",
};

/** What a living patient can have, in the units of the chart. Outside lies a slip of typing or of the unit . */
export const possible: { readonly [F in VitalField]: readonly [min: number, max: number] } = {
  systolic: [40, 300],
  diastolic: [20, 200],
  pulse: [20, 300],
  respiration: [4, 100],
  temperatureHundredthsC: [2500, 4500],
  oxygenSaturation: [30, 100],
  weightGrams: [300, 450_000],
  heightMm: [200, 2500],
  headMm: [200, 700],
  pain: [0, 10],
};

const TEMPERATURE: VitalRange = { low: 3600, high: 3799, criticalLow: 3500, criticalHigh: 4000 };
const SATURATION: VitalRange = { low: 95, criticalLow: 90 };

/** Adults: pressure by the stages of the ACC/AHA guideline of 2017, alarm values as used in early warning scores. */
const ADULT: VitalRanges = {
  systolic: { low: 90, high: 129, criticalLow: 80, criticalHigh: 180 },
  diastolic: { low: 60, high: 79, criticalLow: 40, criticalHigh: 120 },
  pulse: { low: 60, high: 100, criticalLow: 40, criticalHigh: 130 },
  respiration: { low: 12, high: 20, criticalLow: 8, criticalHigh: 30 },
  temperatureHundredthsC: TEMPERATURE,
  oxygenSaturation: SATURATION,
};

type Child = readonly [
  untilMonths: number,
  pulse: readonly [number, number],
  respiration: readonly [number, number],
  systolic: readonly [number, number],
  diastolic: readonly [number, number],
];

/** Children at rest and awake, by age in months (PALS 2020, normal vital signs). */
const CHILDREN: readonly Child[] = [
  [1, [100, 205], [30, 60], [67, 84], [35, 53]],
  [12, [100, 180], [30, 53], [72, 104], [37, 56]],
  [36, [98, 140], [22, 37], [86, 106], [42, 63]],
  [72, [80, 120], [20, 28], [89, 112], [46, 72]],
  [120, [75, 118], [18, 25], [97, 115], [57, 76]],
  [144, [75, 118], [18, 25], [102, 120], [61, 80]],
  [216, [60, 100], [12, 20], [110, 131], [64, 83]],
];

/** The ranges of an age in completed months. Weight, height, head and pain have none here. */
export function rangesFor(ageMonths: number): VitalRanges {
  const child = CHILDREN.find(([until]) => ageMonths < until);
  if (!child) return ADULT;
  const [, pulse, respiration, systolic, diastolic] = child;
  return {
    pulse: alarm(pulse),
    respiration: alarm(respiration),
    systolic: {
      low: systolic[0],
      high: systolic[1],
      criticalLow: hypotension(ageMonths),
      criticalHigh: systolic[1] + 30,
    },
    diastolic: { low: diastolic[0], high: diastolic[1], criticalHigh: diastolic[1] + 30 },
    temperatureHundredthsC: ageMonths < 3 ? { ...TEMPERATURE, criticalHigh: 3800 } : TEMPERATURE,
    oxygenSaturation: SATURATION,
  };
}

/** A third beyond the range. */
function alarm([low, high]: readonly [number, number]): VitalRange {
  return { low, high, criticalLow: Math.round((low * 2) / 3), criticalHigh: Math.round((high * 4) / 3) };
}

/** Systolic pressure below which a child is hypotensive (PALS 2020): 60, 70, then 70 and twice the years, 90 from ten on. */
function hypotension(ageMonths: number): number {
  if (ageMonths < 1) return 60;
  if (ageMonths < 12) return 70;
  const years = Math.floor(ageMonths / 12);
  return years < 10 ? 70 + 2 * years : 90;
}

export interface AbnormalVital {
  readonly field: VitalField;
  readonly direction: "high" | "low";
  readonly critical: boolean;
}

/** The values outside the reference range of the age on that day; critical ones are past the alarm values too. */
export function abnormalVitals(vitals: Vitals, born: LocalDate, on: LocalDate): AbnormalVital[] {
  const ranges = rangesFor(Math.max(0, ageInMonths(born, on)));
  return vitalFields.flatMap((field) => {
    const [value, range] = [vitals[field], ranges[field]];
    return value === null || !range ? [] : judge(field, value, range);
  });
}

function judge(
  field: VitalField,
  value: number,
  { low, high, criticalLow, criticalHigh }: VitalRange,
): AbnormalVital[] {
  if (low !== undefined && value < low) {
    return [{ field, direction: "low", critical: criticalLow !== undefined && value < criticalLow }];
  }
  if (high !== undefined && value > high) {
    return [{ field, direction: "high", critical: criticalHigh !== undefined && value >= criticalHigh }];
  }
  return [];
}
