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
