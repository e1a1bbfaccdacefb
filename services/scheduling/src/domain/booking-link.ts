import {
  LINK_AHEAD_DAYS,
  LINK_CHANGE_HOURS,
  LINK_IDLE_MINUTES,
  LINK_NOTICE_HOURS,
  LINK_TRIES,
  type LinkState,
} from "@practicum/contracts/scheduling/booking-links";
import { addMinutes, dateIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";

/**
 * A patient's link:
 *
 *   made --birth date--> opened --> booked (moved) --> cancelled
 *   made, opened --three wrong birth dates--> locked
 *   made, opened, booked --the desk--> withdrawn
 *
 * Beside that it is over by time: unused after its days, booked when the visit begins.
 */
export interface BookingLink {
  readonly state: LinkState;
  readonly until: Instant;
  readonly tries: number;
  readonly sessionId: string | null;
  readonly heardAt: Instant | null;
  /** When the visit that was booked by it begins. */
  readonly visitAt: Instant | null;
}

/** Whether there is still something to do by it (SCH-262). */
function isAlive({ state, until, visitAt }: BookingLink, now: Instant): boolean {
  if (state === "made" || state === "opened") return until > now;
  return state === "booked" && visitAt !== null && visitAt > now;
}

export type OpenLink =
  | { readonly kind: "open" }
  /** No link that opens anything. */
  | { readonly kind: "unknown" }
  | { readonly kind: "wrong"; readonly tries: number; readonly ends: boolean };

/** Whether the birth date opens the link (SCH-261, SCH-262). */
export function decideOpenLink(
  link: BookingLink | undefined,
  given: { readonly birthDate: LocalDate },
  patient: { readonly birthDate: LocalDate; readonly active: boolean } | undefined,
  now: Instant,
): OpenLink {
  if (!link || !patient?.active || !isAlive(link, now) || link.tries >= LINK_TRIES) return { kind: "unknown" };
  if (given.birthDate === patient.birthDate) return { kind: "open" };
  const tries = link.tries + 1;
  return { kind: "wrong", tries, ends: tries >= LINK_TRIES };
}

/** Whether this session may look and go on (SCH-263). What was cancelled is shown once more, and no more than that. */
export function isOpenFor(link: BookingLink, sessionId: string, now: Instant): boolean {
  if (link.sessionId !== sessionId || link.heardAt === null) return false;
  if (addMinutes(link.heardAt, LINK_IDLE_MINUTES) <= now) return false;
  return link.state === "cancelled" || isAlive(link, now);
}

/** Until when a visit is changed by the patient (SCH-266). */
export function changeUntil(startsAt: Instant): Instant {
  return addMinutes(startsAt, -LINK_CHANGE_HOURS * 60);
}

/** Whether a patient may choose a time by a link: neither so soon that nobody expects the patient, nor far ahead (SCH-264). */
export function mayOffer(startsAt: Instant, now: Instant, zone: TimeZone): boolean {
  return startsAt >= addMinutes(now, LINK_NOTICE_HOURS * 60) && dateIn(startsAt, zone) <= lastDay(now, zone);
}

export function lastDay(now: Instant, zone: TimeZone): LocalDate {
  return addDays(dateIn(now, zone), LINK_AHEAD_DAYS);
}

export interface OfferedTime {
  readonly date: LocalDate;
  readonly start: string;
  readonly providerName: string;
}

/**
 * Times by day, in order. Where there were more than were asked for, the last day may lack some: it comes whole with the next look.
 *
 * @param searchedTo nothing was looked for after this day
 * @param last nothing is offered after this day
 */
export function byDay<T extends OfferedTime>(
  times: readonly T[],
  { isCut, searchedTo, last }: { readonly isCut: boolean; readonly searchedTo: LocalDate; readonly last: LocalDate },
): { readonly days: { date: LocalDate; times: T[] }[]; readonly next: LocalDate | null } {
  const ordered = [...times].sort((a, b) => compare(a, b));
  const days = [...Map.groupBy(ordered, (one) => one.date)].map(([date, ofDay]) => ({ date, times: ofDay }));
  const cut = isCut && days.length > 1 ? days.pop() : undefined;
  const onward = cut?.date ?? addDays(isCut ? (days.at(-1)?.date ?? searchedTo) : searchedTo, 1);
  return { days, next: onward > last ? null : onward };
}

function compare(a: OfferedTime, b: OfferedTime): number {
  const [left, right] = [a, b].map((one) => `${one.date} ${one.start} ${one.providerName}`) as [string, string];
  return left < right ? -1 : left > right ? 1 : 0;
}
