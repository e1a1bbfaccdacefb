import type { Report } from "./findings.ts";
import { LIMITS } from "./findings.ts";
import { digits, isDate8, isTime } from "./text.ts";
import type { Segment } from "./walker.ts";

/** Says what is wrong with a control segment. */
export interface EnvelopeFault {
  (
    rule: string,
    segmentId: string,
    number: number,
    position: number | undefined,
    message: string,
    severity?: "warning",
  ): void;
}

export function envelopeFault(report: Report): EnvelopeFault {
  return (rule, segmentId, segmentNumber, elementPosition, message, severity) =>
    report({
      severity: severity ?? "error",
      segmentNumber,
      segmentId,
      ...(elementPosition === undefined ? {} : { elementPosition }),
      rule,
      message,
    });
}

const ISA_LENGTHS = [3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
/** What an interchange id can be (ISA05, ISA07). */
const ID_KINDS: ReadonlySet<string> = new Set(["01", "14", "20", "27", "28", "29", "30", "33", "ZZ"]);

/** The kind of an interchange id for an answer: one that the guides don't allow can't be sent back, and is "mutually defined". */
export function allowedIdKind(kind: string): string {
  return ID_KINDS.has(kind) ? kind : "ZZ";
}

/** The codes of the guides' appendix on control segments, by element. */
const ISA_CODES: readonly (readonly [position: number, codes: ReadonlySet<string>, what: string])[] = [
  [1, new Set(["00", "03"]), "kind of authorization"],
  [3, new Set(["00", "01"]), "kind of security information"],
  [5, ID_KINDS, "kind of interchange id"],
  [7, ID_KINDS, "kind of interchange id"],
];

/** ISA: fixed lengths, kinds and codes (X12.5). */
export function checkIsa(isa: Segment, number: number, fault: EnvelopeFault, repetition: string): void {
  isa.forEach((value, at) => {
    if (at > 0 && value.length !== ISA_LENGTHS[at])
      fault("X12-ISA-LENGTH", "ISA", number, at, `ISA${pad(at)} must be exactly ${ISA_LENGTHS[at]} characters long.`);
  });
  for (const [at, codes, what] of ISA_CODES)
    if (!codes.has(isa[at] ?? ""))
      fault("X12-ISA-CODE", "ISA", number, at, `ISA${pad(at)} is not a ${what} that the guides allow.`);
  for (const at of [6, 8])
    if ((isa[at] ?? "").trim() === "")
      fault("X12-ISA-ID", "ISA", number, at, `ISA${pad(at)} (interchange id) is empty.`);
  if (!isDate8(`20${isa[9] ?? ""}`) || isa[9]?.length !== 6)
    fault("X12-ISA-DATE", "ISA", number, 9, "ISA09 is not a day (YYMMDD).");
  if (!isTime(isa[10] ?? "")) fault("X12-ISA-TIME", "ISA", number, 10, "ISA10 is not a time (HHMM).");
  if (repetition === "" || isa[11] !== repetition)
    fault("X12-ISA-REPETITION", "ISA", number, 11, "ISA11 should be the repetition separator, such as ^.", "warning");
  if (isa[12] !== "00501")
    fault("X12-ISA-VERSION", "ISA", number, 12, "ISA12 should be 00501, the version this file is read as.", "warning");
  if (digits(isa[13] ?? "", 0, isa[13]?.length ?? 0) < 0 || isa[13] === "")
    fault("X12-ISA-NUMBER", "ISA", number, 13, "ISA13 (interchange control number) must be nine digits.");
  if (isa[14] !== "0" && isa[14] !== "1") fault("X12-ISA-CODE", "ISA", number, 14, "ISA14 must be 0 or 1.");
  if (isa[15] !== "P" && isa[15] !== "T")
    fault("X12-ISA-CODE", "ISA", number, 15, "ISA15 must be P (production) or T (test).");
}

/** GS. */
export function checkGs(gs: Segment, number: number, fault: EnvelopeFault): void {
  if (gs.length !== 9) fault("X12-GS-ELEMENTS", "GS", number, undefined, "GS must have eight elements.");
  if (!/^[A-Z]{2}$/.test(gs[1] ?? ""))
    fault("X12-GS-CODE", "GS", number, 1, "GS01 must be a functional group code of two letters.");
  for (const at of [2, 3]) {
    const length = (gs[at] ?? "").length;
    if (length < 2 || length > 15)
      fault("X12-GS-LENGTH", "GS", number, at, `GS${pad(at)} must have 2 to 15 characters.`);
  }
  if (gs[4]?.length !== 8 || !isDate8(gs[4])) fault("X12-GS-DATE", "GS", number, 4, "GS04 is not a day (CCYYMMDD).");
  if (!isTime(gs[5] ?? "")) fault("X12-GS-TIME", "GS", number, 5, "GS05 is not a time (HHMM).");
  if (!/^\d{1,9}$/.test(gs[6] ?? ""))
    fault("X12-GS-NUMBER", "GS", number, 6, "GS06 (group control number) must be one to nine digits.");
  if (gs[7] !== "X") fault("X12-GS-CODE", "GS", number, 7, "GS07 must be X.");
  if (!gs[8]) fault("X12-GS-VERSION", "GS", number, 8, "GS08 (version) is missing.");
}

/** TA1: the interchange acknowledgment (X12.5). Its notes are counted up to 031. */
export function checkTa1(ta1: Segment, number: number, fault: EnvelopeFault): void {
  if (ta1.length !== 6) fault("X12-TA1-ELEMENTS", "TA1", number, undefined, "TA1 must have five elements.");
  if (!/^\d{9}$/.test(ta1[1] ?? "")) fault("X12-TA1-NUMBER", "TA1", number, 1, "TA101 must be nine digits.");
  if (ta1[2]?.length !== 6 || !isDate8(`20${ta1[2]}`))
    fault("X12-TA1-DATE", "TA1", number, 2, "TA102 is not a day (YYMMDD).");
  if (ta1[3]?.length !== 4 || !isTime(ta1[3])) fault("X12-TA1-TIME", "TA1", number, 3, "TA103 is not a time (HHMM).");
  if (!/^[AER]$/.test(ta1[4] ?? "")) fault("X12-TA1-CODE", "TA1", number, 4, "TA104 must be A, E or R.");
  const note = ta1[5] ?? "";
  if (!/^0[0-3]\d$/.test(note) || note > "031") fault("X12-TA1-CODE", "TA1", number, 5, "TA105 must be 000 to 031.");
  else if (ta1[4] === "A" && note !== "000")
    fault("X12-TA1-CODE", "TA1", number, 5, "TA105 must be 000 where all is accepted (TA104 A).");
}

/** SE, GE and IEA: the count and the number of what they close. */
export function checkTrailer(
  segment: Segment,
  number: number,
  opened: string,
  count: number,
  what: { readonly counted: string; readonly opener: string },
  fault: EnvelopeFault,
): void {
  const id = segment[0] as string;
  if (!/^\d{1,10}$/.test(segment[1] ?? "") || Number(segment[1]) !== count)
    fault(`X12-${id}01`, id, number, 1, `${id}01 must be the number of ${what.counted}, which is ${count}.`);
  if ((segment[2] ?? "") !== opened) fault(`X12-${id}02`, id, number, 2, `${id}02 must be the same as ${what.opener}.`);
  if (segment.length > 3) fault(`X12-${id}-ELEMENTS`, id, number, 3, `${id} has two elements only.`);
}

/** Finds control numbers used twice; remembers a limited number of them. */
export class UsedNumbers {
  private readonly used = new Set<string>();
  again(value: string): boolean {
    if (this.used.has(value)) return true;
    if (this.used.size < LIMITS.controlNumbers) this.used.add(value);
    return false;
  }
  clear(): void {
    this.used.clear();
  }
}

function pad(at: number): string {
  return String(at).padStart(2, "0");
}

/** Faults of the frame that have one place and one text: rule, segment, element, words. */
export const FRAME_FAULTS = {
  noIsa: ["X12-NO-ISA", "", 0, "This is not an X12 file: there is no ISA segment in it."],
  isaLength: ["X12-ISA-106", "ISA", 0, "The ISA segment must be 106 characters long with its terminator."],
  stray: ["X12-STRAY", "", 0, "This segment stands outside of a transaction (ST to SE); so may the next ones."],
  newGroup: ["X12-GE-MISSING", "GE", 0, "A new group begins before the last one ended: GE is missing."],
  groupTwice: ["X12-GS06", "GS", 6, "This group control number (GS06) is used twice in the interchange."],
  newTransaction: ["X12-SE-MISSING", "SE", 0, "A new transaction begins before the last one ended: SE is missing."],
  noGroup: ["X12-GS-MISSING", "GS", 0, "A transaction stands outside of a group: GS is missing."],
  stNumber: ["X12-ST02", "ST", 2, "ST02 (transaction control number) must have four to nine characters."],
  stTwice: ["X12-ST02-TWICE", "ST", 2, "This transaction control number (ST02) is used twice in the group."],
  stVersion: ["X12-ST03", "ST", 3, "ST03 (version) is missing."],
  stNotGroup: ["X12-ST03-GS08", "ST", 3, "ST03 must be the same version as GS08."],
  groupNotSt: ["X12-ST03-GS08", "GS", 8, "GS08 must be the same version as ST03 of the transactions in the group."],
  straySe: ["X12-SE-STRAY", "SE", 0, "SE ends a transaction, but none is open."],
  strayGe: ["X12-GE-STRAY", "GE", 0, "GE ends a group, but none is open."],
  groupEnds: ["X12-SE-MISSING", "SE", 0, "The group ends before its transaction: SE is missing."],
  interchangeEndsTransaction: [
    "X12-SE-MISSING",
    "SE",
    0,
    "The interchange ends before its transaction: SE is missing.",
  ],
  interchangeEndsGroup: ["X12-GE-MISSING", "GE", 0, "The interchange ends before its group: GE is missing."],
  noIea: ["X12-IEA-MISSING", "IEA", 0, "The interchange does not end: IEA is missing."],
} as const satisfies Record<string, readonly [string, string, number, string]>;

/** Why a transaction of a kind that we do not describe is not read. */
export function refusal(st: Segment, version: string): string {
  if (st[1] === "837" && version.includes("X223"))
    return "These are institutional claims (837I), which are not read here.";
  if (st[1] === "837" && version.includes("X224")) return "These are dental claims (837D), which are not read here.";
  if (version.startsWith("004")) return "This is version 4010 of the transaction, which is not read here; 5010 is.";
  return "This kind or version of transaction is not read here.";
}
