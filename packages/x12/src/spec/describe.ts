/** "R" required, "S" situational: wanted when the situation asks for it. */
export type Usage = "R" | "S";

/**
 * One use of a segment in a loop, as an implementation guide names it. `elements` lists what may be sent, in this small
 * language: `3` may, `3!` must, `3=A,B` one of these codes, `3x5` up to five repetitions, `3<20` at most 20 characters,
 * `3(1!=HC;2!;3)` components. An element that is not listed is not used.
 */
export interface SegmentSpec {
  readonly kind: "segment";
  readonly id: string;
  readonly usage: Usage;
  readonly max: number;
  /** Our own words. */
  readonly name: string;
  readonly elements: string;
}

export interface LoopSpec {
  readonly kind: "loop";
  readonly id: string;
  readonly usage: Usage;
  readonly max: number;
  readonly name: string;
  /** In the order they must come; the first is the segment that begins the loop. */
  readonly children: readonly (SegmentSpec | LoopSpec)[];
}

export interface TransactionSpec {
  /** ST01. */
  readonly code: string;
  /** GS01. */
  readonly groupCode: string;
  /** ST03 and GS08. */
  readonly version: string;
  /** Whether the guide uses ST03; the 835's does not. */
  readonly versionInSt: boolean;
  /** Others that are read as this one, with a warning. */
  readonly alsoReads: readonly string[];
  /** Our short name: "837P". */
  readonly short: string;
  readonly name: string;
  /** Everything between ST and SE. */
  readonly children: readonly (SegmentSpec | LoopSpec)[];
}

/** No limit. */
export const MANY = Number.MAX_SAFE_INTEGER;

export function seg(id: string, usage: Usage, max: number, name: string, elements: string): SegmentSpec {
  return { kind: "segment", id, usage, max, name, elements };
}

export function loop(
  id: string,
  usage: Usage,
  max: number,
  name: string,
  children: readonly (SegmentSpec | LoopSpec)[],
): LoopSpec {
  return { kind: "loop", id, usage, max, name, children };
}
