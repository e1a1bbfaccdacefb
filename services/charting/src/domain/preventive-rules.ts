/**
 * What is recommended to whom, in our own words, after public recommendations (grades A and B of the US Preventive Services Task Force,
 * and the American Diabetes Association's Standards of Care). Left out is what depends on facts that a chart here does not hold as
 * data: sexual history, calculated risk. Vaccines have a schedule of their own.
 */

/** Changes whenever a rule does, and is shown with what it says. */
export const EDITION = "November 2026";

/** One test or measure that fulfils a rule. */
export interface Way {
  readonly way: string;
  readonly name: string;
  /** How long it holds; null: once is enough. */
  readonly months: number | null;
  /** Counts from this age on. */
  readonly from?: number;
  /** LOINC of results, CPT, HCPCS or SNOMED CT of procedures, or `PRESSURE`. */
  readonly codes: readonly string[];
}

export interface Rule {
  readonly rule: string;
  readonly name: string;
  /** For whom, in words. */
  readonly who: string;
  readonly source: string;
  /** Years, both ends included. */
  readonly from: number;
  readonly to: number;
  readonly sex?: "female" | "male";
  /** Beginnings of codes of which the active problems have one. */
  readonly problems?: readonly string[];
  /** Beginnings of codes with which it is no screening any more. */
  readonly unless?: readonly string[];
  /** Tenths of kg/m². */
  readonly bmiFrom?: number;
  /** What the social history must say of smoking. */
  readonly smoking?: "ever" | "heavy";
  readonly ways: readonly Way[];
}

/** A blood pressure among the vital signs. */
export const PRESSURE = "pressure";

/** ICD-10-CM, and SNOMED CT for lists that came from elsewhere. */
const DIABETES = ["E08", "E09", "E10", "E11", "E13", "44054006", "46635009"];
const HYPERTENSION = ["I10", "I11", "I12", "I13", "I15", "I16", "I1A", "38341003", "59621000"];
const DEPRESSION = ["F32", "F33", "F34.1", "370143000", "36923009", "35489007"];
const OSTEOPOROSIS = ["M80", "M81", "64859006"];
const HIV = ["B20", "Z21", "86406008"];
const LUNG_CANCER = ["C34", "254637007", "363358000"];
const AORTIC_ANEURYSM = ["I71", "233985008"];
const HEPATITIS_C = ["B18.2", "B19.2", "128302006"];

const A1C = ["4548-4", "17856-6", "83036", "83037"];

export const rules: readonly Rule[] = [
  {
    rule: "a1c",
    name: "Hemoglobin A1c",
    who: "People with diabetes",
    source: "ADA Standards of Care in Diabetes, section 6: at least twice a year",
    from: 0,
    to: 120,
    problems: DIABETES,
    ways: [{ way: "a1c", name: "Hemoglobin A1c", months: 6, codes: A1C }],
  },
  {
    rule: "urine-albumin",
    name: "Urine albumin",
    who: "People with diabetes",
    source: "ADA Standards of Care in Diabetes, section 11: each year",
    from: 18,
    to: 120,
    problems: DIABETES,
    ways: [
      {
        way: "uacr",
        name: "Albumin-to-creatinine ratio",
        months: 12,
        codes: ["9318-7", "14959-1", "32294-1", "82043"],
      },
    ],
  },
  {
    rule: "retina",
    name: "Eye examination",
    who: "People with diabetes",
    source: "ADA Standards of Care in Diabetes, section 12: each year, two where it was well",
    from: 18,
    to: 120,
    problems: DIABETES,
    ways: [
      {
        way: "retina",
        name: "Dilated eye examination or retinal images",
        months: 12,
        codes: ["92227", "92228", "92229", "2022F", "2024F", "2026F", "2033F", "314972008"],
      },
    ],
  },
  {
    rule: "pressure-yearly",
    name: "Blood pressure",
    who: "Adults from 40 on",
    source: "USPSTF, high blood pressure in adults: screening (A, April 2021)",
    from: 40,
    to: 120,
    unless: HYPERTENSION,
    ways: [{ way: "pressure", name: "Blood pressure", months: 12, codes: [PRESSURE] }],
  },
  {
    rule: "pressure",
    name: "Blood pressure",
    who: "Adults from 18 to 39",
    source:
      "USPSTF, high blood pressure in adults: screening (A, April 2021): every three to five years without a risk",
    from: 18,
    to: 39,
    unless: HYPERTENSION,
    ways: [{ way: "pressure", name: "Blood pressure", months: 36, codes: [PRESSURE] }],
  },
  {
    rule: "colorectal",
    name: "Colorectal cancer",
    who: "Adults from 45 to 75",
    source: "USPSTF, colorectal cancer: screening (A from 50, B from 45, May 2021)",
    from: 45,
    to: 75,
    ways: [
      {
        way: "colonoscopy",
        name: "Colonoscopy",
        months: 120,
        codes: ["45378", "45380", "45381", "45384", "45385", "45388", "G0105", "G0121", "73761001"],
      },
      { way: "fit", name: "FIT (stool)", months: 12, codes: ["57905-2", "29771-3", "27396-1", "82274", "G0328"] },
      { way: "stool-dna", name: "Stool DNA with FIT", months: 36, codes: ["77353-1", "77354-9", "81528"] },
      { way: "ct", name: "CT colonography", months: 60, codes: ["74263", "418714002"] },
      { way: "sigmoidoscopy", name: "Flexible sigmoidoscopy", months: 60, codes: ["45330", "G0104", "44441009"] },
    ],
  },
  {
    rule: "lung",
    name: "Lung cancer",
    who: "Adults from 50 to 80 with 20 pack-years who smoke, or quit within 15 years",
    source: "USPSTF, lung cancer: screening (B, March 2021)",
    from: 50,
    to: 80,
    unless: LUNG_CANCER,
    smoking: "heavy",
    ways: [{ way: "ldct", name: "Low-dose CT of the chest", months: 12, codes: ["71271", "G0297"] }],
  },
  {
    rule: "aortic-aneurysm",
    name: "Abdominal aortic aneurysm",
    who: "Men from 65 to 75 who ever smoked",
    source: "USPSTF, abdominal aortic aneurysm: screening (B, December 2019): once",
    from: 65,
    to: 75,
    sex: "male",
    unless: AORTIC_ANEURYSM,
    smoking: "ever",
    ways: [{ way: "ultrasound", name: "Ultrasound of the aorta", months: null, codes: ["76706", "G0389"] }],
  },
  {
    rule: "breast",
    name: "Breast cancer",
    who: "Women from 40 to 74",
    source: "USPSTF, breast cancer: screening (B, April 2024)",
    from: 40,
    to: 74,
    sex: "female",
    ways: [
      {
        way: "mammography",
        name: "Mammography",
        months: 24,
        codes: ["77065", "77066", "77067", "24606-6", "71651007", "24623002"],
      },
    ],
  },
  {
    rule: "cervical",
    name: "Cervical cancer",
    who: "Women from 21 to 65 with a cervix",
    source: "USPSTF, cervical cancer: screening (A, August 2018)",
    from: 21,
    to: 65,
    sex: "female",
    ways: [
      {
        way: "cytology",
        name: "Cytology",
        months: 36,
        codes: ["10524-7", "19762-4", "19764-0", "33717-0", "47527-7", "88142", "88175", "G0123"],
      },
      {
        way: "hpv",
        name: "High-risk HPV, with or without cytology",
        months: 60,
        from: 30,
        codes: ["21440-3", "30167-1", "59420-0", "77379-6", "82675-0", "87624", "87625"],
      },
    ],
  },
  {
    rule: "prediabetes",
    name: "Prediabetes and diabetes",
    who: "Adults from 35 to 70 with a body mass index of 25 or more",
    source: "USPSTF, prediabetes and type 2 diabetes: screening (B, August 2021)",
    from: 35,
    to: 70,
    unless: DIABETES,
    bmiFrom: 250,
    ways: [
      { way: "a1c", name: "Hemoglobin A1c", months: 36, codes: A1C },
      { way: "glucose", name: "Fasting glucose", months: 36, codes: ["1558-6", "82947"] },
    ],
  },
  {
    rule: "depression",
    name: "Depression",
    who: "From 12 on",
    source: "USPSTF, depression: screening (B; adolescents October 2022, adults June 2023); yearly by custom",
    from: 12,
    to: 120,
    unless: DEPRESSION,
    ways: [
      {
        way: "questionnaire",
        name: "PHQ-2, PHQ-9 or like",
        months: 12,
        codes: ["44261-6", "55758-7", "89204-2", "96127", "G0444"],
      },
    ],
  },
  {
    rule: "hepatitis-c",
    name: "Hepatitis C",
    who: "Adults from 18 to 79",
    source: "USPSTF, hepatitis C: screening (B, March 2020): once",
    from: 18,
    to: 79,
    unless: HEPATITIS_C,
    ways: [
      { way: "antibody", name: "Hepatitis C antibody", months: null, codes: ["16128-1", "13955-0", "86803", "G0472"] },
    ],
  },
  {
    rule: "hiv",
    name: "HIV",
    who: "From 15 to 65",
    source: "USPSTF, HIV: screening (A, June 2019): once, more often with a risk",
    from: 15,
    to: 65,
    unless: HIV,
    ways: [
      { way: "test", name: "HIV test", months: null, codes: ["56888-1", "75622-1", "7917-8", "31201-7", "87389"] },
    ],
  },
  {
    rule: "bone",
    name: "Osteoporosis",
    who: "Women from 65 on",
    source: "USPSTF, osteoporosis: screening (B, January 2025)",
    from: 65,
    to: 120,
    sex: "female",
    unless: OSTEOPOROSIS,
    ways: [{ way: "dxa", name: "Bone density (DXA)", months: null, codes: ["77080", "77085", "312681000"] }],
  },
];
