import { BUILT_IN, type CarcAttrs } from "@practicum/terminology/built-in";
import { findCode, periodsOf, type CodeEntry, type CodeSystem } from "@practicum/terminology/code-system";
import type { LocalDate } from "@practicum/kernel/local-date";
import { codeEdits } from "./code-edits.ts";
import type { CodeFacts } from "./scrub/finding.ts";

/** What the built-in code sets say about a claim's codes. */
export const builtInCodes: CodeFacts = {
  diagnosis(code, onDate) {
    const entry = findCode(BUILT_IN, "icd10cm", code, onDate);
    if (entry) return entry.billable === false || hasChildren(code) ? "heading" : "billable";
    if (periodsOf(BUILT_IN, "icd10cm", code).length > 0) return "expired";
    return hasChildren(code) ? "heading" : "unknown";
  },
  service: (code, onDate) => stateOf(serviceSystem(code), code, onDate),
  modifier: (code, onDate) => stateOf("modifier", code, onDate),
  placeOfService: (code, onDate) => stateOf("pos", code, onDate),
  taxonomy: (code, onDate) => stateOf("taxonomy", code, onDate),
  edits: codeEdits,
};

/** A procedure's label, when a code set has it. */
export function serviceEntry(code: string, onDate: LocalDate): CodeEntry | undefined {
  return findCode(BUILT_IN, serviceSystem(code), code, onDate);
}

/** An adjustment's reason in our own words; the code alone where no words are known. */
export function meaningOf(adjustment: { readonly group: string; readonly reason: string }): string {
  return carc(adjustment.reason)?.label ?? `Reason ${adjustment.reason}: look it up in the payer's list`;
}

/** What to do about a reason, where the code set says so. */
export function workflowOf(reason: string): string | null {
  const attrs = carc(reason)?.attrs;
  return attrs && "workflow" in attrs ? String((attrs as CarcAttrs).workflow) : null;
}

/** A remark code in our own words. */
export function remarkMeaning(code: string): string {
  return periodsOf(BUILT_IN, "rarc", code)[0]?.label ?? "";
}

function carc(reason: string): CodeEntry | undefined {
  return periodsOf(BUILT_IN, "carc", reason).at(-1);
}

function stateOf(system: CodeSystem, code: string, onDate: LocalDate): "active" | "expired" | "unknown" {
  if (findCode(BUILT_IN, system, code, onDate)) return "active";
  return periodsOf(BUILT_IN, system, code).length > 0 ? "expired" : "unknown";
}

/** Level II begins with a letter, level I (CPT) with a digit. */
function serviceSystem(code: string): "hcpcs" | "cpt" {
  return /^[A-Z]/.test(code) ? "hcpcs" : "cpt";
}

const parents = new Set<string>();

/** Whether more exact codes stand beneath it. */
function hasChildren(code: string): boolean {
  if (parents.size === 0)
    for (const entry of BUILT_IN.entries.get("icd10cm") ?? []) {
      const key = entry.code.replace(".", "");
      for (let length = 3; length < key.length; length += 1) parents.add(key.slice(0, length));
    }
  return parents.has(code.replace(".", ""));
}
