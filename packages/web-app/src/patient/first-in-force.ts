import type { LocalDate } from "@practicum/kernel/local-date";

interface Dated {
  readonly priority: number;
  readonly payerKind: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** The coverage that is billed first on a day; null when the patient pays alone. */
export function firstInForce<T extends Dated>(coverages: readonly T[], day: LocalDate): T | null {
  return coveragesOn(coverages, day)[0] ?? null;
}

/** The coverages in force on a day in the order of billing. Self-pay is none. */
export function coveragesOn<T extends Dated>(coverages: readonly T[], day: LocalDate): T[] {
  return coverages
    .filter((one) => one.payerKind !== "self-pay" && one.from <= day && (one.to === null || day <= one.to))
    .toSorted((a, b) => a.priority - b.priority);
}

/** In the order of billing there are so many places on one day. */
const PLACES = [1, 2, 3];

/** The first place that none of these has on any day of a period: where one ends, the next follows in its place. Null where all are taken. */
export function freePlace(
  coverages: readonly Dated[],
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate | null },
): number | null {
  const besides = coverages.filter((one) => (one.to === null || from <= one.to) && (to === null || one.from <= to));
  return PLACES.find((place) => !besides.some((one) => one.priority === place)) ?? null;
}

/** Whether a coverage is over on a day. */
export function isEnded({ to }: Pick<Dated, "to">, day: LocalDate): boolean {
  return to !== null && to < day;
}
