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
  /** The text's characters, where it has none beyond ASCII: looking at bytes costs a third of asking the text for each. */
  private bytes = new Uint8Array(0);
  private isAscii = false;
  /** What an ASCII character is in the open interchange. */
  private readonly kinds = new Uint8Array(128);
  /** Where the segment ends that `plainSegment` has given. */
  private ended = 0;
  private smallLetters = false;
  private readonly said = new Set<string>();
  private readonly codes = newCodes();
  /** Whether an ISA, good or bad, has been met. */
  started = false;

  constructor(sink: TokenSink) {
    this.sink = sink;
  }

  push(chunk: string, last: boolean): void {
    let at = 0;
    for (; chunk.length - at > PIECE; at += PIECE) this.take(chunk.slice(at, at + PIECE), false);
    this.take(at === 0 ? chunk : chunk.slice(at), last);
  }

  private take(piece: string, last: boolean): void {
    this.text = this.text === "" ? piece : this.text + piece;
    if (this.bytes.length < this.text.length) this.bytes = new Uint8Array(2 * this.text.length);
    const { read, written } = encoder.encodeInto(this.text, this.bytes);
    this.isAscii = read === this.text.length && written === read;
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
    this.tellKinds(isa.delimiters);
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
      if (this.isAscii && code < 97 && !this.smallLetters) {
        const segment = this.plainSegment(text, start);
        if (segment !== undefined) {
          at = this.ended + 1;
          this.sink.segment(segment);
          continue;
        }
      }
      const end = text.indexOf(terminator, start);
      if (end < 0) return this.leftOver(start, element, last);
      at = end + 1;
      if (end - start > LIMITS.segmentCharacters) this.tooLong();
      else if (end === start) this.empty(terminatorCode);
      else this.mended(text.slice(start, end), element);
    }
    return at;
  }

  private tellKinds({ segment: terminator, element }: Delimiters): void {
    this.kinds.fill(ORDINARY);
    this.kinds[LINE_FEED] = BREAK;
    this.kinds[element.charCodeAt(0)] = SEPARATOR;
    this.kinds[terminator.charCodeAt(0)] = TERMINATOR;
  }

  /**
   * Elements of the segment that begins here, in one pass; `ended` then says where. Undefined: it is not finished, is empty,
   * too long, or has a line break in it.
   *
   * Ids, codes and small numbers come in their thousands: `codes` gives the same string each time, which saves making it and
   * saves every table from looking at its characters again.
   */
  private plainSegment(text: string, start: number): Segment | undefined {
    const { bytes, kinds, codes } = this;
    const stop = Math.min(text.length, start + LIMITS.segmentCharacters + 1);
    // By index: on a list of this kind a push is a call, and this is done for every element.
    const parts: string[] = [];
    let count = 0;
    let from = start;
    let key = NO_CHARACTERS;
    for (let at = start; at < stop; at += 1) {
      const code = bytes[at] as number;
      const kind = kinds[code];
      if (kind === ORDINARY) {
        key = (key << 7) | code;
        continue;
      }
      if (kind === BREAK) return undefined;
      parts[count] = at - from > SHORT ? text.slice(from, at) : shortPiece(text, from, at, key, codes);
      if (kind === TERMINATOR) {
        this.ended = at;
        return at === start ? undefined : parts;
      }
      count += 1;
      from = at + 1;
      key = NO_CHARACTERS;
    }
    return undefined;
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

  /** A segment with characters beyond ASCII, in small letters, or broken over lines as in files cut to 80 characters. */
  private mended(raw: string, element: string): void {
    const isSmall = this.smallLetters || raw.charCodeAt(0) >= 97;
    const whole = isSmall || raw.includes("\n") ? raw.replace(/[\r\n]/g, "") : raw;
    const capitals = this.smallLetters ? whole.toUpperCase() : isSmall ? inCapitals(whole, element) : whole;
    this.sink.segment(capitals.split(element));
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
      this.mended(this.text.slice(start).replace(/[\r\n]+$/, ""), element);
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

/** A segment with its id in capitals. */
function inCapitals(segment: string, element: string): string {
  const end = segment.indexOf(element);
  return end < 0 ? segment.toUpperCase() : segment.slice(0, end).toUpperCase() + segment.slice(end);
}

/** In Node and in browsers; this package has the types of neither. */
declare const TextEncoder: new () => {
  encodeInto(text: string, bytes: Uint8Array): { readonly read: number; readonly written: number };
};
const encoder = new TextEncoder();

const ORDINARY = 0;
const SEPARATOR = 1;
const TERMINATOR = 2;
const BREAK = 3;
const LINE_FEED = 10;

/** A text given whole is looked at in pieces of this many characters. */
const PIECE = 65_536;

const MENDED = {
  lineBreak: ["X12-LINE-BREAK", "Lines are broken inside of segments; the breaks are taken out."],
  smallLetters: ["X12-SMALL-LETTERS", "Segment ids are in small letters; they are read as capitals."],
} as const satisfies Record<string, readonly [string, string]>;

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
