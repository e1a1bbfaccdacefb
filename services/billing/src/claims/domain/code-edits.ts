import type { AddOn } from "@practicum/terminology/edit-data";
import { findCode, type CodeAttrs } from "@practicum/terminology/code-system";
import { editAgeAndSex, editDiagnosisOrder, editExcludes1 } from "@practicum/terminology/edits/diagnoses";
import { isVisitCode, type EditFinding, type EditLine, type EditRule } from "@practicum/terminology/edits/finding";
import {
  editAddOn,
  editGlobalDays,
  editMue,
  editPtp,
  type GlobalProcedure,
} from "@practicum/terminology/edits/procedures";
import { must } from "@practicum/kernel/assert";
import { formatDate } from "@practicum/kernel/local-date";
import type { ClaimContent } from "./claim-content.ts";
import { serviceSystem, type EarlierService, type KnownCodes } from "./known-codes.ts";
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
 * Edits between the codes of a claim: Excludes1, order, age and sex (SCRUB-28, 29), bundled pairs (33), units (34), add-ons and
 * global days (35). CMS's tables hold CPT numbers and come with a practice's own files: what was not loaded finds nothing,
 * but add-ons and global days fall back on what the built-in sets know of their codes.
 */
export function codeEdits(content: ClaimContent, known: KnownCodes): readonly CodeEdit[] {
  const { tables } = known;
  const diagnoses = content.diagnoses.map((one) => one.code);
  const lines = content.lines.map((line): EditLine => ({
    line: line.lineNumber,
    code: line.code,
    modifiers: line.modifiers,
    units: line.units,
    onDate: content.serviceDate,
  }));
  const patient = { bornOn: content.patient.birthDate, sex: content.patient.sex };
  const limits = tables.limits ?? [];
  return [
    ...editDiagnosisOrder(diagnoses, limits),
    ...editAgeAndSex(diagnoses, content.serviceDate, patient, limits),
    ...editExcludes1(diagnoses),
    ...editPtp(lines, tables.ptp ?? []),
    ...editMue(lines, tables.mue ?? []),
    ...editAddOn(lines, tables.addOns ?? builtInAddOns(lines, known)),
    ...editGlobalDays(lines, globalProcedures(lines, known)),
  ]
    .flatMap(toEdit)
    .concat(newPatientEdits(lines, known.earlier));
}

/** Office, home, eye and preventive visits of a new patient (CPT numbers). */
const NEW_PATIENT = /^(9920[2-5]|9934[1245]|9200[24]|9938[1-7])$/;
const NEW_PATIENT_YEARS = 3;

/**
 * SCRUB-39: a patient is new who was not seen within three years by the same specialty of the practice (Medicare Claims
 * Processing Manual, chapter 12, section 30.6.7). A warning: the signed note has the code, and may know better.
 */
function newPatientEdits(lines: readonly EditLine[], earlier: readonly EarlierService[]): CodeEdit[] {
  return lines.flatMap((line): CodeEdit[] => {
    if (!NEW_PATIENT.test(line.code)) return [];
    const since = `${Number(line.onDate.slice(0, 4)) - NEW_PATIENT_YEARS}${line.onDate.slice(4)}`;
    const seen = earlier.findLast((one) => isVisitCode(one.code) && one.onDate > since);
    if (!seen) return [];
    const message = `Line ${line.line}: ${line.code} is for a new patient, but this one was seen on ${formatDate(seen.onDate)}: payers pay the code of an established one.`;
    const element = `2400 SV101 (line ${line.line})`;
    return [{ rule: "39", severity: "warning", message, element, at: { kind: "line", place: line.line } }];
  });
}

function attrsOf({ set }: KnownCodes, { code, onDate }: EarlierService): CodeAttrs {
  return findCode(set, serviceSystem(code), code, onDate)?.attrs ?? {};
}

function builtInAddOns(lines: readonly EditLine[], known: KnownCodes): AddOn[] {
  return lines
    .filter((line) => attrsOf(known, line)["addOn"] === true)
    .map((line) => ({ addOn: line.code, primary: null, type: 2 }));
}

/** Of this claim and of other visits, those whose payment includes days around them. */
function globalProcedures(lines: readonly EditLine[], known: KnownCodes): GlobalProcedure[] {
  const { indicators } = known.tables;
  return [...lines, ...known.earlier].flatMap((service) => {
    const { code, onDate } = service;
    const days = attrsOf(known, service)["globalDays"];
    const builtIn = typeof days === "number" ? String(days).padStart(3, "0") : undefined;
    const global = indicators ? indicators.find((one) => one.code === code)?.global : builtIn;
    return global === undefined ? [] : [{ code, onDate, global }];
  });
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
