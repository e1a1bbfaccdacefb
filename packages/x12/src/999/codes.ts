import { SEGMENT_ELEMENTS } from "../spec/segments.ts";

/** Our rules as the codes of the 999 (X12 005010X231A1): IK304, IK403, IK502 and AK905. */

const SEGMENT_CODES: Readonly<Record<string, string>> = {
  "X12-SEGMENT-ID": "1",
  "X12-UNEXPECTED": "2",
  "X12-SEGMENT-MISSING": "3",
  "X12-LOOP-MISSING": "I7",
  "X12-LOOP-REPEAT": "4",
  "X12-SEGMENT-REPEAT": "5",
  "X12-ORDER": "7",
  "X12-LIMIT-SEGMENT": "1",
};

const ELEMENT_CODES: Readonly<Record<string, string>> = {
  "X12-MISSING": "1",
  "X12-SURPLUS": "3",
  "X12-SHORT": "4",
  "X12-LONG": "5",
  "X12-NUMBER": "6",
  "X12-CHARACTER": "6",
  "X12-BLANK": "6",
  "X12-CODE": "7",
  "X12-QUALIFIER": "7",
  "X12-DATE": "8",
  "X12-TIME": "9",
  "X12-CONDITION-E": "10",
  "X12-REPETITIONS": "12",
  "X12-NOT-USED": "I10",
  "X12-NAME": "I13",
  "X12-HL01": "I12",
  "X12-HL02": "I12",
  "X12-HL04": "I12",
};

/** What a segment's id looks like: anything else may be a patient's data, and is not repeated. */
export const SEGMENT_ID = /^[A-Z][A-Z0-9]{1,2}$/;

/** Segments of 005010 that no transaction described here has. */
const OTHER_SEGMENTS = new Set(
  (
    "ACT ADX BEG BIG BIN BSN CL1 CR4 CR6 CR7 CR8 CTT ENT FOB G62 IDC IMM IT1 ITD N9 NX1 PID PO1 RMR SAC SLN SV2 SV3 SV4 SV6 " +
    "SV7 TDS TOO TXI UM YNQ"
  ).split(" "),
);

export function isSegment(id: string): boolean {
  return SEGMENT_ELEMENTS[id] !== undefined || OTHER_SEGMENTS.has(id);
}

/** Rules of what a value means; a 999 says nothing of these. */
const MEANING = new Set(["X12-NPI", "X12-STATE", "X12-ZIP", "X12-PHONE", "X12-CENTS"]);

/** Whether a rule is about form: segments, elements, their order and kinds. */
export function isSyntax(rule: string): boolean {
  return rule.startsWith("X12-") && !MEANING.has(rule);
}

/** IK304; "8" when an element of the segment is wrong. */
export function segmentErrorCode(rule: string): string {
  return SEGMENT_CODES[rule] ?? "8";
}

/** IK403; "2" for a relational condition that wants more elements. */
export function elementErrorCode(rule: string): string {
  return ELEMENT_CODES[rule] ?? (rule.startsWith("X12-CONDITION-") ? "2" : "I12");
}

/** IK502: faults of the transaction's own frame. */
export const TRANSACTION_ERRORS: Readonly<Record<string, string>> = {
  "X12-ST-UNSUPPORTED": "1",
  "X12-SE-MISSING": "2",
  "X12-SE02": "3",
  "X12-SE01": "4",
  "X12-ST02": "7",
  "X12-ST02-TWICE": "23",
  "X12-ST03": "I6",
  "X12-ST03-GS08": "I6",
};

/** AK905: faults of the group's own frame. */
export const GROUP_ERRORS: Readonly<Record<string, string>> = {
  "X12-GS01": "1",
  "X12-GS-VERSION": "2",
  "X12-GE-MISSING": "3",
  "X12-GE02": "4",
  "X12-GE01": "5",
  "X12-GS-NUMBER": "6",
};
