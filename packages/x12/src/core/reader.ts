import type { SegmentNode, Transaction } from "../spec/compile.ts";
import { findSpec, transactionOf } from "../spec/catalog.ts";
import type { TransactionSpec } from "../spec/describe.ts";
import type { Delimiters } from "../types.ts";
import {
  checkGs,
  checkIsa,
  checkTa1,
  checkTrailer,
  envelopeFault,
  FRAME_FAULTS,
  refusal,
  UsedNumbers,
  type EnvelopeFault,
} from "./envelope.ts";
import type { Report } from "./findings.ts";
import { Tokenizer } from "./tokenizer.ts";
import { Walker, type Loop, type LoopEnd, type Segment } from "./walker.ts";

/** Where in the file a transaction stands. */
export interface Place {
  readonly isa: Segment;
  readonly gs: Segment;
  readonly st: Segment;
  readonly delimiters: Delimiters;
  /** Number in the file of the ST segment. */
  readonly stNumber: number;
  /** Counts the interchanges and, over all of them, the groups; 1 the first. */
  readonly interchangeIndex: number;
  readonly groupIndex: number;
}

/** What the reader tells about. All are optional. */
export interface ReaderEvents {
  readonly report: Report;
  /** Every segment as it comes, control segments too. */
  readonly segment?: (segment: Segment, number: number) => void;
  /** The same, after its place has been looked for. */
  readonly placed?: (segment: Segment, number: number, node: SegmentNode | undefined, inTransaction: boolean) => void;
  readonly interchangeStart?: (isa: Segment, delimiters: Delimiters) => void;
  readonly interchangeEnd?: (isa: Segment) => void;
  readonly groupStart?: (gs: Segment) => void;
  readonly groupEnd?: (gs: Segment, place: { readonly isa: Segment }) => void;
  readonly ta1?: (ta1: Segment, isa: Segment) => void;
  /** A transaction begins; gives what to do as its loops end, by loop index. `undefined`: it is checked only. */
  readonly transactionStart?: (
    transaction: Transaction,
    place: Place,
    report: Report,
  ) => readonly (LoopEnd | undefined)[] | undefined;
  readonly transactionEnd?: (root: Loop, place: Place, transaction: Transaction) => void;
  /** A transaction that cannot be read: of a kind that we do not describe. */
  readonly transactionRefused?: (place: Place) => void;
}

function isControl(id: string): boolean {
  return id === "SE" || id === "ST" || id === "GE" || id === "GS" || id === "IEA" || id === "TA1";
}

const NO_LOOP_ENDS: readonly undefined[] = [];

/**
 * Reads a stream of X12 text, given in pieces of any size, in constant memory. Everything that it meets it tells through the
 * events; nothing makes it throw. Rules X12-I1 to X12-I7 of SPEC.md.
 */
export class X12Reader {
  private readonly events: ReaderEvents;
  private readonly fault: EnvelopeFault;
  private readonly tokenizer: Tokenizer;
  private number = 0;
  private delimiters: Delimiters | undefined;
  private isa: Segment | undefined;
  private gs: Segment | undefined;
  private st: Segment | undefined;
  private walker: Walker | undefined;
  private transaction: Transaction | undefined;
  private place: Place | undefined;
  private groups = 0;
  private groupCount = 0;
  /** Number in the file of the GS that is open. */
  private groupNumber = 0;
  private transactions = 0;
  private segments = 0;
  private interchanges = 0;
  private readonly groupNumbers = new UsedNumbers();
  private readonly transactionNumbers = new UsedNumbers();
  private strayReported = false;

  constructor(events: ReaderEvents) {
    this.events = events;
    this.fault = envelopeFault(events.report);
    this.tokenizer = new Tokenizer({
      interchange: (isa, delimiters, length) => this.openInterchange(isa, delimiters, length),
      segment: (segment) => this.take(segment),
      trouble: (rule, message, severity, counts) => {
        if (counts) this.number += 1;
        if (counts && this.st) this.segments += 1;
        this.fault(rule, "", this.number, undefined, message, severity === "warning" ? severity : undefined);
      },
      interrupted: () => this.closeInterchange(),
    });
  }

  /** Takes the next piece of the file. */
  push(chunk: string): void {
    this.tokenizer.push(chunk, false);
  }

  /** The file has ended. */
  end(): void {
    this.tokenizer.push("", true);
    this.closeInterchange();
    if (!this.tokenizer.started) this.fault("X12-NO-ISA", "", 0, undefined, FRAME_FAULTS.noIsa[3]);
  }

  private say(fault: keyof typeof FRAME_FAULTS): void {
    const [rule, segmentId, element, message] = FRAME_FAULTS[fault];
    const number = fault === "groupNotSt" ? this.groupNumber : this.number;
    this.fault(rule, segmentId, number, element > 0 ? element : undefined, message);
  }

  private openInterchange(isa: Segment, delimiters: Delimiters, length: number): void {
    this.strayReported = false;
    this.number += 1;
    this.interchanges += 1;
    this.isa = isa;
    this.delimiters = delimiters;
    this.groups = 0;
    this.groupNumbers.clear();
    checkIsa(isa, this.number, this.fault, delimiters.repetition);
    if (length !== 106) this.say("isaLength");
    this.events.segment?.(isa, this.number);
    this.events.interchangeStart?.(isa, delimiters);
    this.events.placed?.(isa, this.number, undefined, false);
  }

  private take(segment: Segment): void {
    this.number += 1;
    this.events.segment?.(segment, this.number);
    const inside = this.st !== undefined && !isControl(segment[0] as string);
    let node: SegmentNode | undefined;
    if (inside) {
      this.segments += 1;
      node = this.walker?.step(segment, this.number);
    } else this.control(segment);
    this.events.placed?.(segment, this.number, node, inside);
  }

  private control(segment: Segment): void {
    switch (segment[0]) {
      case "GS":
        return this.openGroup(segment);
      case "ST":
        return this.openTransaction(segment);
      case "SE":
        return this.seSegment(segment);
      case "GE":
        return this.geSegment(segment);
      case "IEA":
        return this.ieaSegment(segment);
      case "TA1":
        checkTa1(segment, this.number, this.fault);
        return this.events.ta1?.(segment, this.isa as Segment);
      default:
        if (!this.strayReported) this.say("stray");
        this.strayReported = true;
    }
  }

  private openGroup(gs: Segment): void {
    if (this.gs) {
      this.say("newGroup");
      this.closeGroup();
    }
    this.gs = gs;
    this.groupNumber = this.number;
    this.groups += 1;
    this.groupCount += 1;
    this.transactions = 0;
    this.transactionNumbers.clear();
    checkGs(gs, this.number, this.fault);
    if (this.groupNumbers.again(gs[6] ?? "")) this.say("groupTwice");
    this.events.groupStart?.(gs);
  }

  private openTransaction(st: Segment): void {
    if (this.st) {
      this.say("newTransaction");
      this.closeTransaction();
    }
    if (!this.gs) this.say("noGroup");
    this.st = st;
    this.segments = 1;
    this.transactions += 1;
    const gs = this.gs ?? ["GS"];
    this.place = {
      isa: this.isa as Segment,
      gs,
      st,
      delimiters: this.delimiters as Delimiters,
      stNumber: this.number,
      interchangeIndex: this.interchanges,
      groupIndex: this.groupCount,
    };
    const version = st[3] || gs[8] || "";
    const found = findSpec(st[1] ?? "", version);
    this.checkSt(st, gs, found, version);
    if (!found) {
      this.events.transactionRefused?.(this.place);
      return;
    }
    this.transaction = transactionOf(found.spec);
    const loopEnds = this.events.transactionStart?.(this.transaction, this.place, this.events.report);
    this.walker = new Walker(this.transaction, this.place.delimiters, this.events.report, loopEnds ?? NO_LOOP_ENDS);
  }

  private checkSt(
    st: Segment,
    gs: Segment,
    found: { spec: TransactionSpec; exact: boolean } | undefined,
    version: string,
  ): void {
    if (!/^[A-Za-z0-9]{4,9}$/.test(st[2] ?? "")) this.say("stNumber");
    if (this.transactionNumbers.again(st[2] ?? "")) this.say("stTwice");
    // Version 4010 has no ST03: such a file is refused as a whole.
    if (!st[3] && found?.spec.versionInSt !== false && !version.startsWith("004")) this.say("stVersion");
    // Which of the two is wrong: the one that is no version of this transaction.
    else if (st[3] && this.gs && st[3] !== gs[8]) this.say(found ? "groupNotSt" : "stNotGroup");
    if (!found) return this.fault("X12-ST-UNSUPPORTED", "ST", this.number, st[3] ? 3 : 1, refusal(st, version));
    const { spec, exact } = found;
    if (!exact) {
      const message = `This version is read as ${spec.version}.`;
      this.fault("X12-ST03-NEAR", "ST", this.number, 3, message, "warning");
    }
    if (this.gs && gs[1] !== spec.groupCode) {
      const message = `GS01 must be ${spec.groupCode} for ${spec.name} (${spec.short}).`;
      this.fault("X12-GS01", "GS", this.groupNumber, 1, message);
    }
  }

  private seSegment(se: Segment): void {
    if (!this.st) return this.say("straySe");
    this.segments += 1;
    const opened = this.st[2] ?? "";
    const count = this.segments;
    this.closeTransaction();
    checkTrailer(se, this.number, opened, count, { counted: "segments from ST to SE", opener: "ST02" }, this.fault);
  }

  private geSegment(ge: Segment): void {
    if (!this.gs) return this.say("strayGe");
    if (this.st) {
      this.say("groupEnds");
      this.closeTransaction();
    }
    const words = { counted: "transactions in the group", opener: "GS06" };
    checkTrailer(ge, this.number, this.gs[6] ?? "", this.transactions, words, this.fault);
    this.closeGroup();
  }

  private ieaSegment(iea: Segment): void {
    const isa = this.isa as Segment;
    this.closeOpenGroup();
    const words = { counted: "groups in the interchange", opener: "ISA13" };
    checkTrailer(iea, this.number, isa[13] ?? "", this.groups, words, this.fault);
    this.leaveInterchange(isa);
  }

  private leaveInterchange(isa: Segment): void {
    this.isa = undefined;
    this.tokenizer.endInterchange();
    this.events.interchangeEnd?.(isa);
  }

  private closeOpenGroup(): void {
    if (this.st) {
      this.say("interchangeEndsTransaction");
      this.closeTransaction();
    }
    if (this.gs) {
      this.say("interchangeEndsGroup");
      this.closeGroup();
    }
  }

  private closeTransaction(): void {
    if (this.walker && this.place && this.transaction) {
      const root = this.walker.end();
      this.events.transactionEnd?.(root, this.place, this.transaction);
    }
    this.walker = undefined;
    this.transaction = undefined;
    this.place = undefined;
    this.st = undefined;
  }

  private closeGroup(): void {
    if (this.st) this.closeTransaction();
    if (this.gs) this.events.groupEnd?.(this.gs, { isa: this.isa as Segment });
    this.gs = undefined;
  }

  /** The interchange ends without IEA. */
  private closeInterchange(): void {
    if (!this.isa) return;
    const isa = this.isa;
    this.closeOpenGroup();
    this.say("noIea");
    this.leaveInterchange(isa);
  }
}
