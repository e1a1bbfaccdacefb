import {
  readAll,
  streamReader,
  type Codec,
  type ReadContext,
  type StreamHandlers,
  type StreamReader,
} from "../core/codec.ts";
import { dateOf, timeOf } from "../core/interchange.ts";
import {
  addressOf,
  all,
  amountsOf,
  child,
  children,
  first,
  idOf,
  nameOf,
  numberOf,
  opt,
  optNumber,
  personOf,
  references,
  refValue,
  sexOf,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { T834 } from "../spec/t834.ts";
import type { Interchange, ReadResult } from "../types.ts";
import { datesOf } from "./dates.ts";
import { readCoverage } from "./read-coverage.ts";
import type { Enrollment834, Member834, Party834 } from "./types.ts";

/** X12 005010X220A1, from text to rosters. */
export const CODEC_834: Codec<Enrollment834, Member834> = {
  spec: T834,
  itemLoops: ["2000"],
  dropLoops: [],
  item: readMember,
  transaction: readRoster,
};

/** Reads a whole roster. What is off is in the findings; it never throws. */
export function read834(text: string | Iterable<string>): ReadResult<readonly Interchange<Enrollment834>[]> {
  return readAll(CODEC_834, text);
}

/** Reads a roster member by member, in constant memory. */
export function stream834(handlers: StreamHandlers<Enrollment834, Member834>): StreamReader {
  return streamReader(CODEC_834, handlers);
}

function readRoster(root: Loop, members: readonly Member834[], context: ReadContext): Enrollment834 {
  const bgn: Segment = first(root, "BGN") ?? ["BGN"];
  return {
    controlNumber: context.place.st[2] ?? "",
    purpose: bgn[1] ?? "",
    referenceId: bgn[2] ?? "",
    date: dateOf(bgn[3]) ?? "1900-01-01",
    time: timeOf(bgn[4]) ?? "00:00",
    timeZone: opt(bgn[5]),
    originalReferenceId: opt(bgn[6]),
    action: bgn[8] ?? "",
    masterPolicyNumber: refValue(root, "38"),
    dates: some(datesOf(root)),
    counts: some(all(root, "QTY").map((qty) => ({ qualifier: qty[1] ?? "", count: numberOf(qty[2]) }))),
    sponsor: partyOf(child(root, "1000A")),
    payer: partyOf(child(root, "1000B")),
    brokers: some(children(root, "1000C").map((loop) => ({ ...partyOf(loop), role: loop.segments[0]?.[1] ?? "" }))),
    members,
  };
}

function partyOf(loop: Loop | undefined): Party834 {
  const n1 = loop?.segments[0];
  return { name: opt(n1?.[2]), id: { qualifier: n1?.[3] ?? "", value: n1?.[4] ?? "" } };
}

const NAMED = new Set(["0F", "1L"]);
const OTHER_LOOPS = new Set(["2100D", "2100E", "2100F", "2100G", "2100H"]);

function readMember(loop: Loop, context: ReadContext): Member834 {
  const ins: Segment = loop.segments[0] ?? ["INS"];
  const { component, repetition } = context.delimiters;
  const [medicarePlan, eligibilityReason] = (ins[6] ?? "").split(component);
  const mailing = child(loop, "2100C");
  return {
    isSubscriber: ins[1] === "Y",
    relationship: ins[2] ?? "",
    maintenanceType: ins[3] ?? "",
    maintenanceReason: opt(ins[4]),
    benefitStatus: ins[5] ?? "",
    medicare: medicarePlan ? { plan: medicarePlan, eligibilityReason: opt(eligibilityReason) } : undefined,
    cobraEvent: opt(ins[7]),
    employmentStatus: opt(ins[8]),
    studentStatus: opt(ins[9]),
    handicapped: ins[10] ? ins[10] === "Y" : undefined,
    deathDate: dateOf(ins[12]),
    confidentiality: opt(ins[13]),
    birthSequence: optNumber(ins[17]),
    subscriberNumber: refValue(loop, "0F") ?? "",
    policyNumber: refValue(loop, "1L"),
    references: references(loop, NAMED),
    dates: some(datesOf(loop)),
    ...readName(child(loop, "2100A"), component, repetition),
    incorrect: readIncorrect(child(loop, "2100B")),
    mailingAddress: mailing && addressOf(mailing),
    others: some(loop.loops.filter((inner) => OTHER_LOOPS.has(inner.node.id)).map(readOther)),
    disabilities: some(children(loop, "2200").map(readDisability)),
    coverages: children(loop, "2300").map((inner) => readCoverage(inner, repetition)),
  };
}

type NamePart = Pick<
  Member834,
  | "name"
  | "nameIsCorrection"
  | "prefix"
  | "id"
  | "communications"
  | "address"
  | "locator"
  | "birthDate"
  | "sex"
  | "maritalStatus"
  | "race"
  | "citizenship"
  | "amounts"
>;

/** Loop 2100A. */
function readName(loop: Loop | undefined, component: string, repetition: string): NamePart {
  if (!loop) return { name: { kind: "person", last: "" } };
  const nm1: Segment = loop.segments[0] ?? ["NM1"];
  const n4 = first(loop, "N4");
  const dmg = first(loop, "DMG");
  const race = (repetition === "" ? [dmg?.[5] ?? ""] : (dmg?.[5] ?? "").split(repetition))
    .map((text) => text.split(component)[0] ?? "")
    .filter((code) => code !== "");
  return {
    name: personOf(nm1),
    nameIsCorrection: nm1[1] === "74" ? true : undefined,
    prefix: opt(nm1[6]),
    id: idOf(nm1),
    communications: communicationsOf(loop),
    address: addressOf(loop),
    locator: n4?.[6] ? { qualifier: n4[5] ?? "", value: n4[6] } : undefined,
    birthDate: dateOf(dmg?.[2]),
    sex: sexOf(dmg?.[3]),
    maritalStatus: opt(dmg?.[4]),
    race: some(race),
    citizenship: opt(dmg?.[6]),
    amounts: amountsOf(loop),
  };
}

/** The pairs of PER. */
export function communicationsOf(loop: Loop): Member834["communications"] {
  const list: { qualifier: string; value: string }[] = [];
  for (const per of all(loop, "PER"))
    for (let at = 3; at + 1 < per.length; at += 2)
      if (per[at] && per[at + 1]) list.push({ qualifier: per[at] as string, value: per[at + 1] as string });
  return some(list);
}

function readIncorrect(loop: Loop | undefined): Member834["incorrect"] {
  if (!loop) return undefined;
  const nm1: Segment = loop.segments[0] ?? ["NM1"];
  const dmg = first(loop, "DMG");
  return { name: personOf(nm1), id: idOf(nm1), birthDate: dateOf(dmg?.[2]), sex: sexOf(dmg?.[3]) };
}

function readOther(loop: Loop): NonNullable<Member834["others"]>[number] {
  const nm1: Segment = loop.segments[0] ?? ["NM1"];
  return {
    role: nm1[1] ?? "",
    name: nameOf(nm1),
    id: idOf(nm1),
    address: addressOf(loop),
    communications: communicationsOf(loop),
  };
}

function readDisability(loop: Loop): NonNullable<Member834["disabilities"]>[number] {
  const dsb: Segment = loop.segments[0] ?? ["DSB"];
  return {
    type: dsb[1] ?? "",
    diagnosis: dsb[8] ? { qualifier: dsb[7] ?? "", code: dsb[8] } : undefined,
    dates: some(datesOf(loop)),
  };
}
