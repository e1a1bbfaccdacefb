import { collectFindings } from "../core/findings.ts";
import { groupHeader, interchangeHeader } from "../core/interchange.ts";
import type { Place } from "../core/reader.ts";
import { replyHeaders, type ReplyEnvelope } from "../core/reply.ts";
import { ruleChecks } from "../core/rules.ts";
import { X12Reader } from "../core/reader.ts";
import type { Segment } from "../core/walker.ts";
import { SEGMENT_ELEMENTS } from "../spec/segments.ts";
import { rulesOf } from "../rules/catalog.ts";
import type { Finding, Interchange } from "../types.ts";
import {
  elementErrorCode,
  GROUP_ERRORS,
  isSegment,
  isSyntax,
  SEGMENT_ID,
  segmentErrorCode,
  TRANSACTION_ERRORS,
} from "./codes.ts";
import type { Ack999, Context999, ElementError999, SegmentError999, TransactionAck999 } from "./types.ts";

/** Segment errors told of one transaction; a sender mends the first ones first. */
const SEGMENT_ERRORS_MAX = 200;

interface SeenTransaction {
  readonly code: string;
  readonly controlNumber: string;
  readonly version: string;
  readonly first: number;
  last: number;
  /** Where each claim begins and its number: the context of an error (CTX). */
  readonly claims: { readonly at: number; readonly id: string }[];
  /** Ids of segments that no transaction here has, by their numbers: the walker may not say which one it could not place. */
  readonly unplaced: Map<number, string>;
}

interface SeenGroup {
  readonly isa: Segment;
  readonly gs: Segment;
  readonly first: number;
  last: number;
  /** GE01, when it could be read. */
  included: number | undefined;
  readonly transactions: SeenTransaction[];
}

/**
 * The implementation acknowledgments for a file of someone else: one for each of its groups. Only the form is judged (X12
 * 005010X231A1): what a claim says is the business of the 277CA. No value of the file is copied but account numbers (CTX).
 */
export function build999(text: string, reply: ReplyEnvelope): readonly Interchange<Ack999>[] {
  const { findings, report } = collectFindings();
  const groups: SeenGroup[] = [];
  let number = 0;
  let transaction: SeenTransaction | undefined;
  const begin = (place: Place) => {
    transaction = {
      code: place.st[1] ?? "",
      controlNumber: place.st[2] ?? "",
      version: place.st[3] ?? "",
      first: place.stNumber,
      last: place.stNumber,
      claims: [],
      unplaced: new Map(),
    };
    groups.at(-1)?.transactions.push(transaction);
  };
  let isa: Segment = ["ISA"];
  const reader = new X12Reader({
    // What lacks its very first segment has no place; it belongs to the transaction that is read or has just ended.
    report: (finding) => {
      const first = groups.at(-1)?.transactions.at(-1)?.first;
      report(finding.segmentNumber === 0 && first !== undefined ? { ...finding, segmentNumber: first } : finding);
    },
    segment(segment, at) {
      number = at;
      const group = groups.at(-1);
      if (group) group.last = at;
      if (transaction) transaction.last = at;
      const id = segment[0] ?? "";
      if (SEGMENT_ELEMENTS[id] === undefined && transaction && transaction.unplaced.size < SEGMENT_ERRORS_MAX)
        transaction.unplaced.set(at, id);
      if (segment[0] === "CLM") transaction?.claims.push({ at, id: segment[1] ?? "" });
      if (segment[0] === "SE") transaction = undefined;
      if (segment[0] === "GE" && group) group.included = Number(segment[1]);
    },
    interchangeStart: (segment) => (isa = segment),
    groupStart: (gs) => groups.push({ isa, gs, first: number, last: number, included: undefined, transactions: [] }),
    transactionStart(described, place, to) {
      begin(place);
      const checks = ruleChecks(rulesOf(described.spec), described, place.delimiters, to);
      return described.loops.map((node, index) => {
        const drop = node.parent?.parent === undefined && node.entries.length > 2;
        return checks[index] || drop ? (loop) => (checks[index]?.(loop), drop) : undefined;
      });
    },
    transactionRefused: begin,
  });
  reader.push(text);
  reader.end();
  const errors = findings.filter((finding) => finding.severity === "error");
  return groups.map((group, at) => {
    const asked = { interchange: interchangeHeader(group.isa), group: groupHeader(group.gs) };
    const ack = acknowledge(group, errors, String(at + 1).padStart(4, "0"));
    const numbers = {
      ...reply,
      controlNumber: reply.controlNumber + at,
      groupControlNumber: reply.groupControlNumber + at,
    };
    return { ...replyHeaders(asked, numbers), transactions: [ack] };
  });
}

function acknowledge(group: SeenGroup, errors: readonly Finding[], controlNumber: string): Ack999 {
  const groupErrors = errors
    .filter((e) => e.segmentNumber >= group.first && e.segmentNumber <= group.last + 1)
    .map((e) => GROUP_ERRORS[e.rule])
    .filter((code) => code !== undefined);
  const broken = groupErrors.length > 0;
  const transactions = group.transactions.map((one) => acknowledgeTransaction(one, errors, broken));
  const accepted = transactions.filter((one) => one.outcome === "A").length;
  const received = transactions.length;
  const included = group.included !== undefined && group.included >= 0 ? group.included : received;
  return {
    controlNumber,
    groupCode: group.gs[1] ?? "",
    groupControlNumber: group.gs[6] ?? "",
    version: (group.gs[8] ?? "").length <= 12 ? group.gs[8] : undefined,
    transactions,
    outcome: accepted === received && !broken && received > 0 ? "A" : accepted > 0 ? "P" : "R",
    included: Math.trunc(included),
    received,
    accepted,
    groupErrors: broken ? [...new Set(groupErrors)].slice(0, 5) : undefined,
  };
}

function acknowledgeTransaction(
  transaction: SeenTransaction,
  errors: readonly Finding[],
  groupIsBroken: boolean,
): TransactionAck999 {
  const mine = errors.filter((e) => e.segmentNumber >= transaction.first && e.segmentNumber <= transaction.last);
  const own = mine.map((e) => TRANSACTION_ERRORS[e.rule]).filter((code) => code !== undefined);
  const bySegment = new Map<string, Finding[]>();
  for (const finding of mine) {
    if (!isSyntax(finding.rule) || TRANSACTION_ERRORS[finding.rule] !== undefined) continue;
    // A missing segment has no place of its own: it is told apart from errors in the segment it is reported at.
    const key = `${finding.segmentNumber} ${finding.segmentId} ${segmentErrorCode(finding.rule)}`;
    const list = bySegment.get(key);
    if (list) list.push(finding);
    else if (bySegment.size < SEGMENT_ERRORS_MAX) bySegment.set(key, [finding]);
  }
  const segmentErrors = [...bySegment.values()].map((list) => segmentError(transaction, list));
  const rejected = own.length > 0 || segmentErrors.length > 0 || groupIsBroken;
  const codes = [...new Set([...own, ...(segmentErrors.length > 0 || own.length === 0 ? ["5"] : [])])];
  return {
    // What is no code or number of the standard's length is told as far as AK2 can carry it.
    transactionCode: transaction.code.slice(0, 3).padEnd(3, "0"),
    controlNumber: transaction.controlNumber.slice(0, 9).padStart(4, "0"),
    version: transaction.version === "" || transaction.version.length > 35 ? undefined : transaction.version,
    segmentErrors,
    outcome: rejected ? "R" : "A",
    errors: rejected ? codes.slice(0, 5) : undefined,
  };
}

function segmentError(transaction: SeenTransaction, list: readonly Finding[]): SegmentError999 {
  const finding = list[0] as Finding;
  const id = finding.segmentId || (transaction.unplaced.get(finding.segmentNumber) ?? "");
  const told = segmentErrorCode(finding.rule);
  // "1" is for what is no segment of the standard: a real one that has no place here is unexpected.
  const code = told === "1" && isSegment(id) ? "2" : told;
  return {
    segmentId: SEGMENT_ID.test(id) ? id : "ZZZ",
    position: Math.max(1, finding.segmentNumber - transaction.first + 1),
    // IK303 has four characters: 2010 for 2010AA.
    loop: finding.loop?.slice(0, 4),
    code,
    contexts: contextOf(transaction, finding),
    elementErrors: code === "8" ? list.filter((one) => one.elementPosition !== undefined).map(elementError) : [],
  };
}

/** The claim that a segment belongs to. */
function contextOf(transaction: SeenTransaction, finding: Finding): readonly Context999[] | undefined {
  const claim = transaction.claims.findLast((one) => one.at <= finding.segmentNumber);
  if (!claim || claim.id === "" || !finding.loop?.match(/^2[34]/)) return undefined;
  return [{ name: "CLM01", value: claim.id.slice(0, 35) }];
}

function elementError(finding: Finding): ElementError999 {
  return {
    elementPosition: finding.elementPosition ?? 1,
    componentPosition: finding.componentPosition,
    elementNumber: finding.elementNumber,
    code: elementErrorCode(finding.rule),
  };
}
