import { isNpi } from "@practicum/kernel/npi";
import type { ElementRule, SegmentNode } from "../spec/compile.ts";
import { fault } from "./fault.ts";
import type { Report } from "./findings.ts";
import { remarkPositions } from "./remark-positions.ts";
import { digits } from "./text.ts";

/** What a value must mean wherever its segment stands: rules X12-E9 to X12-E12 of SPEC.md. */
export function checkMeaning(node: SegmentNode, segment: readonly string[], number: number, report: Report): void {
  switch (node.id) {
    case "NM1":
      if (segment[2] === "2") checkOrganization(node, segment, number, report);
      return checkNpi(node, segment[8], segment[9], 9, number, report);
    case "N1":
      return checkNpi(node, segment[3], segment[4], 4, number, report);
    case "N4":
      return checkPlace(node, segment, number, report);
    case "PER":
      return checkNumbers(node, segment, number, report);
    case "PRV":
      if (segment[2] === "PXC") checkForm(node, segment, 3, TAXONOMY, "X12-TAXONOMY", number, report);
      return;
    case "REF":
      if (segment[1] === "X4") checkForm(node, segment, 2, CLIA, "X12-CLIA", number, report);
      return;
    case "LQ":
      if (segment[1] === "HE") checkForm(node, segment, 2, REMARK, "X12-REMARK", number, report);
      return;
    case "MOA":
    case "MIA":
      for (const at of remarkPositions(node.id)) checkForm(node, segment, at, REMARK, "X12-REMARK", number, report);
      return;
    case "CAS":
      return checkAdjusted(node, segment, number, report);
  }
}

interface Form {
  readonly shape: RegExp;
  readonly words: string;
}
const TAXONOMY: Form = { shape: /^[0-9A-Z]{10}$/, words: "is not a taxonomy code: ten letters and digits" };
const CLIA: Form = { shape: /^\d{2}D\d{7}$/, words: "is not a CLIA number: two digits, D, seven digits" };
const REMARK: Form = { shape: /^(?:M|MA|N)\d{1,3}$/, words: "is not a remark code: M, MA or N and a number" };

/** X12-E14: codes of other lists have the form of their list; which of them exist is the list's business. */
function checkForm(
  node: SegmentNode,
  segment: readonly string[],
  position: number,
  { shape, words }: Form,
  name: string,
  number: number,
  report: Report,
): void {
  const value = segment[position];
  if (!value || shape.test(value)) return;
  fault(node, node.elements[position - 1] as ElementRule, undefined, number, name, words, report);
}

/** X12-E15: an adjustment of nothing explains nothing. Every third element from CAS03 is an amount. */
function checkAdjusted(node: SegmentNode, segment: readonly string[], number: number, report: Report): void {
  for (let at = 3; at < segment.length && at <= 18; at += 3) {
    const amount = segment[at];
    if (!amount || !NOTHING.test(amount)) continue;
    const rule = node.elements[at - 1] as ElementRule;
    fault(node, rule, undefined, number, "X12-ZERO", "is zero, and should be left out", report, "warning");
  }
}
const NOTHING = /^-?0*\.?0*$/;

/** X12-E9: an id that says that it is an NPI is one. */
function checkNpi(
  node: SegmentNode,
  qualifier: string | undefined,
  id: string | undefined,
  position: number,
  number: number,
  report: Report,
): void {
  if (qualifier !== "XX" || !id || isNpi(id)) return;
  const rule = node.elements[position - 1] as ElementRule;
  fault(node, rule, undefined, number, "X12-NPI", "is not a valid NPI: its check digit is wrong", report);
}

/** X12-E12: first, middle, prefix and suffix are parts of a person's name. */
function checkOrganization(node: SegmentNode, segment: readonly string[], number: number, report: Report): void {
  for (let position = 4; position <= 7; position += 1) {
    if (!segment[position]) continue;
    const rule = node.elements[position - 1] as ElementRule;
    // Where the guide has no such element, that has been said.
    if (rule.usage === "N") continue;
    return fault(node, rule, undefined, number, "X12-NAME", "is for a person, but NM102 says organization", report);
  }
}

/** X12-E10: states and ZIP codes of the United States, when no other country is given. */
function checkPlace(node: SegmentNode, segment: readonly string[], number: number, report: Report): void {
  const country = segment[4];
  if (country && country !== "US" && country !== "CA") return;
  const state = segment[2];
  for (const position of [2, 3]) {
    const rule = node.elements[position - 1] as ElementRule;
    if (segment[position] || rule.usage !== "S") continue;
    fault(node, rule, undefined, number, "X12-MISSING", "is required in the United States and Canada", report);
  }
  if (state && !isState(state))
    fault(node, node.elements[1] as ElementRule, undefined, number, "X12-STATE", "is not a state or province", report);
  const zip = segment[3];
  if (zip && country !== "CA" && !isZip(zip) && !PROVINCES.has(state ?? ""))
    fault(node, node.elements[2] as ElementRule, undefined, number, "X12-ZIP", "must have five or nine digits", report);
}

/** A state, territory or province, by its two letters. */
export function isState(text: string): boolean {
  return STATES.has(text);
}

function isZip(zip: string): boolean {
  return (zip.length === 5 || zip.length === 9) && digits(zip, 0, zip.length) >= 0;
}

const PROVINCES = new Set("AB BC MB NB NL NS NT NU ON PE QC SK YT".split(" "));
const STATES = new Set(
  (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK " +
    "OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI UM FM MH PW AA AE AP"
  ).split(" "),
);
for (const province of PROVINCES) STATES.add(province);

/** X12-E11: a telephone or fax number is ten digits. */
function checkNumbers(node: SegmentNode, segment: readonly string[], number: number, report: Report): void {
  for (let at = 3; at + 1 < segment.length && at <= 7; at += 2) {
    const kind = segment[at];
    const value = segment[at + 1];
    if ((kind !== "TE" && kind !== "FX") || !value) continue;
    if (value.length === 10 && digits(value, 0, 10) >= 0) continue;
    const rule = node.elements[at] as ElementRule;
    fault(node, rule, undefined, number, "X12-PHONE", "should be ten digits", report, "warning");
  }
}
