import { X12Reader } from "./core/reader.ts";
import type { Segment } from "./core/walker.ts";
import type { Delimiters } from "./types.ts";

/** A segment with its place, to show a file to a person. */
export interface AnnotatedSegment {
  /** Number in the file, as findings have it. */
  readonly number: number;
  /** "2010AA"; empty outside of loops, "?" where the segment has no place. */
  readonly loop: string;
  /** How deep its loop lies. */
  readonly depth: number;
  readonly segment: Segment;
  readonly delimiters: Delimiters;
  /** What the segment is for, in our words; empty where unknown. */
  readonly name: string;
}

/** Goes through a file piece by piece and tells the place of each segment. */
export function annotator(onSegment: (segment: AnnotatedSegment) => void): {
  push(chunk: string): void;
  end(): void;
} {
  let delimiters: Delimiters | undefined;
  const none: Delimiters = { element: "*", segment: "~", component: ":", repetition: "^" };
  return new X12Reader({
    report: () => {},
    interchangeStart(_isa, chosen) {
      delimiters = chosen;
    },
    transactionStart: (transaction) => transaction.loops.map((node) => (node.parent ? () => true : undefined)),
    placed(segment, number, node, inTransaction) {
      let depth = 0;
      for (let loop = node?.loop; loop?.parent; loop = loop.parent) depth += 1;
      onSegment({
        number,
        loop: node ? node.loop.id : inTransaction ? "?" : "",
        depth,
        segment,
        delimiters: delimiters ?? none,
        name: node?.name ?? "",
      });
    },
  });
}
