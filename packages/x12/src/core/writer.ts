import type { Cents } from "@practicum/kernel/money";
import { err, ok, type Result } from "@practicum/kernel/result";
import { rulesOf } from "../rules/catalog.ts";
import { transactionOf } from "../spec/catalog.ts";
import type { Transaction } from "../spec/compile.ts";
import type { Delimiters, Finding, GroupHeader, Interchange, InterchangeHeader } from "../types.ts";
import type { Codec } from "./codec.ts";
import { checkGs, checkIsa, envelopeFault } from "./envelope.ts";
import { collectFindings, isAcceptable, type Report } from "./findings.ts";
import { date8, time4 } from "./interchange.ts";
import { CHARACTERS } from "./text.ts";
import { ruleChecks, type LoopCheck } from "./rules.ts";
import { Walker, type LoopEnd } from "./walker.ts";

export const STANDARD_DELIMITERS: Delimiters = { element: "*", segment: "~", component: ":", repetition: "^" };

export interface WriteOptions {
  readonly delimiters?: Delimiters;
  /** A line feed after each segment, for people. Off for partners. */
  readonly lineBreaks?: boolean;
}

/** An element: a text, the components of a composite, or the repetitions of a simple element. */
export type Field = string | readonly (string | undefined)[] | { readonly repeat: readonly string[] } | undefined;

/** Takes the segments of transactions in order, checks each against its description, and makes text of them. */
export interface SegmentSink {
  /** One segment: its id, then its elements. Empty ones at the end are left out. */
  put(...fields: Field[]): void;
  readonly delimiters: Delimiters;
}

function isRepeated(field: Exclude<Field, string | undefined>): field is { readonly repeat: readonly string[] } {
  return !Array.isArray(field);
}

/** Elements are joined to text in lots of this many: small enough that what they are made of is still young garbage. */
const LOT = 512;

function newLot(): string[] {
  return Array<string>(LOT).fill("");
}

/**
 * Writes strictly: every segment goes through the description's walker and every rule, and a single error refuses the
 * whole. Rules X12-P1 to X12-P5 of SPEC.md.
 */
class Writer implements SegmentSink {
  readonly delimiters: Delimiters;
  private readonly report: Report;
  private readonly end: string;
  private readonly forbidden = new Uint8Array(128);
  private walker: Walker | undefined;
  private number = 0;
  private since = 0;
  private lot = newLot();
  private count = 0;
  /** The last text with its segment's terminator: the next segment's id will follow it. */
  private unended = "";
  private readonly chunks: string[] = [];

  constructor(delimiters: Delimiters, lineBreaks: boolean, report: Report) {
    this.delimiters = delimiters;
    this.report = report;
    this.end = delimiters.segment + (lineBreaks ? "\n" : "");
    for (const character of [
      delimiters.element,
      delimiters.segment,
      delimiters.component,
      delimiters.repetition,
      "\n",
      "\r",
    ])
      this.forbidden[character.charCodeAt(0)] = 1;
    for (let code = 0; code < 128; code += 1) if (CHARACTERS[code] === 0) this.forbidden[code] = 1;
  }

  put(...fields: Field[]): void {
    const length = fields.length;
    const id = fields[0] as string;
    let last = 0;
    for (let at = 1; at < length; at += 1) {
      const field = fields[at];
      let value = "";
      if (typeof field === "string") {
        if (this.holdsDelimiter(field)) this.refuse(id, at);
        value = field;
      } else if (field !== undefined)
        value = isRepeated(field) ? this.joined(id, at, field.repeat) : this.composite(id, at, field);
      // The list is ours: it becomes the segment, text by text.
      fields[at] = value;
      if (value !== "") last = at;
    }
    // Setting the length would cost more than the few that there are.
    for (let surplus = length - 1 - last; surplus > 0; surplus -= 1) fields.pop();
    const segment = fields as string[];
    this.number += 1;
    this.since += 1;
    this.walker?.step(segment, this.number);
    this.add(segment);
  }

  /** A control segment: it is not walked. */
  control(segment: readonly string[]): void {
    this.number += 1;
    this.since += 1;
    for (let at = 1; at < segment.length; at += 1)
      if (segment[0] !== "ISA" || (at !== 16 && at !== 11))
        if (this.holdsDelimiter(segment[at] as string)) this.refuse(segment[0] as string, at);
    this.add(segment);
  }

  get segmentNumber(): number {
    return this.number;
  }

  begin(transaction: Transaction, loopEnds: readonly (LoopEnd | undefined)[]): void {
    this.since = 1;
    this.walker = new Walker(transaction, this.delimiters, this.report, loopEnds);
  }

  /** Ends the transaction; gives the count for SE01. */
  finish(): number {
    this.walker?.end();
    this.walker = undefined;
    return this.since + 1;
  }

  text(): string {
    this.chunks.push([...this.lot.slice(0, this.count), this.unended].join(this.delimiters.element));
    return this.chunks.join(this.delimiters.element);
  }

  /** Adds a segment's texts. An element separator will come between any two, so a terminator goes with its neighbours. */
  private add(segment: readonly string[]): void {
    const length = segment.length;
    let text = this.unended + (segment[0] as string);
    for (let at = 1; at < length; at += 1) {
      this.lot[this.count] = text;
      this.count += 1;
      if (this.count === LOT) this.closeLot();
      text = segment[at] as string;
    }
    this.unended = text + this.end;
  }

  private closeLot(): void {
    this.chunks.push(this.lot.join(this.delimiters.element));
    this.lot = newLot();
    this.count = 0;
  }

  private composite(id: string, at: number, parts: readonly (string | undefined)[]): string {
    let text = "";
    let pending = "";
    for (let part = 0; part < parts.length; part += 1) {
      const value = parts[part] ?? "";
      if (part > 0) pending += this.delimiters.component;
      if (value === "") continue;
      if (this.holdsDelimiter(value)) this.refuse(id, at, part + 1);
      text += pending + value;
      pending = "";
    }
    return text;
  }

  private joined(id: string, at: number, parts: readonly string[]): string {
    for (const part of parts) if (part === "" || this.holdsDelimiter(part)) this.refuse(id, at);
    return parts.join(this.delimiters.repetition);
  }

  private holdsDelimiter(text: string): boolean {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127 || this.forbidden[code] === 1) return true;
    }
    return false;
  }

  private refuse(id: string, element: number, component?: number): void {
    this.report({
      severity: "error",
      segmentNumber: this.number + 1,
      segmentId: id,
      elementPosition: element,
      ...(component === undefined ? {} : { componentPosition: component }),
      rule: "X12-WRITE-CHARACTER",
      message: `${id}${String(element).padStart(2, "0")} holds a delimiter, a line break or a letter that X12 partners do not take (fold it first).`,
    });
  }
}

/**
 * Writes one interchange with one group. `write` puts the segments between ST and SE of each transaction. An error
 * anywhere gives the findings and no text.
 */
export function writeInterchange<T extends { readonly controlNumber: string }, I>(
  codec: Codec<T, I>,
  value: Interchange<T>,
  write: (sink: SegmentSink, transaction: T) => void,
  options: WriteOptions = {},
): Result<string, readonly Finding[]> {
  const { findings, report } = collectFindings();
  const delimiters = options.delimiters ?? STANDARD_DELIMITERS;
  const writer = new Writer(delimiters, options.lineBreaks ?? false, report);
  const transaction = transactionOf(codec.spec);
  const fault = envelopeFault(report);
  const isa = isaSegment(value.interchange, delimiters);
  checkIsa(isa, 1, fault, delimiters.repetition);
  checkDelimiters(delimiters, fault);
  writer.control(isa);
  const gs = gsSegment(value.group, codec.spec.groupCode, codec.spec.version);
  checkGs(gs, 2, fault);
  writer.control(gs);
  if (value.transactions.length === 0)
    fault("X12-WRITE-EMPTY", "ST", 3, undefined, "There is no transaction to write.");
  const used = new Set<string>();
  for (const one of value.transactions) {
    if (!/^[A-Za-z0-9]{4,9}$/.test(one.controlNumber) || used.has(one.controlNumber))
      fault("X12-ST02", "ST", writer.segmentNumber + 1, 2, "ST02 must have four to nine characters and be used once.");
    used.add(one.controlNumber);
    const st = ["ST", codec.spec.code, one.controlNumber];
    writer.control(codec.spec.versionInSt ? [...st, codec.spec.version] : st);
    const checks = ruleChecks(rulesOf(codec.spec), transaction, delimiters, report);
    writer.begin(transaction, writeLoopEnds(codec, transaction, checks));
    write(writer, one);
    writer.control(["SE", String(writer.finish()), one.controlNumber]);
  }
  writer.control(["GE", String(value.transactions.length), gs[6] as string]);
  writer.control(["IEA", "1", isa[13] as string]);
  return isAcceptable(findings) ? ok(writer.text()) : err(findings);
}

/** Writes an interchange that has control segments only, between ISA and IEA, and no group. */
export function controlOnly(
  header: InterchangeHeader,
  segments: readonly (readonly string[])[],
  options: WriteOptions = {},
): Result<string, readonly Finding[]> {
  const { findings, report } = collectFindings();
  const delimiters = options.delimiters ?? STANDARD_DELIMITERS;
  const writer = new Writer(delimiters, options.lineBreaks ?? false, report);
  const fault = envelopeFault(report);
  const isa = isaSegment(header, delimiters);
  checkIsa(isa, 1, fault, delimiters.repetition);
  checkDelimiters(delimiters, fault);
  writer.control(isa);
  for (const segment of segments) writer.control(segment);
  writer.control(["IEA", "0", isa[13] as string]);
  return isAcceptable(findings) ? ok(writer.text()) : err(findings);
}

function writeLoopEnds<T, I>(
  codec: Codec<T, I>,
  transaction: Transaction,
  checks: readonly (LoopCheck | undefined)[],
): (LoopEnd | undefined)[] {
  return transaction.loops.map((node, index) => {
    const drop = codec.itemLoops.includes(node.id) || codec.dropLoops.includes(node.id);
    const check = checks[index];
    return check || drop ? (loop) => (check?.(loop), drop) : undefined;
  });
}

function checkDelimiters(delimiters: Delimiters, fault: ReturnType<typeof envelopeFault>): void {
  const all = [delimiters.element, delimiters.segment, delimiters.component, delimiters.repetition];
  if (new Set(all).size !== 4 || all.some((c) => c.length !== 1 || /[A-Za-z0-9 ]/.test(c) || c.charCodeAt(0) > 126))
    fault(
      "X12-WRITE-DELIMITERS",
      "ISA",
      1,
      undefined,
      "The four delimiters must be different single characters, no letters or digits.",
    );
}

function isaSegment(header: InterchangeHeader, delimiters: Delimiters): string[] {
  return [
    "ISA",
    header.authorization?.qualifier ?? "00",
    (header.authorization?.value ?? "").padEnd(10),
    header.security?.qualifier ?? "00",
    (header.security?.value ?? "").padEnd(10),
    header.senderQualifier,
    header.senderId.padEnd(15),
    header.receiverQualifier,
    header.receiverId.padEnd(15),
    date8(header.date).slice(2),
    time4(header.time),
    delimiters.repetition,
    "00501",
    String(header.controlNumber).padStart(9, "0"),
    header.acknowledgmentRequested ? "1" : "0",
    header.usage,
    delimiters.component,
  ];
}

function gsSegment(header: GroupHeader, code: string, version: string): string[] {
  return [
    "GS",
    code,
    header.senderCode,
    header.receiverCode,
    date8(header.date),
    time4(header.time),
    String(header.controlNumber),
    "X",
    version,
  ];
}

/** Type R of an amount: "100", "12.5", "-0.05": no zeros that say nothing. */
export function amountText(amount: Cents): string {
  const cents = amount % 100;
  if (cents === 0) return String(amount / 100);
  const magnitude = amount < 0 ? -amount : amount;
  const rest = magnitude % 100;
  const whole = (magnitude - rest) / 100;
  const fraction = rest % 10 === 0 ? String(rest / 10) : rest < 10 ? `0${rest}` : String(rest);
  return `${amount < 0 ? "-" : ""}${whole}.${fraction}`;
}

export function optAmountText(amount: Cents | undefined): string | undefined {
  return amount === undefined ? undefined : amountText(amount);
}

/** Type R of a number. */
export function numberText(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(10).replace(/\.?0+$/, "") : text;
}

export function optNumberText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : numberText(value);
}
