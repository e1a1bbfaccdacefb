import { readAll, type Codec, type ReadContext } from "../core/codec.ts";
import { dateOf, timeOf } from "../core/interchange.ts";
import {
  centsOf,
  child,
  contactOf,
  first,
  firstOf,
  opt,
  optNumber,
  procedureOf,
  rangeOf,
  references,
  refValue,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { T277 } from "../spec/t276.ts";
import type { Interchange, ReadResult } from "../types.ts";
import { entityOf, NO_ENTITY, statusesOf } from "./read-parts.ts";
import type { StatusClaim, StatusLine, StatusResponse, Transaction277 } from "./types.ts";

/** X12 005010X212 (277), from text to answers: one for each claim, or for the level at which the payer gave up. */
export const CODEC_277: Codec<Transaction277, StatusResponse> = {
  spec: T277,
  itemLoops: ["2200B", "2200C", "2200D", "2200E"],
  dropLoops: ["2000A", "2000B", "2000C", "2000D", "2000E"],
  item: readResponse,
  transaction: readTransaction,
};

/** Reads a file of claim status answers. What is off is in the findings; it never throws. */
export function read277(text: string | Iterable<string>): ReadResult<readonly Interchange<Transaction277>[]> {
  return readAll(CODEC_277, text);
}

function readTransaction(root: Loop, responses: readonly StatusResponse[], context: ReadContext): Transaction277 {
  const bht: Segment = first(root, "BHT") ?? ["BHT"];
  return {
    controlNumber: context.place.st[2] ?? "",
    referenceId: bht[3] ?? "",
    date: dateOf(bht[4]) ?? "1900-01-01",
    time: timeOf(bht[5]) ?? "00:00",
    responses,
  };
}

function readResponse(loop: Loop, context: ReadContext): StatusResponse | undefined {
  const levels: Loop[] = [];
  for (let level = loop.parent; level && level.node.id !== ""; level = level.parent) levels.unshift(level);
  const [payerLevel, receiverLevel, providerLevel, subscriberLevel, dependentLevel] = levels;
  if (!payerLevel) return undefined;
  const component = context.delimiters.component;
  const payer = child(payerLevel, "2100A");
  const per = payer && first(payer, "PER");
  const status = { trace: loop.segments[0]?.[2] ?? "", statuses: statusesOf(loop, component) };
  const id = loop.node.id;
  return {
    payer: { ...(entityOf(payer) ?? NO_ENTITY), contact: per && contactOf(per) },
    receiver: receiverLevel && entityOf(child(receiverLevel, "2100B")),
    receiverStatus: id === "2200B" ? status : undefined,
    provider: providerLevel && entityOf(child(providerLevel, "2100C")),
    providerStatus: id === "2200C" ? status : undefined,
    subscriber: subscriberLevel && entityOf(child(subscriberLevel, "2100D")),
    dependent: dependentLevel && entityOf(child(dependentLevel, "2100E")),
    claim: id === "2200D" || id === "2200E" ? readClaim(loop, status, component) : undefined,
  };
}

function readClaim(loop: Loop, status: Pick<StatusClaim, "trace" | "statuses">, component: string): StatusClaim {
  const lines = loop.loops.filter((inner) => inner.node.id.startsWith("2220"));
  return {
    ...status,
    references: references(loop),
    serviceDates: rangeOf(firstOf(loop, "DTP", "472")),
    lines: some(lines.map((line) => readLine(line, component))),
  };
}

function readLine(loop: Loop, component: string): StatusLine {
  const svc: Segment = loop.segments[0] ?? ["SVC"];
  return {
    procedure: procedureOf(svc[1], component),
    charge: centsOf(svc[2]),
    paid: centsOf(svc[3]),
    revenueCode: opt(svc[4]),
    quantity: optNumber(svc[7]),
    statuses: statusesOf(loop, component),
    controlNumber: refValue(loop, "FJ"),
    serviceDates: rangeOf(firstOf(loop, "DTP", "472")),
  };
}
