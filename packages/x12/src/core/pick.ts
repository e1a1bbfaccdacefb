import type { Cents } from "@practicum/kernel/money";
import type { LocalDate } from "@practicum/kernel/local-date";
import type {
  Address,
  Adjustment,
  Contact,
  DateRange,
  EntityId,
  EntityName,
  PersonName,
  Procedure,
  QualifiedAmount,
  Reference,
  Sex,
} from "../types.ts";
import { dateOf } from "./interchange.ts";
import type { Loop, Segment } from "./walker.ts";

/**
 * Small readers from segments to typed values, all tolerant: what is absent or unreadable becomes undefined, an empty text or
 * zero; the finding about it has been made by `checkSegment` already.
 */

export function opt(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

/** An id as it was given to the one who sends it back filled up with blanks; the blanks have been told as a warning. */
export function withoutBlanks(text: string): string {
  return text.charCodeAt(text.length - 1) === 32 ? text.trimEnd() : text;
}

export function first(loop: Loop, id: string): Segment | undefined {
  for (const segment of loop.segments) if (segment[0] === id) return segment;
  return undefined;
}

/** The first segment with an id and a first element. */
export function firstOf(loop: Loop, id: string, qualifier: string): Segment | undefined {
  for (const segment of loop.segments) if (segment[0] === id && segment[1] === qualifier) return segment;
  return undefined;
}

export function all(loop: Loop, id: string): Segment[] {
  return loop.segments.filter((segment) => segment[0] === id);
}

export function child(loop: Loop, id: string): Loop | undefined {
  for (const inner of loop.loops) if (inner.node.id === id) return inner;
  return undefined;
}

export function children(loop: Loop, id: string): Loop[] {
  return loop.loops.filter((inner) => inner.node.id === id);
}

/** `undefined` for an empty list, so that an absent list is read as absent. */
export function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** Cents of "100", "12.5" or "-.05"; more decimals are cut, what is no number is 0. "+1,234.50" and "$5" are understood too. */
export function centsOf(text: string | undefined): Cents {
  if (text === undefined) return 0;
  let value = 0;
  let decimals = -1;
  const negative = text.charCodeAt(0) === 45;
  for (let at = negative ? 1 : 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46 && decimals < 0) decimals = 0;
    else if (code >= 48 && code <= 57) {
      if (decimals >= 2) continue;
      if (decimals >= 0) decimals += 1;
      value = value * 10 + (code - 48);
    } else return PEOPLES_AMOUNT.test(text) ? centsOf(text.replace(/[+$,]/g, "")) : 0;
  }
  if (decimals < 2) value *= decimals === 1 ? 10 : 100;
  if (value > Number.MAX_SAFE_INTEGER) return 0;
  return negative && value > 0 ? -value : value;
}

/** An amount as people write it: the fault has been told, what it means is plain. */
const PEOPLES_AMOUNT = /^[-+]?\$?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d*)?$/;

export function optCents(text: string | undefined): Cents | undefined {
  return text === undefined || text === "" ? undefined : centsOf(text);
}

export function numberOf(text: string | undefined): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : 0;
}

export function optNumber(text: string | undefined): number | undefined {
  return text === undefined || text === "" ? undefined : numberOf(text);
}

/** NM102 to NM107. */
export function nameOf(nm1: Segment): EntityName {
  return nm1[2] === "2" ? { kind: "organization", name: nm1[3] ?? "" } : personOf(nm1);
}

export function personOf(nm1: Segment): PersonName {
  return { kind: "person", last: nm1[3] ?? "", first: opt(nm1[4]), middle: opt(nm1[5]), suffix: opt(nm1[7]) };
}

/** NM108 and NM109. */
export function idOf(nm1: Segment): EntityId | undefined {
  return nm1[9] ? { qualifier: nm1[8] ?? "", value: nm1[9] } : undefined;
}

export function idOrEmpty(nm1: Segment | undefined): EntityId {
  return { qualifier: nm1?.[8] ?? "", value: nm1?.[9] ?? "" };
}

/** N3 and N4 of a loop; undefined when it has neither. */
export function addressOf(loop: Loop): Address | undefined {
  const n3 = first(loop, "N3");
  const n4 = first(loop, "N4");
  if (!n3 && !n4) return undefined;
  return {
    line1: n3?.[1] ?? "",
    line2: opt(n3?.[2]),
    city: n4?.[1] ?? "",
    state: opt(n4?.[2]),
    zip: opt(n4?.[3]),
    country: opt(n4?.[4]),
    countrySubdivision: opt(n4?.[7]),
  };
}

export const NO_ADDRESS: Address = { line1: "", city: "" };

/** REF segments but those with one of the qualifiers. */
export function references(loop: Loop, except?: ReadonlySet<string>): readonly Reference[] | undefined {
  let list: Reference[] | undefined;
  for (const segment of loop.segments) {
    if (segment[0] !== "REF" || except?.has(segment[1] ?? "")) continue;
    (list ??= []).push(referenceOf(segment));
  }
  return list;
}

export function referenceOf(ref: Segment): Reference {
  return {
    qualifier: ref[1] ?? "",
    value: ref[2] ?? "",
    description: opt(ref[3]),
    payerId: ref[4]?.startsWith("2U") ? ref[4].slice(3) : undefined,
  };
}

/** REF02 of the first REF with a qualifier. */
export function refValue(loop: Loop, qualifier: string): string | undefined {
  return opt(firstOf(loop, "REF", qualifier)?.[2]);
}

export function contactOf(per: Segment): Contact {
  const numbers: Record<string, string | undefined> = {};
  for (let at = 3; at + 1 < per.length; at += 2) {
    const kind = per[at];
    if (kind && per[at + 1]) numbers[kind] ??= per[at + 1];
  }
  return {
    name: opt(per[2]),
    phone: numbers["TE"],
    extension: numbers["EX"],
    fax: numbers["FX"],
    email: numbers["EM"],
    url: numbers["UR"],
  };
}

export function contactsOf(loop: Loop): readonly Contact[] | undefined {
  return some(all(loop, "PER").map(contactOf));
}

/** DTP02 and DTP03, or DTM02: one day, or two. */
export function rangeOf(dtp: Segment | undefined): DateRange | undefined {
  if (!dtp) return undefined;
  const text = dtp[3] ?? "";
  const from = dateOf(text);
  if (from === undefined) return undefined;
  return { from, to: (dtp[2] === "RD8" ? dateOf(text.slice(9)) : undefined) ?? from };
}

/** DTP03 of the first DTP with a qualifier, as one day. */
export function dayOf(loop: Loop, qualifier: string): LocalDate | undefined {
  return dateOf(firstOf(loop, "DTP", qualifier)?.[3]);
}

export function sexOf(code: string | undefined): Sex | undefined {
  return code === "F" || code === "M" || code === "U" ? code : undefined;
}

/** C003: a procedure with its modifiers. */
export function procedureOf(text: string | undefined, component: string): Procedure {
  if (text === undefined || text === "")
    return { qualifier: "", code: "", modifiers: undefined, description: undefined };
  const end = text.indexOf(component);
  if (end < 0) return { qualifier: text, code: "", modifiers: undefined, description: undefined };
  const second = text.indexOf(component, end + 1);
  const qualifier = text.slice(0, end);
  // Most lines have no modifier.
  if (second < 0) return { qualifier, code: text.slice(end + 1), modifiers: undefined, description: undefined };
  const parts = text.split(component);
  let modifiers: string[] | undefined;
  for (let at = 2; at < 6 && at < parts.length; at += 1) if (parts[at]) (modifiers ??= []).push(parts[at] as string);
  return { qualifier, code: parts[1] as string, modifiers, description: opt(parts[6]) };
}

export function optProcedure(text: string | undefined, component: string): Procedure | undefined {
  return text === undefined || text === "" ? undefined : procedureOf(text, component);
}

/** The triples of all CAS segments, in order. */
export function adjustmentsOf(loop: Loop): readonly Adjustment[] {
  let list: Adjustment[] | undefined;
  for (const segment of loop.segments) if (segment[0] === "CAS") list = withAdjustments(list, segment);
  return list ?? NO_ADJUSTMENTS;
}

export const NO_ADJUSTMENTS: readonly Adjustment[] = [];

/** A list and the triples of one more CAS segment. */
export function withAdjustments(list: Adjustment[] | undefined, cas: Segment): Adjustment[] | undefined {
  let all = list;
  const group = cas[1] ?? "";
  for (let at = 2; at < cas.length; at += 3) {
    const reason = cas[at] ?? "";
    const amount = cas[at + 1];
    if (reason === "" && !amount) continue;
    all = listWith(all, { group, reason, amount: centsOf(amount), quantity: optNumber(cas[at + 2]) });
  }
  return all;
}

/** A list and one more. Most lists of a claim stay at one: it begins as small as that. */
export function listWith<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined) return [item];
  list.push(item);
  return list;
}

export function amountsOf(loop: Loop): readonly QualifiedAmount[] | undefined {
  return some(all(loop, "AMT").map((amt) => ({ qualifier: amt[1] ?? "", amount: centsOf(amt[2]) })));
}

/** AMT02 of the first AMT with a qualifier. */
export function amountOf(loop: Loop, qualifier: string): Cents | undefined {
  return optCents(firstOf(loop, "AMT", qualifier)?.[2]);
}

/** Whether an object has a value in it. */
export function orAbsent<T extends object>(value: T): T | undefined {
  for (const part of Object.values(value)) if (part !== undefined) return value;
  return undefined;
}
