import { BUILT_IN } from "@practicum/terminology/built-in";
import { findCode, type CodeEntry } from "@practicum/terminology/code-system";
import { editExcludes1 } from "@practicum/terminology/edits/diagnoses";
import type { EditFinding, EditLine, EditRule } from "@practicum/terminology/edits/finding";
import { editAddOn, editGlobalDays } from "@practicum/terminology/edits/procedures";
import { must } from "@practicum/kernel/assert";
import type { ClaimContent } from "./claim-content.ts";
import type { CodeEdit } from "./scrub/finding.ts";

/** The scrub rule that each edit of terminology expresses. */
const RULES: { readonly [R in EditRule]?: string } = {
  excludes1: "28",
  "manifestation-first": "28",
  "diagnosis-age": "29",
  "diagnosis-sex": "29",
  "ptp-never": "33",
  "ptp-needs-modifier": "33",
  "mue-line": "34",
  "mue-day": "34",
  "add-on-without-primary": "35",
  "visit-needs-24": "35",
  "visit-needs-25": "35",
  "visit-needs-57": "35",
  "procedure-in-global-days": "35",
};

/**
 * Edits between the codes of a claim, by what the built-in sets know: Excludes1, add-ons and global days (SCRUB-28, 35). CMS's
 * tables of bundled pairs, units and ages (SCRUB-29, 33, 34) hold CPT numbers and come with a practice's own files.
 */
export function codeEdits(content: ClaimContent): readonly CodeEdit[] {
  const lines = content.lines.map((line): EditLine => ({
    line: line.lineNumber,
    code: line.code,
    modifiers: line.modifiers,
    units: line.units,
    onDate: content.serviceDate,
  }));
  const facts = lines.map((line) => ({ line, attrs: serviceOf(line)?.attrs ?? {} }));
  const addOns = facts
    .filter(({ attrs }) => attrs["addOn"] === true)
    .map(({ line }) => ({ addOn: line.code, primary: null, type: 2 as const }));
  const procedures = facts.flatMap(({ line, attrs }) => {
    const days = attrs["globalDays"];
    return typeof days === "number"
      ? [{ code: line.code, onDate: line.onDate, global: String(days).padStart(3, "0") }]
      : [];
  });
  return [
    ...editExcludes1(content.diagnoses.map((one) => one.code)),
    ...editAddOn(lines, addOns),
    ...editGlobalDays(lines, procedures),
  ].flatMap(toEdit);
}

function serviceOf(line: EditLine): CodeEntry | undefined {
  return findCode(BUILT_IN, /^[A-Z]/.test(line.code) ? "hcpcs" : "cpt", line.code, line.onDate);
}

function toEdit(finding: EditFinding): CodeEdit[] {
  const rule = RULES[finding.rule];
  if (rule === undefined) return [];
  const onLine = finding.line !== undefined;
  return [
    {
      rule,
      severity: finding.severity,
      message: finding.message,
      element: onLine ? `2400 SV101 (line ${finding.line})` : "2300 HI",
      at: onLine ? { kind: "line", place: must(finding.line) } : { kind: "diagnosis", place: finding.diagnosis ?? 1 },
    },
  ];
}
