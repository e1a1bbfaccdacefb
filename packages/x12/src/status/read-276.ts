import { readAll, type Codec, type ReadContext } from "../core/codec.ts";
import { dateOf, timeOf } from "../core/interchange.ts";
import {
  amountOf,
  centsOf,
  child,
  children,
  first,
  firstOf,
  idOf,
  opt,
  optNumber,
  personOf,
  procedureOf,
  rangeOf,
  references,
  refValue,
  sexOf,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { T276 } from "../spec/t276.ts";
import type { Interchange, ReadResult } from "../types.ts";
import { entityOf, NO_ENTITY } from "./read-parts.ts";
import type { StatusInquiry, StatusInquiryLine, StatusPerson, Transaction276 } from "./types.ts";

/** X12 005010X212 (276), from text to questions: one for each claim that is asked about. */
export const CODEC_276: Codec<Transaction276, StatusInquiry> = {
  spec: T276,
  itemLoops: ["2200D", "2200E"],
  dropLoops: ["2000A", "2000B", "2000C", "2000D", "2000E"],
  item: readInquiry,
  transaction: readTransaction,
};

/** Reads a file of claim status questions. What is off is in the findings; it never throws. */
export function read276(text: string | Iterable<string>): ReadResult<readonly Interchange<Transaction276>[]> {
  return readAll(CODEC_276, text);
}

function readTransaction(root: Loop, inquiries: readonly StatusInquiry[], context: ReadContext): Transaction276 {
  const bht: Segment = first(root, "BHT") ?? ["BHT"];
  return {
    controlNumber: context.place.st[2] ?? "",
    referenceId: bht[3] ?? "",
    date: dateOf(bht[4]) ?? "1900-01-01",
    time: timeOf(bht[5]) ?? "00:00",
    inquiries,
  };
}

function readInquiry(loop: Loop, context: ReadContext): StatusInquiry | undefined {
  const level = loop.parent;
  const isDependent = level?.node.id === "2000E";
  const subscriberLevel = isDependent ? level?.parent : level;
  const providerLevel = subscriberLevel?.parent;
  const receiverLevel = providerLevel?.parent;
  const payerLevel = receiverLevel?.parent;
  if (!level || !subscriberLevel || !providerLevel || !receiverLevel || !payerLevel) return undefined;
  const component = context.delimiters.component;
  return {
    payer: entityOf(child(payerLevel, "2100A")) ?? NO_ENTITY,
    receiver: entityOf(child(receiverLevel, "2100B")) ?? NO_ENTITY,
    provider: entityOf(child(providerLevel, "2100C")) ?? NO_ENTITY,
    subscriber: readPerson(subscriberLevel, "2100D"),
    dependent: isDependent ? readPerson(level, "2100E") : undefined,
    trace: loop.segments[0]?.[2] ?? "",
    references: references(loop),
    charge: amountOf(loop, "T3"),
    serviceDates: rangeOf(firstOf(loop, "DTP", "472")),
    lines: some(children(loop, isDependent ? "2210E" : "2210D").map((line) => readLine(line, component))),
  };
}

function readPerson(level: Loop, loopId: string): StatusPerson {
  const nm1: Segment = child(level, loopId)?.segments[0] ?? ["NM1"];
  const dmg = first(level, "DMG");
  return { name: personOf(nm1), id: idOf(nm1), birthDate: dateOf(dmg?.[2]), sex: sexOf(dmg?.[3]) };
}

function readLine(loop: Loop, component: string): StatusInquiryLine {
  const svc: Segment = loop.segments[0] ?? ["SVC"];
  return {
    procedure: procedureOf(svc[1], component),
    charge: centsOf(svc[2]),
    revenueCode: opt(svc[4]),
    quantity: optNumber(svc[7]),
    controlNumber: refValue(loop, "FJ"),
    serviceDates: rangeOf(firstOf(loop, "DTP", "472")) ?? { from: "1900-01-01", to: "1900-01-01" },
  };
}
