import { readAll, type Codec, type ReadContext } from "../core/codec.ts";
import { dateOf, timeOf } from "../core/interchange.ts";
import { amountOf, child, children, first, firstOf, opt, optProcedure, rangeOf } from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { T270 } from "../spec/t270.ts";
import type { Interchange, ReadResult } from "../types.ts";
import { readDates, readPerson, readReceiver, readSource, readTraces } from "./read-parts.ts";
import type { EligibilityInquiry, EligibilityRequest, Transaction270 } from "./types.ts";

/** X12 005010X279A1 (270), from text to questions: one for each subscriber or dependent who is asked about. */
export const CODEC_270: Codec<Transaction270, EligibilityInquiry> = {
  spec: T270,
  itemLoops: ["2000D", "2000C"],
  dropLoops: ["2000A", "2000B"],
  item: readInquiry,
  transaction: readTransaction,
};

/** Reads a file of eligibility questions. What is off is in the findings; it never throws. */
export function read270(text: string | Iterable<string>): ReadResult<readonly Interchange<Transaction270>[]> {
  return readAll(CODEC_270, text);
}

function readTransaction(root: Loop, inquiries: readonly EligibilityInquiry[], context: ReadContext): Transaction270 {
  const bht: Segment = first(root, "BHT") ?? ["BHT"];
  return {
    controlNumber: context.place.st[2] ?? "",
    purpose: bht[2] ?? "",
    referenceId: bht[3] ?? "",
    date: dateOf(bht[4]) ?? "1900-01-01",
    time: timeOf(bht[5]) ?? "00:00",
    transactionType: opt(bht[6]),
    inquiries,
  };
}

function readInquiry(level: Loop, context: ReadContext): EligibilityInquiry | undefined {
  const isDependent = level.node.id === "2000D";
  const subscriberLevel = isDependent ? level.parent : level;
  const receiverLevel = subscriberLevel?.parent;
  const sourceLevel = receiverLevel?.parent;
  if (!subscriberLevel || !receiverLevel || !sourceLevel) return undefined;
  const { component, repetition } = context.delimiters;
  const person = child(level, isDependent ? "2100D" : "2100C");
  const requests = person ? children(person, isDependent ? "2110D" : "2110C") : [];
  // A subscriber with dependents but without questions is only the way to them.
  if (!isDependent && requests.length === 0 && level.hasChildLevel) return undefined;
  return {
    source: readSource(sourceLevel),
    receiver: readReceiver(receiverLevel),
    subscriber: readPerson(child(subscriberLevel, "2100C"), component),
    dependent: isDependent ? readPerson(person, component) : undefined,
    traces: readTraces(level),
    dates: person && readDates(person),
    requests: requests.map((loop) => readRequest(loop, component, repetition)),
  };
}

function readRequest(loop: Loop, component: string, repetition: string): EligibilityRequest {
  const eq: Segment = loop.segments[0] ?? ["EQ"];
  const types = eq[1] ?? "";
  return {
    serviceTypes: types === "" ? [] : repetition === "" ? [types] : types.split(repetition),
    procedure: optProcedure(eq[2], component),
    coverageLevel: opt(eq[3]),
    dates: rangeOf(firstOf(loop, "DTP", "291")),
    spendDown: amountOf(loop, "R"),
  };
}
