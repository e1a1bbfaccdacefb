import type { Vitals } from "@practicum/contracts/charting/vitals";
import type { VitalsRecord } from "./chart-types.ts";

/** How a person reads and types vital signs; the chart keeps grams, millimetres and hundredths of a degree Celsius. */

const GRAMS_PER_POUND = 453.592_37;
const MM_PER_INCH = 25.4;

/** "182", "182.4", "182 lb", "82.7kg", "11 lb 4 oz" in grams. A bare number is in the unit given. */
export function parseWeight(text: string, unit: "lb" | "kg"): number | null {
  const pounds = /^(\d+)\s*(?:lbs?|#)\s*(\d+(?:\.\d+)?)\s*oz$/i.exec(text.trim());
  if (pounds) return Math.round((Number(pounds[1]) + Number(pounds[2]) / 16) * GRAMS_PER_POUND);
  const [value, typed] = numberAndUnit(text, /^(lbs?|kg|g)?$/i);
  if (value === null) return null;
  const used = typed?.toLowerCase() ?? unit;
  if (used === "g") return Math.round(value);
  return Math.round(used.startsWith("kg") ? value * 1000 : value * GRAMS_PER_POUND);
}

/** `5'6"`, "5 6", "5 ft 6 in", "66 in", "168 cm", "1.68 m" in millimetres. A bare number is in the unit given. */
export function parseHeight(text: string, unit: "in" | "cm"): number | null {
  const feet = /^([1-8])\s*(?:'|ft|feet|\s)\s*(\d{1,2}(?:\.\d+)?)?\s*(?:"|''|in|inches)?$/i.exec(text.trim());
  if (feet && (feet[2] !== undefined || /['f]/i.test(text)))
    return Math.round((Number(feet[1]) * 12 + Number(feet[2] ?? 0)) * MM_PER_INCH);
  const [value, typed] = numberAndUnit(text, /^(in|"|cm|mm|m)?$/i);
  if (value === null) return null;
  const used = typed?.toLowerCase() ?? unit;
  if (used === "m") return Math.round(value * 1000);
  if (used === "mm") return Math.round(value);
  return Math.round(used === "cm" ? value * 10 : value * MM_PER_INCH);
}

/** "98.6", "98.6 F", "37", "37 C" in hundredths of a degree Celsius, so that a tenth of a degree Fahrenheit comes back as it was typed. Below 50 a bare number can only be Celsius. */
export function parseTemperature(text: string): number | null {
  const [value, typed] = numberAndUnit(text.replace("°", " "), /^[fc]?$/i);
  if (value === null) return null;
  const celsius = typed ? typed.toLowerCase() === "c" : value < 50;
  return Math.round((celsius ? value : ((value - 32) * 5) / 9) * 100);
}

/** "120/80", "120 80" as systolic and diastolic. */
export function parsePressure(text: string): readonly [number, number] | null {
  const parts = /^(\d{2,3})\s*[/\s]\s*(\d{2,3})$/.exec(text.trim());
  return parts ? [Number(parts[1]), Number(parts[2])] : null;
}

/** A whole number, with or without a per cent sign. */
export function parseWhole(text: string): number | null {
  const parts = /^(\d{1,3})\s*%?$/.exec(text.trim());
  return parts ? Number(parts[1]) : null;
}

function numberAndUnit(text: string, unit: RegExp): readonly [number | null, string | undefined] {
  const parts = /^(\d+(?:[.,]\d+)?)\s*(\S*)$/.exec(text.trim());
  if (!parts || !unit.test(parts[2] ?? "")) return [null, undefined];
  return [Number((parts[1] ?? "").replace(",", ".")), parts[2] || undefined];
}

export function formatWeight(grams: number): string {
  return `${(grams / 1000).toFixed(1)} kg (${Math.round(grams / GRAMS_PER_POUND)} lb)`;
}

export function formatHeight(mm: number): string {
  const inches = Math.round(mm / MM_PER_INCH);
  return `${Math.round(mm / 10)} cm (${Math.floor(inches / 12)}′ ${inches % 12}″)`;
}

/** To the millimetre: a quarter of an inch is what a growth chart turns on. */
export function formatHead(mm: number): string {
  return `${(mm / 10).toFixed(1)} cm (${(mm / MM_PER_INCH).toFixed(2)} in)`;
}

export function formatTemperature(hundredthsC: number): string {
  return `${((hundredthsC * 9) / 500 + 32).toFixed(1)} °F (${(hundredthsC / 100).toFixed(1)} °C)`;
}

/** One vital sign as a row of a table shows it. */
export interface VitalLine {
  /** The fields whose flags it carries. */
  readonly fields: readonly (keyof Vitals)[];
  readonly label: string;
  readonly text: string;
}

/** What was measured, in the order it is read out. */
export function vitalLines(v: Vitals): VitalLine[] {
  const lines: VitalLine[] = [];
  const add = (fields: readonly (keyof Vitals)[], label: string, text: string | null): void => {
    if (text !== null) lines.push({ fields, label, text });
  };
  add(
    ["systolic", "diastolic"],
    "Blood pressure",
    v.systolic === null ? null : `${v.systolic}/${v.diastolic ?? "?"} mmHg`,
  );
  add(["pulse"], "Pulse", v.pulse === null ? null : `${v.pulse} /min`);
  add(["respiration"], "Respiration", v.respiration === null ? null : `${v.respiration} /min`);
  add(
    ["temperatureHundredthsC"],
    "Temperature",
    v.temperatureHundredthsC === null ? null : formatTemperature(v.temperatureHundredthsC),
  );
  add(["oxygenSaturation"], "Oxygen saturation", v.oxygenSaturation === null ? null : `${v.oxygenSaturation} %`);
  add(["weightGrams"], "Weight", v.weightGrams === null ? null : formatWeight(v.weightGrams));
  add(["heightMm"], "Height", v.heightMm === null ? null : formatHeight(v.heightMm));
  add(["headMm"], "Head circumference", v.headMm === null ? null : formatHead(v.headMm));
  add(["pain"], "Pain", v.pain === null ? null : `${v.pain} of 10`);
  return lines;
}

/** What is critical in the newest set that stands, as it is read out; null where nothing is. */
export function criticalText(sets: readonly VitalsRecord[]): string | null {
  const latest = sets.find((set) => !set.enteredInError);
  const critical = latest?.abnormal.filter((one) => one.critical) ?? [];
  if (!latest || critical.length === 0) return null;
  return vitalLines(latest)
    .filter((line) => critical.some((one) => line.fields.some((field) => field === one.field)))
    .map((line) => `${line.label} ${line.text}`)
    .join("; ");
}
/** A set of vital signs as a sentence for the note. */
export function vitalsText(set: VitalsRecord): string {
  const values = vitalLines(set).map((line) => `${line.label} ${line.text}`);
  return `Vitals: ${[...values, ...(set.bmiTenths === null ? [] : [`BMI ${(set.bmiTenths / 10).toFixed(1)}`])].join("; ")}.`;
}
