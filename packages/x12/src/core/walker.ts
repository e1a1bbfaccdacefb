import type { Candidates, Entry, LoopNode, SegmentNode, Transaction } from "../spec/compile.ts";
import { MANY } from "../spec/describe.ts";
import { SEGMENT_ELEMENTS } from "../spec/segments.ts";
import type { Delimiters } from "../types.ts";
import { checkSegment } from "./check-segment.ts";
import { LIMITS, type Report } from "./findings.ts";

/** One segment: its id, then its elements. */
export type Segment = readonly string[];

/** One occurrence of a loop, as far as it has been read. */
export interface Loop {
  readonly node: LoopNode;
  readonly parent: Loop | undefined;
  readonly segments: Segment[];
  /** Number in the file of each of `segments`. */
  readonly numbers: number[];
  /** Loops in this one, in the order of the file. */
  loops: Loop[];
  /** HL01, in a hierarchical loop. */
  level: string;
  hasChildLevel: boolean;
  /** What a reader has made of the loop, once it is complete: the rules and the reader ask for the same. */
  value: unknown;
  /** False for a loop that is one too many for its parent to keep: its form is checked, its meaning is not. */
  readonly kept: boolean;
}

/** Called when a loop is complete. True: it is dealt with and need not be kept in its parent. */
export type LoopEnd = (loop: Loop) => boolean;

/** Segments that belong to the NM1 before them: they are passed over with it. */
const FOLLOWERS = new Set(["N2", "N3", "N4", "PER", "REF", "DMG", "PRV"]);

/**
 * Follows the segments of one transaction through its description: finds each one's place, opens and closes loops, and
 * reports what is missing, surplus, unknown or out of order. Rules X12-W1 to X12-W6 of SPEC.md. The reader, the
 * validator and the writer all go through here.
 */
export class Walker {
  readonly root: Loop;
  private current: Loop;
  private readonly counts: Int32Array;
  private readonly reached: Int32Array;
  private readonly delimiters: Delimiters;
  private readonly report: Report;
  private readonly counted: Report;
  private faults = 0;
  /** The last segment at each place that had no fault. */
  private readonly lastGood: (Segment | undefined)[];
  private readonly loopEnd: readonly (LoopEnd | undefined)[];
  private levels = 0;
  private passing = false;
  private limitSaid: Loop | undefined;

  constructor(
    transaction: Transaction,
    delimiters: Delimiters,
    report: Report,
    loopEnd: readonly (LoopEnd | undefined)[],
  ) {
    this.counts = new Int32Array(transaction.entryCount);
    this.reached = new Int32Array(transaction.loops.length);
    this.delimiters = delimiters;
    this.report = report;
    this.counted = (finding) => {
      this.faults += 1;
      report(finding);
    };
    this.lastGood = Array.from({ length: transaction.entryCount });
    this.loopEnd = loopEnd;
    this.root = {
      node: transaction.root,
      parent: undefined,
      segments: [],
      numbers: [],
      loops: [],
      level: "",
      hasChildLevel: false,
      value: undefined,
      kept: true,
    };
    this.current = this.root;
  }

  /** Takes the next segment between ST and SE. */
  step(segment: Segment, number: number): SegmentNode | undefined {
    const id = segment[0] as string;
    let loop: Loop | undefined = this.current;
    let isKnown = false;
    while (loop !== undefined) {
      const candidates = loop.node.bySegment.get(id);
      if (candidates !== undefined) {
        const entry = this.choose(candidates, segment);
        // A place further out that is over already is none: what stands here has a wrong code, and its loop goes on.
        if (entry !== undefined && !(isKnown && this.isOver(loop, entry)))
          return this.enter(loop, entry, segment, number);
        isKnown = true;
      }
      loop = loop.parent;
    }
    const opened = isKnown ? undefined : this.openUnannounced(segment, number);
    if (opened !== undefined) return opened;
    this.unknown(segment, number);
    return undefined;
  }

  /** Ends the transaction: closes what is open. */
  end(): Loop {
    while (this.current !== this.root) this.close(this.current);
    this.close(this.root);
    return this.root;
  }

  private isOver(loop: Loop, entry: Entry): boolean {
    return entry.order < (this.reached[loop.node.index] as number);
  }

  /** X12-W6: a claim or a line whose LX is missing. It begins all the same: what it says is not to be lost. */
  private openUnannounced(segment: Segment, number: number): SegmentNode | undefined {
    for (let loop: Loop | undefined = this.current; loop !== undefined; loop = loop.parent)
      for (const entry of loop.node.entries) {
        if (entry.loop === undefined || entry.segment.id !== "LX") continue;
        if (!entry.loop.bySegment.get(segment[0] as string)?.entries[0]?.required) continue;
        this.missing(entry, loop, number);
        this.enter(loop, entry, UNANNOUNCED, number, false);
        return this.step(segment, number);
      }
    return undefined;
  }

  private choose(candidates: Candidates, segment: Segment): Entry | undefined {
    const { entries, byCode } = candidates;
    if (candidates.qualifierPosition === 0) return this.withRoom(entries);
    let value = segment[candidates.qualifierPosition] ?? "";
    if (candidates.qualifierIsComposite) {
      const end = value.indexOf(this.delimiters.component);
      if (end >= 0) value = value.slice(0, end);
    }
    if (byCode !== undefined) return byCode.get(value);
    return this.withRoom(entries.filter((entry) => entry.segment.qualifierCodes?.has(value) ?? true));
  }

  /** The first place that is not full, or else the first. */
  private withRoom(entries: readonly Entry[]): Entry | undefined {
    if (entries.length === 1) return entries[0];
    return entries.find((entry) => (this.counts[entry.index] as number) < entry.max) ?? entries[0];
  }

  private enter(loop: Loop, entry: Entry, segment: Segment, number: number, isSent = true): SegmentNode {
    this.passing = false;
    while (this.current !== loop) this.close(this.current);
    const index = loop.node.index;
    if (entry.order < (this.reached[index] as number)) this.outOfOrder(entry, loop, number);
    else this.reached[index] = entry.order;
    const count = (this.counts[entry.index] as number) + 1;
    this.counts[entry.index] = count;
    if (count === entry.max + 1) this.tooMany(entry, loop, number);
    let target = loop;
    if (entry.loop !== undefined) {
      const room = entry.max === MANY ? LIMITS.unboundedChildren : LIMITS.childrenPerLoop;
      const kept = loop.kept && loop.loops.length < room;
      target = openLoop(entry.loop, loop, kept, segment, number);
      if (!kept) this.overLimit(entry, loop, number);
      else if (loop.loops === NO_LOOPS) loop.loops = [target];
      else loop.loops.push(target);
      const first = entry.loop.firstEntry;
      const end = first + entry.loop.entries.length;
      for (let at = first + 1; at < end; at += 1) this.counts[at] = 0;
      this.counts[first] = 1;
      this.reached[entry.loop.index] = 1;
      this.current = target;
    }
    if (target === loop && target.segments.length < LIMITS.childrenPerLoop) {
      // By index: on lists of this kind a push is a call, and this is done for every segment.
      target.segments[target.segments.length] = segment;
      target.numbers[target.numbers.length] = number;
    }
    const node = entry.segment;
    if (!isSent) return node;
    const before = this.faults;
    const isSame = checkSegment(node, segment, this.lastGood[entry.index], number, this.delimiters, this.counted);
    if (!isSame && this.faults === before) this.lastGood[entry.index] = segment;
    if (node.id === "HL") this.checkLevel(target, segment, number);
    return node;
  }

  private close(loop: Loop): void {
    for (const entry of loop.node.required) if (this.counts[entry.index] === 0) this.missing(entry, loop);
    if (loop.level !== "") this.checkChildCode(loop);
    if (loop.parent !== undefined) this.current = loop.parent;
    const done = loop.kept ? this.loopEnd[loop.node.index] : undefined;
    if (done !== undefined && done(loop) && loop.parent?.loops.at(-1) === loop) loop.parent.loops.pop();
  }

  private checkLevel(loop: Loop, segment: Segment, number: number): void {
    this.levels += 1;
    loop.level = segment[1] ?? "";
    const parent = hierarchicalParent(loop);
    if (parent) parent.hasChildLevel = true;
    if (loop.level !== String(this.levels))
      this.say(
        "error",
        loop,
        "HL",
        number,
        "X12-HL01",
        "HL01 must count the HL segments of the transaction: 1, 2, 3.",
        1,
      );
    if ((segment[2] ?? "") !== (parent?.level ?? ""))
      this.say(
        "error",
        loop,
        "HL",
        number,
        "X12-HL02",
        "HL02 must be the HL01 of the level that this one belongs to.",
        2,
      );
  }

  private checkChildCode(loop: Loop): void {
    const code = loop.segments[0]?.[4] ?? "";
    if (code === "" || (code === "1") === loop.hasChildLevel) return;
    const message = loop.hasChildLevel
      ? "HL04 says that no level follows under this one, but one does."
      : "HL04 says that levels follow under this one, but none does.";
    // Claims may hang on a level that announced further ones; receivers live with it.
    this.say(loop.hasChildLevel ? "error" : "warning", loop, "HL", loop.numbers[0] ?? 0, "X12-HL04", message, 4);
  }

  private unknown(segment: Segment, number: number): void {
    const id = segment[0] as string;
    if (this.passing && FOLLOWERS.has(id)) return;
    this.passing = id === "NM1" || id === "N1";
    let loop: Loop | undefined = this.current;
    while (loop !== undefined && !loop.node.bySegment.has(id)) loop = loop.parent;
    if (loop !== undefined) {
      const message = `This ${id} segment is of a kind (first code) that has no place in ${place(loop)}.`;
      const position = loop.node.bySegment.get(id)?.qualifierPosition || 1;
      this.say("error", loop, id, number, "X12-QUALIFIER", message, position);
    } else if (SEGMENT_ELEMENTS[id] !== undefined) {
      this.say("error", this.current, id, number, "X12-UNEXPECTED", `A ${id} segment has no place here.`);
    } else {
      // What looks like an id is told, so that a person finds it; anything else may be a patient's data.
      const told = /^[A-Z][A-Z0-9]{1,2}$/.test(id) ? id : "";
      this.say("error", this.current, told, number, "X12-SEGMENT-ID", "This is not a segment that X12 knows here.");
    }
  }

  private missing(entry: Entry, loop: Loop, number = loop.numbers[0] ?? 0): void {
    const what = entry.loop
      ? `${entry.loop.name} (loop ${entry.loop.id}, ${entry.segment.id})`
      : `${entry.segment.name} (${entry.segment.id})`;
    this.report({
      severity: "error",
      segmentNumber: number,
      segmentId: entry.segment.id,
      loop: entry.loop?.id ?? loop.node.id,
      rule: entry.loop ? "X12-LOOP-MISSING" : "X12-SEGMENT-MISSING",
      message: `The ${what} must be in ${place(loop)} and can't be found there.`,
    });
  }

  private outOfOrder(entry: Entry, loop: Loop, number: number): void {
    const message = `The ${entry.segment.name} (${entry.segment.id}) comes too late in ${place(loop)}: the order is fixed.`;
    this.say("error", loop, entry.segment.id, number, "X12-ORDER", message);
  }

  private tooMany(entry: Entry, loop: Loop, number: number): void {
    const what = entry.loop
      ? `${entry.loop.name} (loop ${entry.loop.id})`
      : `${entry.segment.name} (${entry.segment.id})`;
    const rule = entry.loop ? "X12-LOOP-REPEAT" : "X12-SEGMENT-REPEAT";
    const message = `The ${what} may come ${entry.max === 1 ? "once" : `${entry.max} times`} in ${place(loop)}; this is one more.`;
    this.say("error", loop, entry.segment.id, number, rule, message);
  }

  private overLimit(entry: Entry, loop: Loop, number: number): void {
    if (this.limitSaid === loop) return;
    this.limitSaid = loop;
    const message = `${place(loop)} has more parts than are kept; the rest is checked but not read.`;
    this.say("error", loop, entry.segment.id, number, "X12-LIMIT-LOOPS", message);
  }

  private say(
    severity: "error" | "warning",
    loop: Loop,
    segmentId: string,
    segmentNumber: number,
    rule: string,
    message: string,
    elementPosition?: number,
  ): void {
    this.report({
      severity,
      segmentNumber,
      segmentId,
      ...(elementPosition === undefined ? {} : { elementPosition }),
      ...(loop.node.id === "" ? {} : { loop: loop.node.id }),
      rule,
      message,
    });
  }
}

/** Stands for the LX that was not sent. */
const UNANNOUNCED: Segment = ["LX"];

/** Most loops have none in them. */
const NO_LOOPS: Loop[] = [];

function openLoop(node: LoopNode, parent: Loop | undefined, kept: boolean, first: Segment, number: number): Loop {
  return {
    node,
    parent,
    segments: [first],
    numbers: [number],
    loops: NO_LOOPS,
    level: "",
    hasChildLevel: false,
    value: undefined,
    kept,
  };
}

function hierarchicalParent(loop: Loop): Loop | undefined {
  let parent = loop.parent;
  while (parent !== undefined && parent.level === "") parent = parent.parent;
  return parent;
}

function place(loop: Loop): string {
  return loop.node.id === "" ? "the transaction" : `the ${loop.node.name} (loop ${loop.node.id})`;
}
