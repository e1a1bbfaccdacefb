import type { permitKind, permitStatus } from "@practicum/contracts/billing/permits";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";

export interface Permit {
  readonly permitId: string;
  readonly coverageId: string;
  readonly kind: z.output<typeof permitKind>;
  readonly number: string | null;
  readonly toStaffId: string | null;
  readonly toName: string | null;
  readonly codes: readonly string[];
  readonly units: number;
  readonly used: number;
  readonly from: LocalDate;
  readonly until: LocalDate;
  readonly status: z.output<typeof permitStatus>;
}

/** What a visit is, as far as it is known: a booking knows no codes yet. */
export interface Asked {
  readonly day: LocalDate;
  readonly staffId: string | null;
  readonly codes: readonly string[] | null;
}

const SAID = {
  requested: "The plan has not decided yet",
  denied: "The plan has denied it",
  void: "It was entered in error",
} as const;

/** BIL-246: why one covers no such visit; nothing where it does. */
export function whyNotCovered(permit: Permit, asked: Asked): string[] {
  const { status } = permit;
  const beginning = (code: string) => permit.codes.some((one) => code.startsWith(one));
  const reasons: (string | false)[] = [
    status !== "approved" && SAID[status],
    asked.day < permit.from && `Not valid before ${formatDate(permit.from)}`,
    asked.day > permit.until && `Expired on ${formatDate(permit.until)}`,
    permit.used >= permit.units && `All ${permit.units} visits are used`,
    asked.staffId !== null &&
      permit.toStaffId !== null &&
      permit.toStaffId !== asked.staffId &&
      `For ${permit.toName ?? "another provider"} alone`,
    asked.codes !== null && permit.codes.length > 0 && !asked.codes.some(beginning) && "For other services",
  ];
  return reasons.filter((one) => one !== false);
}

/** BIL-247: of those that cover a visit the one that ends first, so that none is lost; then by its number. */
export function chosenOf<P extends Permit>(permits: readonly P[], asked: Asked): P | null {
  const covering = permits.filter((one) => whyNotCovered(one, asked).length === 0);
  const [first] = covering.toSorted(
    (a, b) => compare(a.until, b.until) || compare(a.number ?? "", b.number ?? "") || compare(a.permitId, b.permitId),
  );
  return first ?? null;
}

/** What permits of one kind do for visits of several days. */
export interface Reach {
  readonly uses: readonly { readonly permit: Permit; readonly visits: number }[];
  readonly beyond: readonly { readonly day: LocalDate; readonly because: readonly string[] }[];
}

/**
 * SCH-217: each visit uses a unit of the permit that covers it and ends first, after the visits that are booked already. Units are counted
 * for all of them together.
 */
export function reachOf(
  permits: readonly Permit[],
  visits: { readonly booked: readonly LocalDate[]; readonly days: readonly LocalDate[] },
  staffId: string | null,
): Reach {
  const used = new Map(permits.map((one) => [one.permitId, one.used]));
  const left = () => permits.map((one) => ({ ...one, used: used.get(one.permitId) ?? one.used }));
  const take = (day: LocalDate): Permit | null => {
    const chosen = chosenOf(left(), { day, staffId, codes: null });
    if (chosen) used.set(chosen.permitId, chosen.used + 1);
    return chosen;
  };
  for (const day of visits.booked.toSorted(compare)) take(day);
  const counts = new Map<string, number>();
  const beyond: { day: LocalDate; because: string[] }[] = [];
  for (const day of visits.days.toSorted(compare)) {
    const chosen = take(day);
    if (chosen) counts.set(chosen.permitId, (counts.get(chosen.permitId) ?? 0) + 1);
    else
      beyond.push({
        day,
        because: left().map((one) => {
          const asked = { day, staffId, codes: null };
          // Some of the visits may not have been yet: their units are spoken for.
          const isUsed = permits.some((own) => own.permitId === one.permitId && own.used >= own.units);
          const why =
            isUsed || one.used < one.units
              ? whyNotCovered(one, asked)
              : [...whyNotCovered({ ...one, used: 0 }, asked), `All ${one.units} visits are used or booked by then`];
          return `${one.number ?? "without a number"}: ${why.join(", ")}`;
        }),
      });
  }
  const uses = permits.flatMap((permit) => {
    const count = counts.get(permit.permitId);
    return count === undefined ? [] : [{ permit, visits: count }];
  });
  return { uses: uses.toSorted((a, b) => compare(a.permit.until, b.permit.until)), beyond };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
