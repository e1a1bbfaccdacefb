import { centsOf, numberOf } from "../core/pick.ts";
import type { Segment } from "../core/walker.ts";

/** Positions that are counts; the others are amounts, in cents. */
export const TS3_COUNTS: ReadonlySet<number> = new Set([23]);
export const TS2_COUNTS: ReadonlySet<number> = new Set([7, 8, 10, 11, 16, 17]);

/** The numbers of a segment by position, from `from` on. */
export function positions(
  segment: Segment,
  from: number,
  counts: ReadonlySet<number>,
  skip?: ReadonlySet<number>,
): Readonly<Record<number, number>> | undefined {
  const values: Record<number, number> = {};
  for (let at = from; at < segment.length; at += 1)
    if (segment[at] && !skip?.has(at)) values[at] = counts.has(at) ? numberOf(segment[at]) : centsOf(segment[at]);
  return Object.keys(values).length > 0 ? values : undefined;
}
