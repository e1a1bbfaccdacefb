import { readAll, type Codec, type ReadContext } from "../core/codec.ts";
import { dateOf, timeOf } from "../core/interchange.ts";
import {
  addressOf,
  all,
  child,
  children,
  contactsOf,
  first,
  idOf,
  nameOf,
  numberOf,
  opt,
  optCents,
  optNumber,
  optProcedure,
  references,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { T271 } from "../spec/t271.ts";
import type { Interchange, ReadResult } from "../types.ts";
import { readDates, readPerson, readReceiver, readRejections, readSource, readTraces } from "./read-parts.ts";
import type {
  Benefit271,
  BenefitEntity271,
  EligibilityPerson271,
  EligibilityResponse,
  Transaction271,
} from "./types.ts";

/** X12 005010X279A1 (271), from text to answers: one for each person, or for the level at which the payer gave up. */
export const CODEC_271: Codec<Transaction271, EligibilityResponse> = {
  spec: T271,
  itemLoops: ["2000D", "2000C", "2000B", "2000A"],
  dropLoops: [],
  item: readResponse,
  transaction: readTransaction,
};

/** Reads a file of eligibility answers. What is off is in the findings; it never throws. */
export function read271(text: string | Iterable<string>): ReadResult<readonly Interchange<Transaction271>[]> {
  return readAll(CODEC_271, text);
}

function readTransaction(root: Loop, responses: readonly EligibilityResponse[], context: ReadContext): Transaction271 {
  const bht: Segment = first(root, "BHT") ?? ["BHT"];
  return {
    controlNumber: context.place.st[2] ?? "",
    purpose: bht[2] ?? "",
    referenceId: bht[3] ?? "",
    date: dateOf(bht[4]) ?? "1900-01-01",
    time: timeOf(bht[5]) ?? "00:00",
    responses,
  };
}

/** A level is an answer of its own when nothing hangs under it, or when it says something itself. */
function readResponse(level: Loop, context: ReadContext): EligibilityResponse | undefined {
  const levels: Loop[] = [];
  for (let loop: Loop | undefined = level; loop && loop.node.id !== ""; loop = loop.parent) levels.unshift(loop);
  const [sourceLevel, receiverLevel, subscriberLevel, dependentLevel] = levels;
  if (!sourceLevel) return undefined;
  const { component, repetition } = context.delimiters;
  const person = personLoop(dependentLevel ?? subscriberLevel);
  const benefits = person ? children(person, dependentLevel ? "2110D" : "2110C") : [];
  const source = child(sourceLevel, "2100A");
  const rejections = [...(readRejections(sourceLevel) ?? []), ...(readRejections(source) ?? [])];
  const receiver = receiverLevel && child(receiverLevel, "2100B");
  const ownRejections = levels.length === 1 ? rejections : readRejections(levels.length === 2 ? receiver : person);
  if (level.hasChildLevel && benefits.length === 0 && !ownRejections?.length) return undefined;
  return {
    source: { ...readSource(sourceLevel), contacts: source && contactsOf(source) },
    sourceRejections: some(rejections),
    receiver: receiverLevel && readReceiver(receiverLevel),
    receiverRejections: readRejections(receiver),
    subscriber: subscriberLevel && readPerson271(personLoop(subscriberLevel), component),
    dependent: dependentLevel && readPerson271(person, component),
    traces: levels.length > 2 ? readTraces(level) : undefined,
    dates: person && readDates(person),
    benefits: benefits.map((loop) => readBenefit(loop, component, repetition)),
  };
}

function personLoop(level: Loop | undefined): Loop | undefined {
  return level && (child(level, "2100C") ?? child(level, "2100D"));
}

function readPerson271(loop: Loop | undefined, component: string): EligibilityPerson271 {
  return { ...readPerson(loop, component), rejections: readRejections(loop) };
}

function readBenefit(loop: Loop, component: string, repetition: string): Benefit271 {
  const eb: Segment = loop.segments[0] ?? ["EB"];
  const types = eb[3] ?? "";
  const entities = loop.loops.filter((inner) => inner.node.id.startsWith("2120"));
  const additional = loop.loops.filter((inner) => inner.node.id.startsWith("2115"));
  const pointers = (eb[14] ?? "").split(component).filter(Boolean).map(numberOf);
  return {
    kind: eb[1] ?? "",
    coverageLevel: opt(eb[2]),
    serviceTypes: types === "" ? undefined : repetition === "" ? [types] : types.split(repetition),
    insuranceType: opt(eb[4]),
    planDescription: opt(eb[5]),
    period: opt(eb[6]),
    amount: optCents(eb[7]),
    percent: optNumber(eb[8]),
    quantityQualifier: opt(eb[9]),
    quantity: optNumber(eb[10]),
    authorizationRequired: opt(eb[11]),
    inNetwork: opt(eb[12]),
    procedure: optProcedure(eb[13], component),
    diagnosisPointers: some(pointers),
    delivery: some(all(loop, "HSD").map(byPosition)),
    references: references(loop),
    dates: readDates(loop),
    rejections: readRejections(loop),
    messages: some(all(loop, "MSG").map((msg) => msg[1] ?? "")),
    additional: some(
      additional.map((inner) => ({
        qualifier: opt(inner.segments[0]?.[1]),
        code: opt(inner.segments[0]?.[2]),
        text: opt(inner.segments[0]?.[4]),
      })),
    ),
    entities: some(entities.map(readEntity)),
  };
}

function byPosition(segment: Segment): Readonly<Record<number, string>> {
  const values: Record<number, string> = {};
  for (let at = 1; at < segment.length; at += 1) if (segment[at]) values[at] = segment[at] as string;
  return values;
}

function readEntity(loop: Loop): BenefitEntity271 {
  const nm1: Segment = loop.segments[0] ?? ["NM1"];
  const prv = first(loop, "PRV");
  return {
    role: nm1[1] ?? "",
    name: nameOf(nm1),
    id: idOf(nm1),
    address: addressOf(loop),
    contacts: contactsOf(loop),
    provider: prv && { role: prv[1] ?? "", idQualifier: prv[2] ?? "", id: prv[3] ?? "" },
  };
}
