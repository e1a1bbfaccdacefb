import type { Analyte, Tested } from "../in-house.ts";

/**
 * What laboratories measure for a family practice. Names are our own, numbers are LOINC's where one is certain. The ranges are usual ones of grown-ups, and
 * of children where these differ much: a laboratory's own may differ a little, and stands in its report.
 */

type Range = readonly [low: number | null, high: number | null];

/** `span` is what can be measured at all; below or above `alarm` somebody must hear of it at once. */
type Line = readonly [
  key: string,
  label: string,
  loinc: string | null,
  unit: string | null,
  decimals: 0 | 1 | 2 | 3,
  span: readonly [min: number, max: number],
  usual: Range | ((who: Tested) => Range),
  alarm?: readonly [low: number, high: number],
];

/** One line of the tables below: something that is measured as a number. */
export function line([key, label, loinc, unit, decimals, [min, max], usual, alarm]: Line): Analyte {
  const ranged = typeof usual === "function" ? usual : () => usual;
  const number = { min, max, decimals, usual: ranged, censored: true, ...(alarm ? { alarm } : {}) };
  return { key, label, loinc, unit, answers: null, number };
}

/** What is found or not: the first answer is as it should be. */
export function found(
  key: string,
  label: string,
  loinc: string | null,
  answers: readonly string[] = DETECTED,
): Analyte {
  return { key, label, loinc, unit: null, answers, usual: [answers[0] ?? ""] };
}

const DETECTED = ["Not detected", "Detected", "Indeterminate"] as const;
export const REACTIVE = ["Nonreactive", "Reactive", "Indeterminate"] as const;
export const GROWTH = [
  "No growth",
  "Mixed flora, likely contamination",
  "Growth of a pathogen, see the report",
] as const;

const YEARS = 12;
const isChild = ({ ageMonths }: Tested) => ageMonths < 18 * YEARS;

/** By sex; who has none on record has the wider one. */
const bySex =
  (female: Range, male: Range, child?: Range) =>
  (who: Tested): Range => {
    if (child && isChild(who)) return child;
    if (who.sex === "female") return female;
    return who.sex === "male" ? male : [least(female[0], male[0]), most(female[1], male[1])];
  };

const least = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.min(a, b));
const most = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.max(a, b));

const byAge =
  (grown: Range, child: Range) =>
  (who: Tested): Range =>
    isChild(who) ? child : grown;

export const BLOOD_COUNT: readonly Analyte[] = [
  line(["wbc", "White cells", "6690-2", "10^3/uL", 1, [0.1, 500], byAge([3.8, 10.8], [4.5, 13.5]), [2, 30]]),
  line(["rbc", "Red cells", "789-8", "10^6/uL", 2, [0.5, 10], bySex([3.8, 5.1], [4.2, 5.8], [3.9, 5.3])]),
  line([
    "hemoglobin",
    "Hemoglobin",
    "718-7",
    "g/dL",
    1,
    [2, 25],
    bySex([11.7, 15.5], [13.2, 17.1], [11, 15.5]),
    [7, 20],
  ]),
  line(["hematocrit", "Hematocrit", "4544-3", "%", 1, [5, 75], bySex([35, 45], [38.5, 50], [33, 45])]),
  line(["mcv", "Mean cell volume (MCV)", "787-2", "fL", 1, [40, 150], byAge([80, 100], [75, 95])]),
  line(["rdw", "Red cell width (RDW)", "788-0", "%", 1, [5, 40], [11, 15]]),
  line(["platelets", "Platelets", "777-3", "10^3/uL", 0, [1, 3000], [140, 400], [50, 1000]]),
  line(["neutrophils", "Neutrophils", "770-8", "%", 1, [0, 100], [38, 80]]),
  line(["lymphocytes", "Lymphocytes", "736-9", "%", 1, [0, 100], byAge([15, 49], [20, 60])]),
  line(["eosinophils", "Eosinophils", "713-8", "%", 1, [0, 100], [0, 8]]),
];

const GLUCOSE = line(["glucose", "Glucose", "2345-7", "mg/dL", 0, [10, 2000], [65, 99], [50, 400]]);
const CREATININE = line([
  "creatinine",
  "Creatinine",
  "2160-0",
  "mg/dL",
  2,
  [0.1, 25],
  bySex([0.5, 1.05], [0.6, 1.3], [0.2, 0.9]),
  [0, 5],
]);
const ALBUMIN = line(["albumin", "Albumin", "1751-7", "g/dL", 1, [0.5, 8], [3.6, 5.1]]);
const BILIRUBIN = line(["bilirubin", "Bilirubin, total", "1975-2", "mg/dL", 1, [0, 50], [0.2, 1.2], [0, 15]]);
const ALKALINE = line(["alp", "Alkaline phosphatase", "6768-6", "U/L", 0, [5, 5000], byAge([35, 130], [70, 400])]);
const AST = line(["ast", "AST", "1920-8", "U/L", 0, [1, 20_000], [10, 35], [0, 1000]]);
const ALT = line(["alt", "ALT", "1742-6", "U/L", 0, [1, 20_000], bySex([6, 29], [9, 46]), [0, 1000]]);
const PROTEIN = line(["protein", "Protein, total", "2885-2", "g/dL", 1, [1, 15], [6.1, 8.1]]);

export const BASIC_METABOLIC: readonly Analyte[] = [
  GLUCOSE,
  line(["bun", "Urea nitrogen (BUN)", "3094-0", "mg/dL", 0, [1, 300], [7, 25], [0, 100]]),
  CREATININE,
  line(["egfr", "eGFR (CKD-EPI 2021)", "98979-8", "mL/min/1.73m2", 0, [1, 200], [60, null]]),
  line(["sodium", "Sodium", "2951-2", "mmol/L", 0, [90, 200], [135, 146], [120, 160]]),
  line(["potassium", "Potassium", "2823-3", "mmol/L", 1, [1, 12], [3.5, 5.3], [2.8, 6.2]]),
  line(["chloride", "Chloride", "2075-0", "mmol/L", 0, [50, 160], [98, 110]]),
  line(["co2", "Carbon dioxide", "2028-9", "mmol/L", 0, [3, 60], [20, 32], [10, 40]]),
  line(["calcium", "Calcium", "17861-6", "mg/dL", 1, [3, 20], byAge([8.6, 10.4], [8.9, 10.7]), [6.5, 13]]),
];

export const COMPREHENSIVE_METABOLIC: readonly Analyte[] = [
  ...BASIC_METABOLIC,
  PROTEIN,
  ALBUMIN,
  BILIRUBIN,
  ALKALINE,
  AST,
  ALT,
];

export const LIVER: readonly Analyte[] = [
  PROTEIN,
  ALBUMIN,
  BILIRUBIN,
  line(["bilirubin-direct", "Bilirubin, direct", "1968-7", "mg/dL", 1, [0, 40], [0, 0.2]]),
  ALKALINE,
  AST,
  ALT,
];

export const PHOSPHATE = line([
  "phosphate",
  "Phosphate",
  "2777-1",
  "mg/dL",
  1,
  [0.3, 20],
  byAge([2.5, 4.5], [3, 6]),
  [1, 9],
]);

export const KIDNEY: readonly Analyte[] = [...BASIC_METABOLIC, ALBUMIN, PHOSPHATE];

export const LIPIDS: readonly Analyte[] = [
  line(["cholesterol", "Cholesterol, total", "2093-3", "mg/dL", 0, [20, 1000], [null, 199]]),
  line(["hdl", "HDL cholesterol", "2085-9", "mg/dL", 0, [2, 200], bySex([50, null], [40, null], [45, null])]),
  line(["triglycerides", "Triglycerides", "2571-8", "mg/dL", 0, [10, 10_000], [null, 149], [0, 1000]]),
  line(["ldl", "LDL cholesterol, calculated", "13457-7", "mg/dL", 0, [1, 700], [null, 99]]),
  line(["non-hdl", "Non-HDL cholesterol", "43396-1", "mg/dL", 0, [10, 1000], [null, 129]]),
];

export const IRON: readonly Analyte[] = [
  line(["iron", "Iron", "2498-4", "ug/dL", 0, [1, 1000], bySex([40, 190], [50, 180], [27, 164])]),
  line(["tibc", "Iron binding capacity", "2500-7", "ug/dL", 0, [50, 1000], [250, 450]]),
  line(["iron-saturation", "Iron saturation", "2502-3", "%", 0, [1, 100], [16, 45]]),
];

export const URINE_ALBUMIN: readonly Analyte[] = [
  line(["urine-albumin", "Albumin, urine", "14957-5", "mg/L", 1, [0.1, 10_000], [null, 20]]),
  line(["urine-creatinine", "Creatinine, urine", "2161-8", "mg/dL", 0, [1, 1000], [20, 320]]),
  line(["albumin-creatinine", "Albumin to creatinine ratio, urine", "9318-7", "mg/g", 0, [0, 10_000], [null, 29]]),
];

export const TSH = line(["tsh", "TSH", "3016-3", "mIU/L", 2, [0.01, 500], byAge([0.4, 4.5], [0.5, 4.8])]);
export const FREE_T4 = line(["free-t4", "T4, free", "3024-7", "ng/dL", 1, [0.1, 10], [0.8, 1.8]]);
export const FERRITIN = line([
  "ferritin",
  "Ferritin",
  "2276-4",
  "ng/mL",
  0,
  [1, 20_000],
  bySex([16, 232], [24, 380], [14, 140]),
]);
export const TESTOSTERONE = line([
  "testosterone",
  "Testosterone, total",
  "2986-8",
  "ng/dL",
  0,
  [1, 3000],
  bySex([2, 45], [250, 1100], [null, 1100]),
]);
export const SEDIMENTATION = line([
  "esr",
  "Sedimentation rate",
  "4537-7",
  "mm/h",
  0,
  [0, 200],
  bySex([null, 30], [null, 20], [null, 15]),
]);
export const URIC_ACID = line([
  "uric-acid",
  "Uric acid",
  "3084-1",
  "mg/dL",
  1,
  [0.5, 30],
  bySex([2.5, 7], [4, 8], [2, 6.5]),
]);
export const LEAD = line(["lead", "Lead, blood", "5671-3", "ug/dL", 1, [0.1, 200], [null, 3.4], [0, 44]]);
