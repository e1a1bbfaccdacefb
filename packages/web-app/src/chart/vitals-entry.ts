import type { Vitals } from "@practicum/contracts/charting/vitals";
import { possible, type VitalField } from "@practicum/contracts/vital-ranges";
import {
  formatHead,
  formatHeight,
  formatTemperature,
  formatWeight,
  parseHeight,
  parsePressure,
  parseTemperature,
  parseWeight,
  parseWhole,
} from "./units.ts";

/** What stands in the fields of the vitals form, as it was typed. */
export interface VitalsEntry {
  readonly pressure: string;
  readonly pulse: string;
  readonly respiration: string;
  readonly temperature: string;
  readonly saturation: string;
  readonly weight: string;
  readonly weightUnit: "lb" | "kg";
  readonly height: string;
  readonly heightUnit: "in" | "cm";
  /** In inches or centimeters, as the height. */
  readonly head: string;
  readonly pain: string;
}

export type EntryField = Exclude<keyof VitalsEntry, "weightUnit" | "heightUnit">;

export const emptyEntry: VitalsEntry = {
  pressure: "",
  pulse: "",
  respiration: "",
  temperature: "",
  saturation: "",
  weight: "",
  weightUnit: "lb",
  height: "",
  heightUnit: "in",
  head: "",
  pain: "",
};

export interface ReadEntry {
  readonly vitals: Vitals;
  /** What can't be read or can't be, by field, in words. */
  readonly problems: { readonly [F in EntryField]?: string };
  /** What was understood, where that is not what was typed: "81.6 kg (180 lb)". */
  readonly understood: { readonly [F in EntryField]?: string };
  readonly empty: boolean;
}

/** The vital signs that the fields mean. A field that can't be read is named and left out, never guessed. */
export function readEntry(entry: VitalsEntry): ReadEntry {
  const problems: { [F in EntryField]?: string } = {};
  const number = (field: EntryField, value: number | null, is: VitalField, words: string): number | null => {
    if (entry[field].trim() === "") return null;
    const [min, max] = possible[is];
    if (value === null) problems[field] = words;
    else if (value < min || value > max) problems[field] = "This is not possible. Check the value and its unit.";
    else return value;
    return null;
  };
  const pressure = parsePressure(entry.pressure);
  const systolic = number("pressure", pressure?.[0] ?? null, "systolic", "Enter both, as 120/80.");
  const diastolic = number("pressure", pressure?.[1] ?? null, "diastolic", "Enter both, as 120/80.");
  if (systolic !== null && diastolic !== null && diastolic >= systolic)
    problems.pressure = "The second value must be the lower.";
  const vitals: Vitals = {
    systolic: problems.pressure ? null : systolic,
    diastolic: problems.pressure ? null : diastolic,
    pulse: number("pulse", parseWhole(entry.pulse), "pulse", "Enter beats a minute, as 72."),
    respiration: number("respiration", parseWhole(entry.respiration), "respiration", "Enter breaths a minute, as 16."),
    temperatureHundredthsC: number(
      "temperature",
      parseTemperature(entry.temperature),
      "temperatureHundredthsC",
      "Enter degrees, as 98.6 or 37.0.",
    ),
    oxygenSaturation: number("saturation", parseWhole(entry.saturation), "oxygenSaturation", "Enter percent, as 98."),
    weightGrams: number(
      "weight",
      parseWeight(entry.weight, entry.weightUnit),
      "weightGrams",
      "Enter a weight, as 182 or 82.5 kg.",
    ),
    heightMm: number(
      "height",
      parseHeight(entry.height, entry.heightUnit),
      "heightMm",
      "Enter a height, as 5'6\" or 168 cm.",
    ),
    headMm: number(
      "head",
      parseHeight(entry.head, entry.heightUnit),
      "headMm",
      "Enter a circumference, as 17.5 in or 44.5 cm.",
    ),
    pain: number("pain", parseWhole(entry.pain), "pain", "Enter 0 to 10."),
  };
  return {
    vitals,
    problems,
    understood: {
      ...(vitals.temperatureHundredthsC === null
        ? {}
        : { temperature: formatTemperature(vitals.temperatureHundredthsC) }),
      ...(vitals.weightGrams === null ? {} : { weight: formatWeight(vitals.weightGrams) }),
      ...(vitals.heightMm === null ? {} : { height: formatHeight(vitals.heightMm) }),
      ...(vitals.headMm === null ? {} : { head: formatHead(vitals.headMm) }),
    },
    empty: Object.values(vitals).every((value) => value === null) && Object.keys(problems).length === 0,
  };
}
