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

/** The Encoding Standard's decoder, which every platform has. */
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };
const decoder = new TextDecoder();

/** Bytes that are made to text at once: few enough to stay near the processor. A longer segment makes its own room. */
const ROOM = 65_536;
/** What nearly every segment has enough of. */
const SPARE = 1024;

/**
 * Writes strictly: every segment goes through the description's walker and every rule, and a single error refuses the
 * whole. Rules X12-P1 to X12-P5 of SPEC.md.
 */
class Writer implements SegmentSink {
  readonly delimiters: Delimiters;
  private readonly report: Report;
  private readonly separator: number;
  private readonly end: string;
  private readonly forbidden = new Uint8Array(128);
  private walker: Walker | undefined;
  private number = 0;
  private since = 0;
  /** What comes after `written`, a byte a character: what is forbidden leaves ASCII alone. */
  private bytes = new Uint8Array(ROOM);
  private length = 0;
  private written = "";

  constructor(delimiters: Delimiters, lineBreaks: boolean, report: Report) {
    this.delimiters = delimiters;
    this.report = report;
    this.separator = delimiters.element.charCodeAt(0);
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
    this.writeId(id);
    let last = 0;
    let end = this.length;
    for (let at = 1; at < length; at += 1) {
      const field = fields[at];
      let value = "";
      if (typeof field === "string") {
        value = field;
        if (!this.writeElement(value)) this.refuse(id, at);
      } else if (field === undefined) this.writeElement("");
      else {
        value = isRepeated(field) ? this.joined(id, at, field.repeat) : this.composite(id, at, field);
        // Its parts have been looked at, and hold none of the delimiters that stand between them.
        this.writeElement(value);
      }
      // The list is ours: it becomes the segment, text by text.
      fields[at] = value;
      if (value === "") continue;
      last = at;
      end = this.length;
    }
    this.length = end;
    this.writeEnd();
    // Setting the length would cost more than the few that there are.
    for (let surplus = length - 1 - last; surplus > 0; surplus -= 1) fields.pop();
    this.number += 1;
    this.since += 1;
    this.walker?.step(fields as string[], this.number);
  }

  /** A control segment: it is not walked. */
  control(segment: readonly string[]): void {
    this.number += 1;
    this.since += 1;
    const id = segment[0] as string;
    this.writeId(id);
    for (let at = 1; at < segment.length; at += 1) {
      const sound = this.writeElement(segment[at] as string);
      // ISA11 and ISA16 are delimiters.
      if (!sound && (id !== "ISA" || (at !== 16 && at !== 11))) this.refuse(id, at);
    }
    this.writeEnd();
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
    this.closeChunk();
    return this.written;
  }

  private writeId(id: string): void {
    if (this.length > ROOM - SPARE) this.closeChunk();
    this.makeRoom(id.length);
    this.append(id);
  }

  private closeChunk(): void {
    this.written += decoder.decode(this.bytes.subarray(0, this.length));
    this.length = 0;
  }

  /** A separator and a text. @returns whether the text holds nothing that is forbidden. */
  private writeElement(text: string): boolean {
    this.makeRoom(text.length + 1);
    this.bytes[this.length] = this.separator;
    this.length += 1;
    return this.append(text);
  }

  private writeEnd(): void {
    this.makeRoom(this.end.length);
    this.append(this.end);
  }

  private append(text: string): boolean {
    const { bytes, forbidden, length } = this;
    let wrong = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      wrong |= code > 127 ? 1 : (forbidden[code] as number);
      bytes[length + at] = code;
    }
    this.length = length + text.length;
    return wrong === 0;
  }

  private makeRoom(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(2 * (this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
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
