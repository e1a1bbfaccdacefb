import { BUILT_IN, type CarcAttrs } from "@practicum/terminology/built-in";
import { codeKey, findCode, periodsOf, type CodeEntry, type CodeSystem } from "@practicum/terminology/code-system";
import type { LocalDate } from "@practicum/kernel/local-date";
import { FORCED } from "../../remittance/domain/force.ts";
import { codeEdits } from "./code-edits.ts";
import { serviceSystem, type KnownCodes } from "./known-codes.ts";
import type { CodeFacts } from "./scrub/finding.ts";

/** What the loaded code sets say about a claim's codes. */
export function codeFacts(known: KnownCodes): CodeFacts {
  const { set, headings } = known;
  const stateOf = (system: CodeSystem, code: string, onDate: LocalDate) => {
    if (findCode(set, system, code, onDate)) return "active";
    return periodsOf(set, system, code).length > 0 ? "expired" : "unknown";
  };
  return {
    diagnosis(code, onDate) {
      const entry = findCode(set, "icd10cm", code, onDate);
      const heading = headings.has(codeKey(code));
      if (entry) return entry.billable === false || heading ? "heading" : "billable";
      if (periodsOf(set, "icd10cm", code).length > 0) return "expired";
      return heading ? "heading" : "unknown";
    },
    service: (code, onDate) => stateOf(serviceSystem(code), code, onDate),
    modifier: (code, onDate) => stateOf("modifier", code, onDate),
    placeOfService: (code, onDate) => stateOf("pos", code, onDate),
    taxonomy: (code, onDate) => stateOf("taxonomy", code, onDate),
    edits: (content) => codeEdits(content, known),
  };
}

/** A procedure's label, when a code set has it. */
export function serviceEntry(code: string, onDate: LocalDate): CodeEntry | undefined {
  return findCode(BUILT_IN, serviceSystem(code), code, onDate);
}

/** An adjustment's reason in our own words; the code alone where no words are known. */
export function meaningOf(adjustment: { readonly group: string; readonly reason: string }): string {
  if (adjustment.reason === FORCED) return "the payer's sums do not hold; the difference was let go";
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
