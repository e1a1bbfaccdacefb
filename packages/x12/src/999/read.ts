import { readAll, type Codec, type ReadContext } from "../core/codec.ts";
import { all, children, first, numberOf, opt, optNumber, some } from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { T999 } from "../spec/t999.ts";
import type { Interchange, ReadResult } from "../types.ts";
import type { Ack999, Context999, ElementError999, SegmentError999, TransactionAck999 } from "./types.ts";

/** X12 005010X231A1, from text to acknowledgments. */
export const CODEC_999: Codec<Ack999, TransactionAck999> = {
  spec: T999,
  itemLoops: ["2000"],
  dropLoops: [],
  item: readTransactionAck,
  transaction: readAck,
};

/** Reads a file of implementation acknowledgments. What is off is in the findings; it never throws. */
export function read999(text: string | Iterable<string>): ReadResult<readonly Interchange<Ack999>[]> {
  return readAll(CODEC_999, text);
}

function readAck(root: Loop, transactions: readonly TransactionAck999[], context: ReadContext): Ack999 {
  const ak1: Segment = first(root, "AK1") ?? ["AK1"];
  const ak9: Segment = first(root, "AK9") ?? ["AK9"];
  return {
    controlNumber: context.place.st[2] ?? "",
    groupCode: ak1[1] ?? "",
    groupControlNumber: ak1[2] ?? "",
    version: opt(ak1[3]),
    transactions,
    outcome: ak9[1] ?? "",
    included: numberOf(ak9[2]),
    received: numberOf(ak9[3]),
    accepted: numberOf(ak9[4]),
    groupErrors: some(ak9.slice(5).filter((code) => code !== "")),
  };
}

function readTransactionAck(loop: Loop, context: ReadContext): TransactionAck999 {
  const ak2: Segment = loop.segments[0] ?? ["AK2"];
  const ik5: Segment = first(loop, "IK5") ?? ["IK5"];
  const component = context.delimiters.component;
  return {
    transactionCode: ak2[1] ?? "",
    controlNumber: ak2[2] ?? "",
    version: opt(ak2[3]),
    segmentErrors: children(loop, "2100").map((inner) => readSegmentError(inner, component)),
    outcome: ik5[1] ?? "",
    errors: some(ik5.slice(2).filter((code) => code !== "")),
  };
}

function readSegmentError(loop: Loop, component: string): SegmentError999 {
  const ik3: Segment = loop.segments[0] ?? ["IK3"];
  return {
    segmentId: ik3[1] ?? "",
    position: numberOf(ik3[2]),
    loop: opt(ik3[3]),
    code: ik3[4] ?? "",
    contexts: some(all(loop, "CTX").map((ctx) => readContext(ctx, component))),
    elementErrors: children(loop, "2110").map((inner) => readElementError(inner, component)),
  };
}

function readContext(ctx: Segment, component: string): Context999 {
  const [name = "", value] = (ctx[1] ?? "").split(component);
  const [element, part] = (ctx[5] ?? "").split(component);
  return {
    name,
    value: opt(value),
    segmentId: opt(ctx[2]),
    position: optNumber(ctx[3]),
    loop: opt(ctx[4]),
    elementPosition: optNumber(element),
    componentPosition: optNumber(part),
  };
}

function readElementError(loop: Loop, component: string): ElementError999 {
  const ik4: Segment = loop.segments[0] ?? ["IK4"];
  const [element, part, repetition] = (ik4[1] ?? "").split(component);
  return {
    elementPosition: numberOf(element),
    componentPosition: optNumber(part),
    repetition: optNumber(repetition),
    elementNumber: optNumber(ik4[2]),
    code: ik4[3] ?? "",
    badValue: opt(ik4[4]),
  };
}
