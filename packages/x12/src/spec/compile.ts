import { assert, must } from "@practicum/kernel/assert";
import { DATA_ELEMENTS, type ElementType } from "./data-elements.ts";
import type { LoopSpec, SegmentSpec, TransactionSpec } from "./describe.ts";
import { COMPOSITES, QUALIFIER, SEGMENT_ELEMENTS, SYNTAX } from "./segments.ts";

/** What may stand in an element or component. */
export interface ElementRule {
  readonly position: number;
  readonly name: string;
  /** "N": not used in this place. */
  readonly usage: "R" | "S" | "N";
  readonly type: ElementType;
  readonly min: number;
  readonly max: number;
  /** X12 data element number, 0 for a composite. */
  readonly number: number;
  readonly codes: ReadonlySet<string> | undefined;
  /** More than 1 where the repetition separator may be used. */
  readonly repeat: number;
  readonly components: readonly ElementRule[] | undefined;
  /** Position of the last component that is required; 0 none. */
  readonly lastRequired: number;
}

/** A relational condition (X12.6). */
export interface Condition {
  readonly kind: "P" | "R" | "E" | "C" | "L";
  readonly positions: readonly number[];
  /** A segment with fewer elements cannot break it. */
  readonly from: number;
}

export interface SegmentNode {
  readonly id: string;
  readonly name: string;
  readonly loop: LoopNode;
  readonly elements: readonly ElementRule[];
  readonly conditions: readonly Condition[];
  /** A segment with fewer elements breaks no condition. */
  readonly conditionsFrom: number;
  /** Position of the last element that is required; 0 none. */
  readonly lastRequired: number;
  /** Element whose code must be one of `qualifierCodes`; 0 when the id alone tells. */
  readonly qualifierPosition: number;
  readonly qualifierCodes: ReadonlySet<string> | undefined;
  readonly qualifierIsComposite: boolean;
  /** Position of the date format (element 1250), 0 when there is none; the date follows it. */
  readonly dateFormatPosition: number;
}

/** A place in a loop: a segment, or a loop that begins with a segment. */
export interface Entry {
  /** Counts the places of the whole transaction. */
  readonly index: number;
  /** Places with the same segment id beside each other share one: their order among them is free. */
  readonly order: number;
  readonly required: boolean;
  readonly max: number;
  readonly segment: SegmentNode;
  readonly loop: LoopNode | undefined;
}

/** The places of a loop where segments with one id may stand. */
export interface Candidates {
  readonly entries: readonly Entry[];
  /** Element whose code tells them apart; 0 when the id alone does. */
  readonly qualifierPosition: number;
  readonly qualifierIsComposite: boolean;
  /** The place for each code, where no code has two. */
  readonly byCode: ReadonlyMap<string, Entry> | undefined;
}

export interface LoopNode {
  readonly id: string;
  readonly name: string;
  readonly parent: LoopNode | undefined;
  /** Counts the loops of the transaction, 0 the root. */
  readonly index: number;
  readonly entries: readonly Entry[];
  readonly required: readonly Entry[];
  readonly bySegment: ReadonlyMap<string, Candidates>;
  /** `entries` have the indexes from here on. */
  readonly firstEntry: number;
}

export interface Transaction {
  readonly spec: TransactionSpec;
  readonly root: LoopNode;
  readonly loops: readonly LoopNode[];
  readonly entryCount: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Makes tables of a description. Done once for each transaction, when it is first needed. */
export function compile(spec: TransactionSpec): Transaction {
  const loops: LoopNode[] = [];
  let entryCount = 0;
  function compileLoop(
    id: string,
    name: string,
    children: LoopSpec["children"],
    parent: LoopNode | undefined,
  ): LoopNode {
    const entries: Entry[] = [];
    const bySegment = new Map<string, Candidates>();
    const groups = new Map<string, Entry[]>();
    const node: Mutable<LoopNode> = {
      id,
      name,
      parent,
      index: loops.length,
      entries,
      required: [],
      bySegment,
      firstEntry: entryCount,
    };
    loops.push(node);
    entryCount += children.length;
    let order = 0;
    let before = "";
    children.forEach((child, at) => {
      const first = child.kind === "loop" ? firstSegment(child) : child;
      // A loop never shares an order with a plain segment, nor a required HL level with its neighbour.
      const group = child.kind === "loop" && first.id !== "HL" ? `loop ${first.id}` : `${child.kind} ${first.id}`;
      if (group !== before || first.id === "HL") order += 1;
      before = group;
      const inner = child.kind === "loop" ? compileLoop(child.id, child.name, child.children, node) : undefined;
      const entry: Entry = {
        index: node.firstEntry + at,
        order,
        required: child.usage === "R",
        max: child.max,
        segment: inner ? must(inner.entries[0]).segment : compileSegment(child as SegmentSpec, node),
        loop: inner,
      };
      entries.push(entry);
      // The segment that begins a loop begins another one when it comes again.
      if (parent && at === 0) return;
      const list = groups.get(first.id);
      if (list) list.push(entry);
      else groups.set(first.id, [entry]);
    });
    for (const [segmentId, list] of groups) bySegment.set(segmentId, candidates(list));
    node.required = entries.filter((entry) => entry.required);
    return node;
  }
  const root = compileLoop("", spec.name, spec.children, undefined);
  return { spec, root, loops, entryCount };
}

function candidates(entries: readonly Entry[]): Candidates {
  const { qualifierPosition, qualifierIsComposite } = must(entries[0]).segment;
  const byCode = new Map<string, Entry>();
  let unique = true;
  for (const entry of entries) {
    if (entry.segment.qualifierPosition !== qualifierPosition) unique = false;
    for (const code of entry.segment.qualifierCodes ?? []) {
      if (byCode.has(code)) unique = false;
      byCode.set(code, entry);
    }
  }
  const usable = unique && qualifierPosition > 0;
  return { entries, qualifierPosition, qualifierIsComposite, byCode: usable ? byCode : undefined };
}

function firstSegment(spec: LoopSpec): SegmentSpec {
  const first = must(spec.children[0]);
  assert(first.kind === "segment", `loop ${spec.id} begins with a segment`);
  return first;
}

function compileSegment(spec: SegmentSpec, loop: LoopNode): SegmentNode {
  const numbers = must(SEGMENT_ELEMENTS[spec.id], `segment ${spec.id} is in the dictionary`).split(" ");
  const uses = new Map(parseUses(spec.elements, " ").map((use) => [use.position, use]));
  const elements = numbers.map((number, at) => elementRule(number, at + 1, uses.get(at + 1)));
  for (const position of uses.keys()) assert(position <= numbers.length, `${spec.id}${position} exists`);
  const qualifierPosition = QUALIFIER[spec.id] ?? 0;
  const qualifier = elements[qualifierPosition - 1];
  const codes = qualifier?.components ? qualifier.components[0]?.codes : qualifier?.codes;
  const conditions = (SYNTAX[spec.id] ?? "").split(" ").filter(Boolean).map(parseCondition);
  const dateFormat = numbers.indexOf("1250");
  return {
    id: spec.id,
    name: spec.name,
    loop,
    elements,
    conditions,
    conditionsFrom: Math.min(Number.MAX_SAFE_INTEGER, ...conditions.map((condition) => condition.from)),
    lastRequired: lastRequired(elements),
    qualifierPosition: codes ? qualifierPosition : 0,
    qualifierCodes: codes,
    qualifierIsComposite: qualifier?.components !== undefined,
    dateFormatPosition: dateFormat >= 0 && numbers[dateFormat + 1] === "1251" ? dateFormat + 1 : 0,
  };
}

interface Use {
  readonly position: number;
  readonly required: boolean;
  readonly max: number | undefined;
  readonly repeat: number;
  readonly codes: readonly string[] | undefined;
  readonly components: string | undefined;
}

const USE = /^(\d+)(!?)(?:<(\d+))?(?:x(\d+))?(?:=([^()]+))?(?:\((.*)\))?$/;

function parseUses(text: string, separator: string): Use[] {
  return text
    .split(separator)
    .filter(Boolean)
    .map((part) => {
      const match = must(USE.exec(part), `"${part}" is an element of the description language`);
      return {
        position: Number(match[1]),
        required: match[2] === "!",
        max: match[3] === undefined ? undefined : Number(match[3]),
        repeat: Number(match[4] ?? 1),
        codes: match[5]?.split(","),
        components: match[6],
      };
    });
}

function elementRule(number: string, position: number, use: Use | undefined): ElementRule {
  const usage = !use ? "N" : use.required ? "R" : "S";
  const composite = COMPOSITES[number];
  if (composite !== undefined) {
    const uses = new Map(parseUses(use?.components ?? "", ";").map((inner) => [inner.position, inner]));
    const components = composite.split(" ").map((inner, at) => elementRule(inner, at + 1, uses.get(at + 1)));
    return {
      position,
      name: components[0]?.name ?? "",
      usage,
      type: "AN",
      min: 0,
      max: 0,
      number: 0,
      codes: undefined,
      repeat: use?.repeat ?? 1,
      components,
      lastRequired: lastRequired(components),
    };
  }
  const element = DATA_ELEMENTS.get(number);
  assert(element || !use, `data element ${number} is in the dictionary`);
  return {
    position,
    name: element?.name ?? "element",
    usage,
    type: element?.type ?? "AN",
    min: element?.min ?? 1,
    max: use?.max ?? element?.max ?? 1,
    number: Number.parseInt(number, 10) || 0,
    codes: use?.codes ? new Set(use.codes) : undefined,
    repeat: use?.repeat ?? 1,
    components: undefined,
    lastRequired: 0,
  };
}

function lastRequired(rules: readonly ElementRule[]): number {
  return rules.reduce((last, rule) => (rule.usage === "R" ? rule.position : last), 0);
}

function parseCondition(text: string): Condition {
  const digits = text.slice(1).match(/\d\d/g) ?? [];
  const kind = text[0] as Condition["kind"];
  const positions = digits.map(Number);
  const from = kind === "R" ? 0 : kind === "P" || kind === "E" ? Math.min(...positions) : must(positions[0]);
  return { kind, positions, from };
}
