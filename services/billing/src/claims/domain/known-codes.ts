import type { LocalDate } from "@practicum/kernel/local-date";
import { BUILT_IN } from "@practicum/terminology/built-in";
import { codeKey, periodsOf, type CodeEntry, type CodeSet, type CodeSystem } from "@practicum/terminology/code-system";
import type { AddOn, DiagnosisLimit, FeeIndicators, Mue, PtpEdit } from "@practicum/terminology/edit-data";

/** What billing's own code tables hold about the codes of one claim. */
export interface KnownCodes {
  readonly set: CodeSet;
  /** Diagnoses beneath which more exact ones stand, as keys (no dot). */
  readonly headings: ReadonlySet<string>;
  readonly tables: EditTables;
  /** What the practice did for the patient on other visits: for global days and the new-patient rule. */
  readonly earlier: readonly EarlierService[];
}

/** The official edit tables; null where no file of that kind was loaded, so that nothing can be said by it. */
export interface EditTables {
  readonly ptp: readonly PtpEdit[] | null;
  readonly mue: readonly Mue[] | null;
  readonly addOns: readonly AddOn[] | null;
  readonly limits: readonly DiagnosisLimit[] | null;
  readonly indicators: readonly FeeIndicators[] | null;
}

/** A service of another visit by the same physician, or one of the same specialty in the practice. */
export interface EarlierService {
  readonly code: string;
  readonly onDate: LocalDate;
}

/** @internal Tests begin with nothing loaded. */
export const NO_TABLES: EditTables = { ptp: null, mue: null, addOns: null, limits: null, indicators: null };

/** Level II begins with a letter, level I (CPT) with a digit. */
export function serviceSystem(code: string): "hcpcs" | "cpt" {
  return /^[A-Z]/.test(code) ? "hcpcs" : "cpt";
}

export interface WantedCode {
  readonly system: CodeSystem;
  readonly code: string;
}

/** Every period that the built-in sets have of some codes, each code once. */
export function builtInPeriods(wanted: readonly WantedCode[]): CodeEntry[] {
  const once = new Map(wanted.map((one) => [`${one.system} ${codeKey(one.code)}`, one]));
  return [...once.values()].flatMap(({ system, code }) => periodsOf(BUILT_IN, system, code));
}

const headings = new Set<string>();

/** Diagnoses beneath which the built-in set has more exact ones. */
export function builtInHeadings(): ReadonlySet<string> {
  if (headings.size === 0)
    for (const entry of BUILT_IN.entries.get("icd10cm") ?? []) {
      const key = codeKey(entry.code);
      for (let length = 3; length < key.length; length += 1) headings.add(key.slice(0, length));
    }
  return headings;
}
