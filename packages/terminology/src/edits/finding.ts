import type { LocalDate } from "@practicum/kernel/local-date";

/** Names of the rules, each with its number in SPEC.md. */
export type EditRule =
  | "diagnosis-unknown" // TRM-60
  | "diagnosis-not-in-force" // TRM-60
  | "diagnosis-heading" // TRM-60
  | "diagnosis-age" // TRM-61
  | "diagnosis-sex" // TRM-61
  | "diagnosis-repeated" // TRM-62
  | "diagnosis-too-many" // TRM-62
  | "external-cause-first" // TRM-62
  | "manifestation-first" // TRM-62
  | "excludes1" // TRM-63
  | "procedure-unknown" // TRM-64
  | "procedure-not-in-force" // TRM-64
  | "ptp-never" // TRM-65
  | "ptp-needs-modifier" // TRM-65
  | "mue-line" // TRM-66
  | "mue-day" // TRM-66
  | "add-on-without-primary" // TRM-67
  | "visit-needs-24" // TRM-68
  | "visit-needs-25" // TRM-68
  | "visit-needs-57" // TRM-68
  | "procedure-in-global-days"; // TRM-68

/** What an edit found. It names codes and places on the claim, never a person. */
export interface EditFinding {
  readonly rule: EditRule;
  /** `error` will be refused or denied; `warning` may be right and wants a look. */
  readonly severity: "error" | "warning";
  /** In words a biller understands, with what to do. */
  readonly message: string;
  /** The publication that the rule comes from. */
  readonly source: string;
  /** Place in the list of diagnoses, from 1 (1 is A on the form). */
  readonly diagnosis?: number;
  /** Number of the service line. */
  readonly line?: number;
}

/** A service line, as edits look at it. One claim holds one patient and one rendering provider. */
export interface EditLine {
  readonly line: number;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly onDate: LocalDate;
}

/** A place in the list of diagnoses as the claim form letters it: 1 is A. */
export function diagnosisLetter(place: number): string {
  return String.fromCharCode(64 + place);
}

/** Whether a code is an evaluation and management service, which modifiers 24, 25 and 57 belong to. */
export function isVisitCode(code: string): boolean {
  return /^99[2-4]\d\d$/.test(code) || /^920[01][24]$/.test(code) || /^G0(40[12]|438|439)$/.test(code);
}
