import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Medication } from "../chart-types.ts";
import type { FlowLine } from "../flowsheet.ts";

const DAY_MS = 86_400_000;

/** A medication over the time of a picture. */
export interface Span {
  readonly key: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** It began before the picture does, or nobody knows when. */
  readonly opensBefore: boolean;
  /** It goes on. */
  readonly goesOn: boolean;
}

/** From the first point to the last, or to now; a single moment has a week around it, so that an axis can be drawn. */
export function timeOf(lines: readonly FlowLine[], now: Instant): readonly [from: number, to: number] {
  const all = lines.flatMap((line) => line.points.map((one) => one.at));
  const [first, last] = [Math.min(...all), Math.max(...all, Date.parse(now))];
  return last - first < DAY_MS ? [first - 7 * DAY_MS, last + DAY_MS] : [first, last];
}

/**
 * The medications taken in that time, in the order in which they began. What was entered in error is left out, and so is one that was
 * stopped on a day nobody knows: it has no end to draw.
 */
export function spansOf(
  medications: readonly Medication[],
  [from, to]: readonly [number, number],
  instantOf: (date: LocalDate) => number,
): Span[] {
  return medications
    .flatMap((one): Span[] => {
      const goesOn = one.status === "active";
      if (one.status === "entered-in-error" || (!goesOn && one.stoppedOn === null)) return [];
      const begin = one.startedOn === null ? -Infinity : instantOf(one.startedOn);
      const end = goesOn || one.stoppedOn === null ? Infinity : instantOf(one.stoppedOn);
      if (begin > to || end < from) return [];
      const shown = { from: Math.max(from, begin), to: Math.min(to, end) };
      return [{ key: one.medicationId, name: one.name, ...shown, opensBefore: begin < from, goesOn }];
    })
    .toSorted((a, b) => a.from - b.from || a.name.localeCompare(b.name, "en"));
}
