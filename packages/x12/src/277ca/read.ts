import { readAll, type Codec, type ReadContext } from "../core/codec.ts";
import { dateOf, timeOf } from "../core/interchange.ts";
import {
  amountOf,
  centsOf,
  child,
  children,
  dayOf,
  first,
  firstOf,
  idOf,
  idOrEmpty,
  nameOf,
  opt,
  optNumber,
  orAbsent,
  procedureOf,
  rangeOf,
  references,
  refValue,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { T277CA } from "../spec/t277ca.ts";
import { entityOf, NO_ENTITY, statusesOf } from "../status/read-parts.ts";
import type { Interchange, ReadResult } from "../types.ts";
import type {
  AcknowledgedTotals,
  ClaimAck277CA,
  LineAck277CA,
  Provider277CA,
  Receiver277CA,
  Transaction277CA,
} from "./types.ts";

/** X12 005010X214, from text to acknowledgments. An item is a billing provider with its claims. */
export const CODEC_277CA: Codec<Transaction277CA, Provider277CA> = {
  spec: T277CA,
  itemLoops: ["2000C"],
  dropLoops: [],
  item: readProvider,
  transaction: readTransaction,
};

/** Reads a file of claim acknowledgments. What is off is in the findings; it never throws. */
export function read277CA(text: string | Iterable<string>): ReadResult<readonly Interchange<Transaction277CA>[]> {
  return readAll(CODEC_277CA, text);
}

function readTransaction(root: Loop, providers: readonly Provider277CA[], context: ReadContext): Transaction277CA {
  const bht: Segment = first(root, "BHT") ?? ["BHT"];
  const source = child(root, "2000A");
  const name = source && child(source, "2100A")?.segments[0];
  const receipt = source && child(source, "2200A");
  return {
    controlNumber: context.place.st[2] ?? "",
    referenceId: bht[3] ?? "",
    date: dateOf(bht[4]) ?? "1900-01-01",
    time: timeOf(bht[5]) ?? "00:00",
    source: {
      role: name?.[1] === "AY" ? "AY" : "PR",
      name: name ? nameOf(name) : NO_ENTITY.name,
      id: idOrEmpty(name),
    },
    sourceTrace: (receipt && first(receipt, "TRN")?.[2]) ?? "",
    receivedOn: (receipt && dayOf(receipt, "050")) ?? "1900-01-01",
    processedOn: (receipt && dayOf(receipt, "009")) ?? "1900-01-01",
    receiver: readReceiver(source && child(source, "2000B"), providers, context.delimiters.component),
  };
}

function readReceiver(loop: Loop | undefined, providers: readonly Provider277CA[], component: string): Receiver277CA {
  const name = loop && child(loop, "2100B")?.segments[0];
  const status = loop && child(loop, "2200B");
  return {
    name: name ? nameOf(name) : NO_ENTITY.name,
    id: idOrEmpty(name),
    trace: (status && first(status, "TRN")?.[2]) ?? "",
    statuses: status ? statusesOf(status, component) : [],
    totals: status && totalsOf(status, "90", "AA"),
    providers,
  };
}

function totalsOf(loop: Loop, accepted: string, rejected: string): AcknowledgedTotals | undefined {
  return orAbsent({
    acceptedCount: optNumber(firstOf(loop, "QTY", accepted)?.[2]),
    rejectedCount: optNumber(firstOf(loop, "QTY", rejected)?.[2]),
    acceptedAmount: amountOf(loop, "YU"),
    rejectedAmount: amountOf(loop, "YY"),
  });
}

function readProvider(loop: Loop, context: ReadContext): Provider277CA {
  const component = context.delimiters.component;
  const name = entityOf(child(loop, "2100C")) ?? NO_ENTITY;
  const status = child(loop, "2200C");
  const claims: ClaimAck277CA[] = [];
  for (const patient of children(loop, "2000D"))
    for (const claim of children(patient, "2200D")) claims.push(readClaim(patient, claim, component));
  return {
    name: name.name,
    id: name.id,
    trace: status && first(status, "TRN")?.[2],
    statuses: status && some(statusesOf(status, component)),
    secondaryIds: status && references(status),
    totals: status && totalsOf(status, "QA", "QC"),
    claims,
  };
}

const OWN_NUMBER = new Set(["1K"]);

function readClaim(patient: Loop, loop: Loop, component: string): ClaimAck277CA {
  const nm1 = child(patient, "2100D")?.segments[0];
  return {
    patient: { name: nm1 ? nameOf(nm1) : { kind: "person", last: "" }, id: nm1 && idOf(nm1) },
    claimId: loop.segments[0]?.[2] ?? "",
    statuses: statusesOf(loop, component),
    payerClaimNumber: refValue(loop, "1K"),
    references: references(loop, OWN_NUMBER),
    serviceDates: rangeOf(firstOf(loop, "DTP", "472")),
    lines: some(children(loop, "2220D").map((line) => readLine(line, component))),
  };
}

function readLine(loop: Loop, component: string): LineAck277CA {
  const svc: Segment = loop.segments[0] ?? ["SVC"];
  return {
    procedure: procedureOf(svc[1], component),
    charge: centsOf(svc[2]),
    revenueCode: opt(svc[4]),
    quantity: optNumber(svc[7]),
    statuses: statusesOf(loop, component),
    controlNumber: refValue(loop, "FJ"),
    serviceDates: rangeOf(firstOf(loop, "DTP", "472")),
  };
}
