import { ageInYears, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { codeKey, validOn, type CodeEntry } from "../code-system.ts";
import type { DiagnosisLimit } from "../edit-data.ts";
import { EXCLUDES1 } from "../data/excludes1.ts";
import { diagnosisLetter, type EditFinding } from "./finding.ts";

const ICD = "ICD-10-CM";
const MCE = "CMS Medicare Code Editor";
const DIAGNOSES_MAX = 12;

/**
 * Whether each diagnosis may stand on a claim of that day (TRM-60).
 *
 * @param periodsOf every period of a code: `periodsOf` of a code set, or rows fetched by `periodsOfSql`.
 * @internal Until issue 12: see knip.jsonc.
 */
export function editDiagnosisValidity(
  codes: readonly string[],
  onDate: LocalDate,
  periodsOf: (code: string) => readonly CodeEntry[],
): EditFinding[] {
  return codes.flatMap((code, index): EditFinding[] => {
    const diagnosis = index + 1;
    const place = `Diagnosis ${diagnosisLetter(diagnosis)}, ${code},`;
    const periods = periodsOf(code);
    const entry = periods.find((period) => validOn(period, onDate));
    const made = (rule: EditFinding["rule"], words: string): EditFinding[] => [
      { rule, severity: "error", message: `${place} ${words}`, source: ICD, diagnosis },
    ];
    if (periods.length === 0) return made("diagnosis-unknown", "is not a known ICD-10-CM code.");
    if (!entry) return made("diagnosis-not-in-force", `${inForceWords(periods, onDate)}. Choose the code of that day.`);
    if (entry.billable === false) return made("diagnosis-heading", "is a heading: choose one of the codes beneath it.");
    return [];
  });
}

function inForceWords(periods: readonly CodeEntry[], onDate: LocalDate): string {
  const ended = periods.findLast((period) => period.to !== undefined && period.to < onDate);
  if (ended?.to) return `ended on ${formatDate(ended.to)}`;
  const [begins] = periods.map((period) => formatDate(period.from));
  return `begins on ${begins}`;
}

export interface PatientFacts {
  readonly bornOn: LocalDate;
  readonly sex: "female" | "male" | "unknown";
}

/** Ages in completed years, both ends included (Medicare Code Editor, age categories). */
const AGES: { readonly [kind in DiagnosisLimit["kind"]]?: readonly [min: number, max: number, words: string] } = {
  newborn: [0, 0, "a newborn's diagnosis (age 0)"],
  pediatric: [0, 17, "a child's diagnosis (age 0 to 17)"],
  maternity: [9, 64, "a diagnosis of pregnancy (age 9 to 64)"],
  adult: [15, 124, "an adult's diagnosis (age 15 and over)"],
};

/** Age and sex limits (TRM-61). An unknown sex is not held against a code. */
export function editAgeAndSex(
  codes: readonly string[],
  onDate: LocalDate,
  patient: PatientFacts,
  limits: readonly DiagnosisLimit[],
): EditFinding[] {
  const age = ageInYears(patient.bornOn, onDate);
  return codes.flatMap((code, index) => {
    const diagnosis = index + 1;
    const place = `Diagnosis ${diagnosisLetter(diagnosis)}, ${code},`;
    return limitsOf(code, limits).flatMap(({ kind }): EditFinding[] => {
      const ages = AGES[kind];
      if (ages && (age < ages[0] || age > ages[1])) {
        const message = `${place} is ${ages[2]}; the patient was ${age} on the date of service. Check the birth date, then the code.`;
        return [{ rule: "diagnosis-age", severity: "error", message, source: MCE, diagnosis }];
      }
      const other = kind === "female" ? "male" : kind === "male" ? "female" : undefined;
      if (other !== undefined && patient.sex === other) {
        const message = `${place} is for ${kind} patients only. Check the registered sex, then the code.`;
        return [{ rule: "diagnosis-sex", severity: "error", message, source: MCE, diagnosis }];
      }
      return [];
    });
  });
}

/** Order and manifestation (TRM-62): what may stand first, what follows another, and what stands twice. */
export function editDiagnosisOrder(codes: readonly string[], limits: readonly DiagnosisLimit[]): EditFinding[] {
  const findings: EditFinding[] = [];
  const [first] = codes;
  if (first !== undefined && /^[V-Y]/i.test(first)) {
    const message = `Diagnosis A, ${first}, tells how an injury came about and may not stand first: put the injury before it.`;
    findings.push({
      rule: "external-cause-first",
      severity: "error",
      message,
      source: "ICD-10-CM guidelines I.C.20",
      diagnosis: 1,
    });
  }
  if (first !== undefined && limitsOf(first, limits).some(({ kind }) => kind === "manifestation")) {
    const message = `Diagnosis A, ${first}, is a manifestation: put the disease that causes it before it.`;
    findings.push({
      rule: "manifestation-first",
      severity: "error",
      message,
      source: "ICD-10-CM guidelines I.A.13",
      diagnosis: 1,
    });
  }
  codes.forEach((code, index) => {
    const before = codes.findIndex((other) => codeKey(other) === codeKey(code));
    if (before === index) return;
    const message = `Diagnosis ${diagnosisLetter(index + 1)}, ${code}, stands at ${diagnosisLetter(before + 1)} already: remove one.`;
    findings.push({
      rule: "diagnosis-repeated",
      severity: "error",
      message,
      source: "ICD-10-CM guidelines I.B.12",
      diagnosis: index + 1,
    });
  });
  if (codes.length > DIAGNOSES_MAX) {
    const message = `A claim holds ${DIAGNOSES_MAX} diagnoses; this one has ${codes.length}. Keep those that the lines point to.`;
    findings.push({
      rule: "diagnosis-too-many",
      severity: "error",
      message,
      source: "X12 005010X222A1, loop 2300 HI",
      diagnosis: 13,
    });
  }
  return findings;
}

/**
 * Pairs that the tabular list says can't occur together (TRM-63). A warning: the guideline allows both when they are
 * unrelated (I.A.12.a).
 *
 * @param pairs beginnings of codes; the built-in selection unless a practice has loaded its own.
 */
export function editExcludes1(
  codes: readonly string[],
  pairs: readonly (readonly [at: string, excluded: string])[] = EXCLUDES1,
): EditFinding[] {
  const keys = codes.map(codeKey);
  const findings: EditFinding[] = [];
  for (let a = 0; a < keys.length; a += 1) {
    for (let b = a + 1; b < keys.length; b += 1) {
      const note = noteBetween(keys[a] ?? "", keys[b] ?? "", pairs);
      if (note === undefined) continue;
      const message =
        `Diagnoses ${diagnosisLetter(a + 1)} (${codes[a]}) and ${diagnosisLetter(b + 1)} (${codes[b]}) exclude each other. ` +
        "Keep the more exact one, unless they have nothing to do with each other.";
      const source = `ICD-10-CM tabular list, Excludes1 at ${note}`;
      findings.push({ rule: "excludes1", severity: "warning", message, source, diagnosis: b + 1 });
    }
  }
  return findings;
}

function noteBetween(a: string, b: string, pairs: readonly (readonly [string, string])[]): string | undefined {
  for (const [at, excluded] of pairs) {
    const [left, right] = [codeKey(at), codeKey(excluded)];
    if ((a.startsWith(left) && b.startsWith(right)) || (b.startsWith(left) && a.startsWith(right))) return at;
  }
  return undefined;
}

function limitsOf(code: string, limits: readonly DiagnosisLimit[]): readonly DiagnosisLimit[] {
  const key = codeKey(code);
  return limits.filter((limit) => codeKey(limit.code) === key);
}
