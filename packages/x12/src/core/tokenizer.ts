import type { Delimiters } from "../types.ts";
import { LIMITS } from "./findings.ts";
import { readIsa } from "./interchange.ts";
import type { Segment } from "./walker.ts";

/** What the tokenizer finds, in order. */
export interface TokenSink {
  /** An interchange begins. `length` is that of its ISA, terminator included. */
  interchange(isa: Segment, delimiters: Delimiters, length: number): void;
  segment(segment: Segment): void;
  /** Something stands at the next segment's place that is passed over; it counts as a segment when `counts`. */
  trouble(rule: string, message: string, severity: "error" | "warning", counts: boolean): void;
  /** An ISA comes before the interchange has ended. */
  interrupted(): void;
}

/**
 * Parts a stream of text, given in pieces of any size, into segments. It keeps no more of it than one unfinished segment, and
 * of that no more than {@link LIMITS.segmentCharacters}.
 */
export class Tokenizer {
  private readonly sink: TokenSink;
  private text = "";
  private delimiters: Delimiters | undefined;
  private skipping = false;
  private junkReported = false;
  /** Where the next line break of the text is; looked for only where line breaks do not end segments. */
  private lineBreak = NOWHERE;
  private smallLetters = false;
  private readonly said = new Set<string>();
  private readonly codes = newCodes();
  /** Whether an ISA, good or bad, has been met. */
  started = false;

  constructor(sink: TokenSink) {
    this.sink = sink;
  }

  push(chunk: string, last: boolean): void {
    this.text = this.text === "" ? chunk : this.text + chunk;
    this.lineBreak = -1;
    let at = 0;
    // A step gives where to go on; a negative number says that it wants more text, and from where.
    while (at >= 0) at = this.delimiters === undefined ? this.findIsa(at, last) : this.takeSegments(at, last);
    at = -at - 1;
    if (at > 0) this.text = this.text.slice(at);
  }

  /** The interchange has ended (IEA): what follows is another one, or junk. */
  endInterchange(): void {
    this.delimiters = undefined;
  }

  /** Between interchanges. Gives where to go on, or -(position)-1 when more text is needed. */
  private findIsa(from: number, last: boolean): number {
    const text = this.text;
    let at = from;
    while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
    if (at >= text.length) return -at - 1;
    if (text.length - at < 3 && !last) return -at - 1;
    if (!text.startsWith("ISA", at) && !text.startsWith("isa", at)) {
      this.junk();
      const found = text.indexOf("ISA", at);
      if (found < 0) return -(last ? text.length : Math.max(at, text.length - 2)) - 1;
      at = found;
    }
    const isa = readIsa(text, at);
    if (isa === "more" && !last) return -at - 1;
    if (typeof isa === "string") {
      this.started = true;
      const message = "The ISA segment cannot be read: sixteen elements of fixed length are needed.";
      this.sink.trouble("X12-ISA", message, "error", true);
      return at + 3;
    }
    this.started = true;
    this.junkReported = false;
    this.delimiters = isa.delimiters;
    this.said.clear();
    this.smallLetters = text.startsWith("isa", at);
    this.sink.interchange(isa.segment, isa.delimiters, isa.length - isa.lineBreaks);
    if (this.smallLetters) this.mention("smallLetters");
    if (isa.lineBreaks > 0) this.mention("lineBreak");
    return at + isa.length;
  }

  private junk(): void {
    if (this.junkReported) return;
    this.junkReported = true;
    if (this.started) {
      const message = "There is text after the end of the interchange (IEA) that is not X12.";
      this.sink.trouble("X12-JUNK-AFTER", message, "warning", false);
    } else this.sink.trouble("X12-JUNK-BEFORE", "There is text before the ISA segment.", "warning", false);
  }

  /** Inside an interchange. Gives where to go on, or -(position)-1 when more text is needed. */
  private takeSegments(from: number, last: boolean): number {
    const text = this.text;
    const { segment: terminator, element } = this.delimiters as Delimiters;
    const terminatorCode = terminator.charCodeAt(0);
    const separator = element.charCodeAt(0);
    const breaksEnd = terminatorCode === 10 || terminatorCode === 13;
    let at = from;
    while (this.delimiters !== undefined) {
      if (this.skipping) {
        const end = text.indexOf(terminator, at);
        if (end < 0) return -text.length - 1;
        this.skipping = false;
        at = end + 1;
      }
      let start = at;
      let code = text.charCodeAt(start);
      while (code !== terminatorCode && (code === 10 || code === 13 || code === 32 || code === 9))
        code = text.charCodeAt((start += 1));
      if (code === 73 && text.startsWith("ISA", start)) {
        const begins = this.beginsInterchange(text, start, element);
        if (begins === "more" && !last) return -start - 1;
        if (begins === true) return start;
      }
      const end = text.indexOf(terminator, start);
      if (end < 0) return this.leftOver(start, element, last);
      at = end + 1;
      if (!breaksEnd && this.lineBreak < start) this.lineBreak = findLineBreak(text, start);
      if (end - start > LIMITS.segmentCharacters) this.tooLong();
      else if (end === start) this.empty(terminatorCode);
      else if (code >= 97 || this.smallLetters || (!breaksEnd && this.lineBreak < end))
        this.mended(text, start, end, element);
      else this.sink.segment(split(text, start, end, separator, this.codes));
    }
    return at;
  }

  /** An ISA where a segment of the open interchange should be: the next interchange, whatever its delimiters are. */
  private beginsInterchange(text: string, start: number, element: string): boolean | "more" {
    const separator = text[start + 3];
    if (separator === undefined) return "more";
    if (separator !== element) {
      const isa = readIsa(text, start);
      if (typeof isa === "string") return isa === "more" ? isa : false;
    }
    this.sink.interrupted();
    this.delimiters = undefined;
    return true;
  }

  /** A segment in small letters, or with line breaks in it, as files have that were cut to lines of 80 characters. */
  private mended(text: string, start: number, end: number, element: string): void {
    const raw = text.slice(start, end);
    const whole = raw.replace(/[\r\n]/g, "");
    const length = whole.indexOf(element);
    const id = length < 0 ? whole : whole.slice(0, length);
    const capitals = this.smallLetters ? whole.toUpperCase() : id.toUpperCase() + whole.slice(id.length);
    this.sink.segment(split(capitals, 0, capitals.length, element.charCodeAt(0), this.codes));
    if (whole.length < raw.length) this.mention("lineBreak");
    if (capitals !== whole) this.mention("smallLetters");
  }

  /** Says once in an interchange what was mended. */
  private mention(what: keyof typeof MENDED): void {
    if (this.said.has(what)) return;
    this.said.add(what);
    const [rule, message] = MENDED[what];
    this.sink.trouble(rule, message, "warning", false);
  }

  /** A segment that is not finished yet, or never. */
  private leftOver(start: number, element: string, last: boolean): number {
    const length = this.text.length - start;
    if (length > LIMITS.segmentCharacters) {
      this.tooLong();
      this.skipping = true;
      return -this.text.length - 1;
    }
    if (!last) return -start - 1;
    if (length > 0) {
      const message = "The file ends in the middle of a segment: the segment terminator is missing.";
      this.sink.trouble("X12-TERMINATOR", message, "error", false);
      this.mended(this.text, start, this.text.length, element);
    }
    return -this.text.length - 1;
  }

  private tooLong(): void {
    const message = `This segment is longer than ${LIMITS.segmentCharacters} characters and is passed over.`;
    this.sink.trouble("X12-LIMIT-SEGMENT", message, "error", true);
  }

  private empty(terminatorCode: number): void {
    // Where a line break ends segments, CR LF and empty lines are nothing to speak of.
    if (terminatorCode === 10 || terminatorCode === 13) return;
    this.sink.trouble("X12-EMPTY-SEGMENT", "Two segment terminators follow each other.", "warning", false);
  }
}

const NOWHERE = Number.POSITIVE_INFINITY;

function findLineBreak(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found < 0 ? NOWHERE : found;
}

const MENDED = {
  lineBreak: ["X12-LINE-BREAK", "Lines are broken inside of segments; the breaks are taken out."],
  smallLetters: ["X12-SMALL-LETTERS", "Segment ids are in small letters; they are read as capitals."],
} as const satisfies Record<string, readonly [string, string]>;

/**
 * Elements of the text between two places, in one pass. Ids, codes and small numbers come in their thousands: `codes` gives
 * the same string each time, which saves making it and saves every table from looking at its characters again.
 */
function split(text: string, start: number, end: number, separator: number, codes: Codes): Segment {
  const parts: string[] = [];
  let from = start;
  let key = NO_CHARACTERS;
  let seen = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== separator) {
      key = (key << 7) | code;
      seen |= code;
      continue;
    }
    parts.push(at - from > SHORT || seen > 127 ? text.slice(from, at) : shortPiece(text, from, at, key, codes));
    from = at + 1;
    key = NO_CHARACTERS;
  }
  parts.push(end - from > SHORT || seen > 127 ? text.slice(from, end) : shortPiece(text, from, end, key, codes));
  return parts;
}

/** Up to four ASCII characters are seven bits each of a 32-bit key, behind a bit that tells how many they are. */
const SHORT = 4;
const NO_CHARACTERS = 1;

/** The short strings met last, each at the one place that its key has: however long a file is, there are no more of them. */
interface Codes {
  readonly keys: Int32Array;
  readonly texts: string[];
}

const PLACES_LOG2 = 10;

function newCodes(): Codes {
  const places = 1 << PLACES_LOG2;
  return { keys: new Int32Array(places), texts: Array<string>(places).fill("") };
}

function shortPiece(text: string, from: number, to: number, key: number, codes: Codes): string {
  if (from === to) return "";
  const place = Math.imul(key, 0x9e3779b1) >>> (32 - PLACES_LOG2);
  if (codes.keys[place] === key) return codes.texts[place] as string;
  const made = text.slice(from, to);
  codes.keys[place] = key;
  codes.texts[place] = made;
  return made;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xfeff || code === 0x1a || code === 0;
}
