/**
 * What a family practice does itself: tests with kits that are waived under CLIA (42 CFR 493.15), and medicines that it injects. Codes
 * are those of the built-in sets; names are our own. Reference values: glucose and A1c after the American Diabetes Association's Standards
 * of Care (diagnosis and classification), hemoglobin after the WHO's limits for anemia (WHO/NMH/NHD/MNM/11.1, sea level).
 */

export interface Analyte {
  readonly key: string;
  readonly label: string;
  /** LOINC, where one is certain. */
  readonly loinc: string | null;
  readonly unit: string | null;
  /** What is read off a strip or cassette; null where it is a number. */
  readonly answers: readonly string[] | null;
  /** Of `answers`, those that are as they should be. */
  readonly usual?: readonly string[];
  /** Of a number: what the device can show, digits after the point, and from where on it is low, high or critical. */
  readonly number?: AnalyteNumber;
}

export interface AnalyteNumber {
  readonly min: number;
  readonly max: number;
  readonly decimals: 0 | 1 | 2 | 3;
  /** Whether it may come as less or more than can be measured: "<0.01". */
  readonly censored?: boolean;
  /** The lowest and the highest value that are as they should be; null has no such end. */
  readonly usual: (who: Tested) => readonly [low: number | null, high: number | null];
  /** Below or above it somebody must hear of it at once. */
  readonly alarm?: readonly [low: number, high: number];
}

export interface Tested {
  readonly ageMonths: number;
  readonly sex: "female" | "male" | "unknown";
}

export interface InHouseTest {
  readonly kind: "test";
  readonly key: string;
  readonly label: string;
  readonly code: string;
  /** QW where the payer must be told that the kit is waived; CMS asks it not of each waived test. */
  readonly modifiers: readonly string[];
  readonly specimen: string;
  readonly keywords: string;
  readonly analytes: readonly Analyte[];
}

export type InjectionRoute = "intramuscular" | "subcutaneous";

export interface InHouseInjection {
  readonly kind: "injection";
  readonly key: string;
  /** As the drug checks know it. */
  readonly label: string;
  readonly code: string;
  readonly keywords: string;
  readonly unit: "mg" | "mcg" | "units";
  /** One unit of the code is this much, or a part of it. */
  readonly perUnit: number;
  /** What is mostly ordered, for a choice by one key. */
  readonly doses: readonly number[];
  readonly doseMax: number;
  readonly routes: readonly InjectionRoute[];
  /** How much of it is in a milliliter of the usual package; null for a powder, which is counted in vials. */
  readonly perMl: number | null;
}

export type InHouseItem = InHouseTest | InHouseInjection;

const YES_NO = ["Negative", "Positive"] as const;
const STRIP = ["Negative", "Trace", "1+", "2+", "3+"] as const;

function read(key: string, label: string, loinc: string | null, answers: readonly string[] = YES_NO): Analyte {
  return { key, label, loinc, unit: null, answers, usual: ["Negative"] };
}

const MONTHS_5_YEARS = 60;
const MONTHS_12_YEARS = 144;
const MONTHS_15_YEARS = 180;

/** The lowest hemoglobin that is no anemia, in g/dL. */
function hemoglobinLow({ ageMonths, sex }: Tested): number {
  if (ageMonths < MONTHS_5_YEARS) return 11;
  if (ageMonths < MONTHS_12_YEARS) return 11.5;
  if (ageMonths < MONTHS_15_YEARS) return 12;
  return sex === "male" ? 13 : 12;
}

export const IN_HOUSE_TESTS: readonly InHouseTest[] = [
  {
    kind: "test",
    key: "strep",
    label: "Rapid strep test",
    code: "87880",
    modifiers: ["QW"],
    specimen: "Throat swab",
    keywords: "group a streptococcus throat",
    analytes: [read("strep", "Group A strep antigen", "78012-2")],
  },
  {
    kind: "test",
    key: "urine-dip",
    label: "Urine dipstick",
    code: "81002",
    modifiers: [],
    specimen: "Urine, clean catch",
    keywords: "ua urinalysis dip",
    analytes: [
      read("leukocytes", "Leukocyte esterase, urine", "5799-2", STRIP),
      read("nitrite", "Nitrite, urine", "5802-4"),
      read("blood", "Blood, urine", "5794-3", STRIP),
      { ...read("protein", "Protein, urine", "20454-5", STRIP), usual: ["Negative", "Trace"] },
      read("glucose", "Glucose, urine", "25428-4", STRIP),
      read("ketones", "Ketones, urine", "2514-8", STRIP),
      {
        key: "ph",
        label: "pH, urine",
        loinc: "5803-2",
        unit: null,
        answers: null,
        number: { min: 4, max: 10, decimals: 1, usual: () => [5, 8] },
      },
      {
        key: "gravity",
        label: "Specific gravity, urine",
        loinc: "5811-5",
        unit: null,
        answers: null,
        number: { min: 1, max: 1.06, decimals: 3, usual: () => [1.005, 1.03] },
      },
    ],
  },
  {
    kind: "test",
    key: "pregnancy",
    label: "Urine pregnancy test",
    code: "81025",
    modifiers: [],
    specimen: "Urine",
    keywords: "hcg upt",
    analytes: [read("hcg", "Pregnancy test, urine", "2106-3")],
  },
  {
    kind: "test",
    key: "glucose",
    label: "Glucose by meter",
    code: "82962",
    modifiers: [],
    specimen: "Finger stick",
    keywords: "blood sugar fingerstick poc",
    analytes: [
      {
        key: "glucose",
        label: "Glucose, capillary",
        loinc: "41653-7",
        unit: "mg/dL",
        answers: null,
        number: { min: 10, max: 600, decimals: 0, usual: () => [70, 139], alarm: [54, 400] },
      },
    ],
  },
  {
    kind: "test",
    key: "a1c",
    label: "Hemoglobin A1c",
    code: "83036",
    modifiers: ["QW"],
    specimen: "Finger stick",
    keywords: "hba1c diabetes",
    analytes: [
      {
        key: "a1c",
        label: "Hemoglobin A1c",
        loinc: "4548-4",
        unit: "%",
        answers: null,
        number: { min: 3, max: 20, decimals: 1, usual: () => [null, 5.6] },
      },
    ],
  },
  {
    kind: "test",
    key: "hemoglobin",
    label: "Hemoglobin",
    code: "85018",
    modifiers: ["QW"],
    specimen: "Finger stick",
    keywords: "hgb anemia",
    analytes: [
      {
        key: "hemoglobin",
        label: "Hemoglobin",
        loinc: "718-7",
        unit: "g/dL",
        answers: null,
        number: {
          min: 2,
          max: 25,
          decimals: 1,
          usual: (who) => [hemoglobinLow(who), 17.5],
          alarm: [7, 20],
        },
      },
    ],
  },
  {
    kind: "test",
    key: "flu",
    label: "Rapid flu test, A and B",
    code: "87804",
    modifiers: ["QW"],
    specimen: "Nasal swab",
    keywords: "influenza",
    analytes: [read("flu-a", "Influenza A antigen", "80382-5"), read("flu-b", "Influenza B antigen", "80383-3")],
  },
  {
    kind: "test",
    key: "covid",
    label: "Rapid COVID-19 antigen test",
    code: "87811",
    modifiers: ["QW"],
    specimen: "Nasal swab",
    keywords: "sars cov 2 corona",
    analytes: [read("covid", "SARS-CoV-2 antigen", "94558-4")],
  },
  {
    kind: "test",
    key: "mono",
    label: "Mononucleosis spot test",
    code: "86308",
    modifiers: ["QW"],
    specimen: "Finger stick",
    keywords: "heterophile ebv",
    analytes: [read("mono", "Heterophile antibody", null)],
  },
  {
    kind: "test",
    key: "fit",
    label: "Stool test for hidden blood (FIT)",
    code: "82274",
    modifiers: ["QW"],
    specimen: "Stool",
    keywords: "fobt colon",
    analytes: [read("fit", "Hidden blood in stool, immunochemical", "29771-3")],
  },
];

function injection(
  key: string,
  label: string,
  code: string,
  given: Pick<InHouseInjection, "unit" | "perUnit" | "doses" | "doseMax" | "perMl"> & {
    readonly keywords: string;
    readonly routes?: readonly InjectionRoute[];
  },
): InHouseInjection {
  return { kind: "injection", key, label, code, routes: ["intramuscular"], ...given };
}

export const IN_HOUSE_INJECTIONS: readonly InHouseInjection[] = [
  injection("ceftriaxone", "Ceftriaxone injection", "J0696", {
    unit: "mg",
    perUnit: 250,
    doses: [250, 500, 1000],
    doseMax: 2000,
    perMl: null,
    keywords: "rocephin antibiotic",
  }),
  injection("penicillin-g-benzathine", "Penicillin G benzathine injection", "J0561", {
    unit: "units",
    perUnit: 100_000,
    doses: [600_000, 1_200_000, 2_400_000],
    doseMax: 2_400_000,
    perMl: 600_000,
    keywords: "bicillin strep syphilis",
  }),
  injection("ketorolac", "Ketorolac injection", "J1885", {
    unit: "mg",
    perUnit: 15,
    doses: [15, 30, 60],
    doseMax: 60,
    perMl: 30,
    keywords: "toradol pain",
  }),
  injection("dexamethasone", "Dexamethasone injection", "J1100", {
    unit: "mg",
    perUnit: 1,
    doses: [4, 8, 10],
    doseMax: 16,
    perMl: 4,
    keywords: "decadron croup",
  }),
  injection("methylprednisolone", "Methylprednisolone injection", "J1010", {
    unit: "mg",
    perUnit: 1,
    doses: [40, 80, 120],
    doseMax: 120,
    perMl: 40,
    keywords: "depo medrol acetate",
  }),
  injection("triamcinolone", "Triamcinolone injection", "J3301", {
    unit: "mg",
    perUnit: 10,
    doses: [20, 40, 60],
    doseMax: 80,
    perMl: 40,
    keywords: "kenalog",
  }),
  injection("diphenhydramine", "Diphenhydramine injection", "J1200", {
    unit: "mg",
    perUnit: 50,
    doses: [25, 50],
    doseMax: 100,
    perMl: 50,
    keywords: "benadryl allergy",
  }),
  injection("ondansetron", "Ondansetron injection", "J2405", {
    unit: "mg",
    perUnit: 1,
    doses: [4, 8],
    doseMax: 8,
    perMl: 2,
    keywords: "zofran nausea",
  }),
  injection("promethazine", "Promethazine injection", "J2550", {
    unit: "mg",
    perUnit: 50,
    doses: [12.5, 25, 50],
    doseMax: 50,
    perMl: 25,
    keywords: "phenergan nausea",
  }),
  injection("cyanocobalamin", "Cyanocobalamin injection", "J3420", {
    unit: "mcg",
    perUnit: 1000,
    doses: [1000],
    doseMax: 1000,
    perMl: 1000,
    keywords: "vitamin b12",
    routes: ["intramuscular", "subcutaneous"],
  }),
  injection("medroxyprogesterone", "Medroxyprogesterone injection", "J1050", {
    unit: "mg",
    perUnit: 1,
    doses: [150],
    doseMax: 150,
    perMl: 150,
    keywords: "depo provera contraceptive",
  }),
];

export const IN_HOUSE: readonly InHouseItem[] = [...IN_HOUSE_TESTS, ...IN_HOUSE_INJECTIONS];
