import type { dayPart, waitPriority } from "@practicum/contracts/scheduling/wait-list";
import { daysBetween, formatDate, minutesOf, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import type { z } from "zod";

/** What somebody waits for, and since when. */
export interface Wish {
  readonly entryId: string;
  readonly minutes: number;
  readonly providerResourceId: string | null;
  readonly providerName: string | null;
  readonly locationId: string | null;
  readonly dayPart: z.output<typeof dayPart>;
  readonly from: LocalDate;
  readonly until: LocalDate;
  readonly priority: z.output<typeof waitPriority>;
  /** The day since which the patient waits. */
  readonly since: LocalDate;
  readonly addedAt: string;
  /** The visit that the time would replace. */
  readonly appointment: { readonly date: LocalDate } | null;
  /** The patient has another visit at that very time. */
  readonly busy: boolean;
}

export interface FreeTime {
  readonly providerResourceId: string;
  readonly locationId: string;
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly minutes: number;
}

const NOON = 12 * 60;
const ORDER = { urgent: 0, soon: 1, routine: 2 } as const;
const PRIORITY_WORDS = { urgent: "Urgent", soon: "Wants to come soon", routine: null } as const;

/** SCH-106: why a time is none for who waits; nothing where it fits. */
export function whyNot(wish: Wish, time: FreeTime): string[] {
  const start = minutesOf(time.start);
  const part = start < NOON ? "morning" : "afternoon";
  const reasons: (string | false)[] = [
    wish.minutes > time.minutes && `Needs ${wish.minutes} minutes; ${time.minutes} are free`,
    wish.providerResourceId !== null &&
      wish.providerResourceId !== time.providerResourceId &&
      `Waits for ${wish.providerName ?? "another provider"}`,
    wish.locationId !== null && wish.locationId !== time.locationId && "Waits for another site",
    wish.dayPart !== "any" &&
      wish.dayPart !== part &&
      `Wants ${wish.dayPart === "morning" ? "a morning" : "an afternoon"}`,
    time.date < wish.from && `Not before ${formatDate(wish.from)}`,
    time.date > wish.until && `Only until ${formatDate(wish.until)}`,
    // Who has a visit wants to come sooner, not later.
    wish.appointment !== null &&
      time.date >= wish.appointment.date &&
      `Has a visit on ${formatDate(wish.appointment.date)}`,
    wish.busy && "Has another visit at that time",
  ];
  return reasons.filter((one) => one !== false);
}

/** SCH-107: why somebody stands where they stand. */
function whyHere(wish: Wish, time: FreeTime, today: LocalDate): string[] {
  const days = daysBetween(wish.since, today);
  const reasons: (string | null)[] = [
    PRIORITY_WORDS[wish.priority],
    wish.providerResourceId === null ? null : `Waits for ${wish.providerName ?? "this provider"}`,
    days === 0
      ? "Waits since today"
      : `Waits ${days === 1 ? "a day" : `${days} days`}, since ${formatDate(wish.since)}`,
    wish.appointment === null ? "Has no visit" : `Would come sooner than ${formatDate(wish.appointment.date)}`,
    wish.minutes < time.minutes ? `Takes ${wish.minutes} of ${time.minutes} minutes` : null,
  ];
  return reasons.filter((one) => one !== null);
}

export interface Ranked<W extends Wish> {
  readonly wish: W;
  readonly because: readonly string[];
}

/** SCH-107: the most urgent first, then who has no visit at all, then who waits longest. What a plan pays is no part of it. */
export function rankFor<W extends Wish>(
  wishes: readonly W[],
  time: FreeTime,
  today: LocalDate,
): { readonly fitting: Ranked<W>[]; readonly others: Ranked<W>[] } {
  const ranked = wishes.toSorted(
    (a, b) =>
      ORDER[a.priority] - ORDER[b.priority] ||
      Number(a.appointment !== null) - Number(b.appointment !== null) ||
      compare(a.addedAt, b.addedAt) ||
      compare(a.entryId, b.entryId),
  );
  const fitting: Ranked<W>[] = [];
  const others: Ranked<W>[] = [];
  for (const wish of ranked) {
    const against = whyNot(wish, time);
    if (against.length === 0) fitting.push({ wish, because: whyHere(wish, time, today) });
    else others.push({ wish, because: against });
  }
  return { fitting, others };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
