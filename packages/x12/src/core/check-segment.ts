import type { Condition, ElementRule, SegmentNode } from "../spec/compile.ts";
import type { Delimiters } from "../types.ts";
import { checkMeaning } from "./check-meaning.ts";
import { fault } from "./fault.ts";
import type { Report } from "./findings.ts";
import { CHARACTERS, decimalShape, isDate8, isTime } from "./text.ts";

/**
 * Checks the elements of one segment against its place in the description: presence, length, type, code, relational
 * conditions. Rules X12-E1 to X12-E7 of SPEC.md.
 *
 * `good` is an earlier segment at the same place that had no fault. Payers, days and codes come again and again: an element
 * that is the same as in it has no fault either, and when all are the same there is nothing to look at.
 *
 * @returns whether all are the same.
 */
export function checkSegment(
  node: SegmentNode,
  segment: readonly string[],
  good: readonly string[] | undefined,
  number: number,
  delimiters: Delimiters,
  report: Report,
): boolean {
  const rules = node.elements;
  const sent = segment.length - 1;
  const known = rules.length;
  const looked = sent < known ? sent : known;
  let same = good !== undefined && good.length === segment.length;
  for (let at = 0; at < looked; at += 1) {
    const value = segment[at + 1] as string;
    if (good !== undefined && value === good[at + 1]) continue;
    same = false;
    const rule = rules[at] as ElementRule;
    if (value === "") {
      if (rule.usage === "R") missing(node, rule, number, report);
    } else if (rule.usage === "N") {
      fault(node, rule, undefined, number, "X12-NOT-USED", "is not used here and must be left empty", report);
    } else if (rule.components) checkComposite(node, rule, value, number, delimiters, report);
    else if (rule.repeat > 1 && delimiters.repetition !== "" && value.includes(delimiters.repetition))
      checkRepetitions(node, rule, value, number, delimiters, report);
    else checkValue(node, rule, undefined, value, number, report);
  }
  if (same) return true;
  for (let at = looked; at < node.lastRequired; at += 1) {
    const rule = rules[at] as ElementRule;
    if (rule.usage === "R") missing(node, rule, number, report);
  }
  if (sent > known) surplus(node, segment, number, report);
  else if (sent > 0 && segment[sent] === "") trailing(node, number, report);
  if (sent >= node.conditionsFrom)
    for (const condition of node.conditions)
      if (sent >= condition.from) checkCondition(node, condition, segment, number, report);
  if (node.dateFormatPosition > 0 && sent > node.dateFormatPosition) checkDateFormat(node, segment, number, report);
  checkMeaning(node, segment, number, report);
  return false;
}

function checkComposite(
  node: SegmentNode,
  rule: ElementRule,
  value: string,
  number: number,
  delimiters: Delimiters,
  report: Report,
): void {
  if (rule.repeat > 1 && delimiters.repetition !== "" && value.includes(delimiters.repetition)) {
    const parts = value.split(delimiters.repetition);
    if (parts.length > rule.repeat) repeats(node, rule, number, report);
    for (const part of parts) checkComposite(node, rule, part, number, delimiters, report);
    return;
  }
  const components = rule.components ?? [];
  const count = components.length;
  let from = 0;
  for (let at = 0; at < count; at += 1) {
    const component = components[at] as ElementRule;
    let part = "";
    if (from >= 0) {
      const end = value.indexOf(delimiters.component, from);
      part = end < 0 ? (from === 0 ? value : value.slice(from)) : value.slice(from, end);
      if (end < 0 && at === 0 && rule.lastRequired > 1 && OTHER_SEPARATOR.test(value)) {
        const what = `seems to be parted by another character than ISA16 says (${delimiters.component})`;
        return fault(node, rule, undefined, number, "X12-SEPARATOR", what, report);
      }
      from = end < 0 ? -1 : end + 1;
    } else if (at >= rule.lastRequired) return;
    if (part === "") {
      if (component.usage === "R") missing(node, rule, number, report, component);
    } else if (component.usage === "N")
      fault(node, rule, component, number, "X12-NOT-USED", "is not used here and must be left empty", report);
    else checkValue(node, rule, component, part, number, report);
  }
  if (from >= 0) fault(node, rule, undefined, number, "X12-SURPLUS", "has more components than there are", report);
}

/** What parts components in files whose ISA16 says otherwise. */
const OTHER_SEPARATOR = /[^\s][>:|<\\][^\s]/;

function checkRepetitions(
  node: SegmentNode,
  rule: ElementRule,
  value: string,
  number: number,
  delimiters: Delimiters,
  report: Report,
): void {
  const parts = value.split(delimiters.repetition);
  if (parts.length > rule.repeat) repeats(node, rule, number, report);
  for (const part of parts) checkValue(node, rule, undefined, part, number, report);
}

/** `element` is the element of the segment, `component` the part of it that `value` is, where it has parts. */
function checkValue(
  node: SegmentNode,
  element: ElementRule,
  component: ElementRule | undefined,
  value: string,
  number: number,
  report: Report,
): void {
  const rule = component ?? element;
  const type = rule.type;
  if (type === "R" || type === "N0") return checkNumber(node, element, component, value, number, report);
  const length = value.length;
  if (length > rule.max)
    fault(node, element, component, number, "X12-LONG", `is longer than ${rule.max} characters`, report);
  else if (length < rule.min)
    fault(node, element, component, number, "X12-SHORT", `is shorter than ${rule.min} characters`, report);
  if (type === "DT") {
    if (length === 8 && !isDate8(value))
      fault(node, element, component, number, "X12-DATE", "is not a day of the calendar (CCYYMMDD)", report);
  } else if (type === "TM") {
    if (length >= rule.min && length <= rule.max && !isTime(value))
      fault(node, element, component, number, "X12-TIME", "is not a time of day (HHMM)", report);
  } else if (rule.codes !== undefined) {
    if (!rule.codes.has(value))
      fault(node, element, component, number, "X12-CODE", "is not one of the codes allowed here", report);
  } else checkCharacters(node, element, component, value, number, report);
}

const AMOUNT = 782;

function checkNumber(
  node: SegmentNode,
  element: ElementRule,
  component: ElementRule | undefined,
  value: string,
  number: number,
  report: Report,
): void {
  const rule = component ?? element;
  const shape = decimalShape(value);
  const decimals = shape & 7;
  if (shape < 0 || (rule.type === "N0" && decimals > 0))
    return fault(node, element, component, number, "X12-NUMBER", "must be a number", report);
  // The minus and the point do not count; a number is never too short (X12.6, 3.5).
  if (shape >> 3 > rule.max)
    fault(node, element, component, number, "X12-LONG", `is longer than ${rule.max} digits`, report);
  if (rule.codes !== undefined && !rule.codes.has(value))
    fault(node, element, component, number, "X12-CODE", "is not one of the codes allowed here", report);
  if (rule.number === AMOUNT && decimals > 2 && decimals < 7)
    fault(node, element, component, number, "X12-CENTS", "has more than two decimals", report, "warning");
}

function checkCharacters(
  node: SegmentNode,
  element: ElementRule,
  component: ElementRule | undefined,
  value: string,
  number: number,
  report: Report,
): void {
  let inked = false;
  const length = Math.min(value.length, 1024);
  for (let at = 0; at < length; at += 1) {
    const code = value.charCodeAt(at);
    if (code > 127 || CHARACTERS[code] === 0) {
      const severity = code > 127 ? "warning" : "error";
      return fault(
        node,
        element,
        component,
        number,
        "X12-CHARACTER",
        "holds a character that X12 does not carry",
        report,
        severity,
      );
    }
    if (code !== 32) inked = true;
  }
  if (!inked) fault(node, element, component, number, "X12-BLANK", "holds blanks only", report);
  else if (value.charCodeAt(value.length - 1) === 32)
    fault(node, element, component, number, "X12-SPACES", "ends with blanks", report, "warning");
}

function checkCondition(
  node: SegmentNode,
  condition: Condition,
  segment: readonly string[],
  number: number,
  report: Report,
): void {
  const positions = condition.positions;
  let present = 0;
  for (const position of positions) if (segment[position]) present += 1;
  const first = positions[0] as number;
  const broken =
    condition.kind === "P"
      ? present > 0 && present < positions.length
      : condition.kind === "R"
        ? present === 0
        : condition.kind === "E"
          ? present > 1
          : condition.kind === "C"
            ? Boolean(segment[first]) && present < positions.length
            : Boolean(segment[first]) && present < 2;
  if (!broken) return;
  const missingAt = positions.find((position) => !segment[position]) ?? first;
  const list = positions.map((position) => elementLabel(node, position)).join(", ");
  const words = {
    P: `${list} go together: all of them or none`,
    R: `one of ${list} is needed`,
    E: `only one of ${list} may be sent`,
    C: `${elementLabel(node, first)} needs ${list.slice(list.indexOf(",") + 2)} too`,
    L: `${elementLabel(node, first)} needs one of ${list.slice(list.indexOf(",") + 2)}`,
  }[condition.kind];
  report({
    severity: "error",
    segmentNumber: number,
    segmentId: node.id,
    elementPosition: missingAt,
    loop: node.loop.id,
    rule: `X12-CONDITION-${condition.kind}`,
    message: `In the ${node.name} segment, ${words}.`,
  });
}

function checkDateFormat(node: SegmentNode, segment: readonly string[], number: number, report: Report): void {
  const position = node.dateFormatPosition;
  const format = segment[position];
  const value = segment[position + 1];
  if (!format || !value) return;
  if (isDateOf(format, value)) return;
  const rule = node.elements[position] as ElementRule;
  const want = format === "RD8" ? "two days, CCYYMMDD-CCYYMMDD, the second not before the first" : "a day, CCYYMMDD";
  fault(node, rule, undefined, number, "X12-DATE", `must be ${want}`, report);
}

/** Whether a value is of its date format (element 1250). A format that we do not know is left alone. */
export function isDateOf(format: string, value: string): boolean {
  switch (format) {
    case "D8":
      return value.length === 8 && isDate8(value);
    case "RD8":
      return (
        value.length === 17 &&
        value[8] === "-" &&
        isDate8(value) &&
        isDate8(value, 9) &&
        value.slice(0, 8) <= value.slice(9)
      );
    case "DT":
      return value.length === 12 && isDate8(value) && isTime(value.slice(8));
    case "TM":
      return isTime(value);
    default:
      return true;
  }
}

function elementLabel(node: SegmentNode, position: number): string {
  const name = node.elements[position - 1]?.name ?? "";
  return `${node.id}${String(position).padStart(2, "0")} (${name})`;
}

function missing(
  node: SegmentNode,
  element: ElementRule,
  number: number,
  report: Report,
  component?: ElementRule,
): void {
  fault(node, element, component, number, "X12-MISSING", "is required and is missing", report);
}

function repeats(node: SegmentNode, rule: ElementRule, number: number, report: Report): void {
  fault(node, rule, undefined, number, "X12-REPETITIONS", `is repeated more than ${rule.repeat} times`, report);
}

function surplus(node: SegmentNode, segment: readonly string[], number: number, report: Report): void {
  let last = segment.length - 1;
  while (last > node.elements.length && segment[last] === "") last -= 1;
  const only = last === node.elements.length;
  report({
    severity: only ? "warning" : "error",
    segmentNumber: number,
    segmentId: node.id,
    elementPosition: node.elements.length + 1,
    loop: node.loop.id,
    rule: only ? "X12-TRAILING" : "X12-SURPLUS",
    message: `The ${node.name} segment (${node.id}) has more than its ${node.elements.length} elements.`,
  });
}

function trailing(node: SegmentNode, number: number, report: Report): void {
  report({
    severity: "warning",
    segmentNumber: number,
    segmentId: node.id,
    loop: node.loop.id,
    rule: "X12-TRAILING",
    message: `The ${node.name} segment (${node.id}) ends with empty elements, which should be left out.`,
  });
}
