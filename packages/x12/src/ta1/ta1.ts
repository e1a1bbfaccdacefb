import type { Result } from "@practicum/kernel/result";
import { collectFindings, isAcceptable } from "../core/findings.ts";
import { date8, dateOf, interchangeHeader, time4, timeOf } from "../core/interchange.ts";
import { numberOf } from "../core/pick.ts";
import { X12Reader } from "../core/reader.ts";
import type { Segment } from "../core/walker.ts";
import { controlOnly, type WriteOptions } from "../core/writer.ts";
import type { Finding, InterchangeHeader, ReadResult } from "../types.ts";
import type { Ta1 } from "./types.ts";

/** An interchange that holds nothing but interchange acknowledgments. */
export interface Ta1Interchange {
  readonly interchange: InterchangeHeader;
  readonly acknowledgments: readonly Ta1[];
}

/** Finds the TA1 segments of a file, whatever else is in it. Never throws. */
export function readTa1(text: string | Iterable<string>): ReadResult<readonly Ta1Interchange[]> {
  const { findings, report } = collectFindings();
  const interchanges: Ta1Interchange[] = [];
  let found: Ta1[] = [];
  const reader = new X12Reader({
    report,
    interchangeStart: () => (found = []),
    ta1: (ta1) => found.push(parseTa1(ta1)),
    interchangeEnd: (isa) => {
      if (found.length > 0) interchanges.push({ interchange: interchangeHeader(isa), acknowledgments: found });
      found = [];
    },
  });
  if (typeof text === "string") reader.push(text);
  else for (const chunk of text) reader.push(chunk);
  reader.end();
  return { value: interchanges, findings };
}

/** One TA1 segment. */
export function parseTa1(ta1: Segment): Ta1 {
  return {
    controlNumber: numberOf(ta1[1]),
    date: dateOf(`20${ta1[2] ?? ""}`) ?? "2000-01-01",
    time: timeOf(ta1[3]) ?? "00:00",
    // An outcome that is none is not taken for a yes.
    outcome: ta1[4] === "A" || ta1[4] === "E" ? ta1[4] : "R",
    note: ta1[5] ?? "",
  };
}

/** Writes an interchange of TA1 segments and no group (X12 005010, interchange acknowledgment). */
export function writeTa1(value: Ta1Interchange, options?: WriteOptions): Result<string, readonly Finding[]> {
  const segments = value.acknowledgments.map((ta1) => [
    "TA1",
    String(ta1.controlNumber).padStart(9, "0"),
    date8(ta1.date).slice(2),
    time4(ta1.time),
    ta1.outcome,
    ta1.note,
  ]);
  return controlOnly(value.interchange, segments, options);
}

/** The interchanges of a file of someone else, and what their envelopes are worth. */
export interface JudgedInterchanges {
  /** The headers, in their order; at least one. */
  readonly asked: readonly [InterchangeHeader, ...InterchangeHeader[]];
  /** The answer to each of them: accepted, or rejected with the same note, as far as the file's envelopes go. */
  readonly answers: readonly [Ta1, ...Ta1[]];
}

/** Undefined when there is no interchange to answer. */
export function judgeInterchanges(text: string): JudgedInterchanges | undefined {
  const { findings, report } = collectFindings();
  const headers: InterchangeHeader[] = [];
  const reader = new X12Reader({ report, interchangeStart: (isa) => headers.push(interchangeHeader(isa)) });
  reader.push(text);
  reader.end();
  const [first, ...others] = headers;
  if (!first) return undefined;
  const note = noteOf(findings);
  const answer = ({ controlNumber, date, time }: InterchangeHeader): Ta1 => ({
    controlNumber,
    date,
    time,
    outcome: note === "000" ? "A" : "R",
    note,
  });
  return { asked: [first, ...others], answers: [answer(first), ...others.map(answer)] };
}

/**
 * The TA1 for the first interchange of a file.
 *
 * @internal For tests; the simulators judge all interchanges of a file.
 */
export function buildTa1(text: string): Ta1 | undefined {
  return judgeInterchanges(text)?.answers[0];
}

/** Interchange note codes (element I18) for our envelope rules; the first that fits. */
const NOTES: readonly (readonly [prefix: string, element: number | undefined, note: string])[] = [
  ["X12-IEA02", undefined, "001"],
  ["X12-IEA01", undefined, "021"],
  ["X12-IEA-MISSING", undefined, "023"],
  ["X12-ISA-CODE", 5, "005"],
  ["X12-ISA-ID", 6, "006"],
  ["X12-ISA-CODE", 7, "007"],
  ["X12-ISA-ID", 8, "008"],
  ["X12-ISA-DATE", undefined, "014"],
  ["X12-ISA-TIME", undefined, "015"],
  ["X12-ISA-NUMBER", undefined, "018"],
  ["X12-ISA-CODE", 14, "019"],
  ["X12-ISA-CODE", 15, "020"],
  ["X12-ISA-106", undefined, "022"],
  ["X12-ISA-LENGTH", undefined, "022"],
  ["X12-GE-MISSING", undefined, "022"],
  ["X12-GS-CODE", undefined, "024"],
  ["X12-GS-ELEMENTS", undefined, "024"],
  ["X12-GS-LENGTH", undefined, "024"],
  ["X12-GS-NUMBER", undefined, "024"],
  ["X12-ISA", undefined, "022"],
];

function noteOf(findings: readonly Finding[]): string {
  if (isAcceptable(findings)) return "000";
  for (const [rule, element, note] of NOTES)
    for (const finding of findings)
      if (finding.severity === "error" && finding.rule === rule)
        if (element === undefined || finding.elementPosition === element) return note;
  return "000";
}
