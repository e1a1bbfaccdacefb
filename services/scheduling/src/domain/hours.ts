import { addMinutes, atLocal, dateIn, type ClockStretch, type Instant, type TimeZone } from "@practicum/kernel/instant";
import {
  addDays,
  dayOfWeek,
  minutesOf,
  timeOfMinutes,
  type LocalDate,
  type LocalTime,
} from "@practicum/kernel/local-date";

/** A stretch of a day in minutes since midnight on the wall clock; the end is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A stretch of a weekly template; 1 is Monday. */
export interface WeekHours {
  readonly weekday: number;
  readonly start: LocalTime;
  readonly end: LocalTime;
}

/**
 * A time without patients, or one that is kept for some kinds of visit. Without a site and a resource it is the whole practice's,
 * without times the whole day's.
 */
export interface Closure {
  readonly resourceId: string | null;
  readonly locationId: string | null;
  readonly date: LocalDate;
  /** The last day; the hours, where there are some, hold on each day. */
  readonly until: LocalDate;
  readonly start: LocalTime | null;
  readonly end: LocalTime | null;
  /** Null: on each day of the week. */
  readonly weekdays: readonly number[] | null;
  /** The kinds of visit that it is kept for; none where it is closed. */
  readonly keptFor: readonly string[];
  /** So many hours before it begins kept time is everybody's; null: never. */
  readonly releasedHours: number | null;
}

const DAY: Span = { from: 0, to: 1440 };

/** The template's hours of a day, in order. */
export function hoursOn(date: LocalDate, hours: readonly WeekHours[]): { start: LocalTime; end: LocalTime }[] {
  const weekday = dayOfWeek(date);
  return hours
    .filter((h) => h.weekday === weekday)
    .map(({ start, end }) => ({ start, end }))
    .sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** Hours that touch are one: 8 to 12 and 12 to 17 is 8 to 17. Midnight as an end is the end of the day. */
export function spansOn(date: LocalDate, hours: readonly WeekHours[]): Span[] {
  const joined: { from: number; to: number }[] = [];
  for (const { start, end } of hoursOn(date, hours)) {
    const last = joined.at(-1);
    const [from, to] = [minutesOf(start), endMinutes(end)];
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** Whether a closure holds on a day. */
export function holdsOn(date: LocalDate, { date: from, until, weekdays }: Closure): boolean {
  return from <= date && date <= until && (weekdays === null || weekdays.includes(dayOfWeek(date)));
}

/** When kept time of a day is everybody's (SCH-308); null where it never is, and where it is closed. */
export function releaseOf(date: LocalDate, { start, releasedHours }: Closure, zone: TimeZone): Instant | null {
  if (releasedHours === null) return null;
  return addMinutes(atLocal(date, start ?? "00:00", zone), -60 * releasedHours);
}

/**
 * What stands in the way of some kinds of visit at a moment: closures, and the time that is kept for others and not yet released. What
 * is released is so up to a day, for a later day's is released later; so kept time begins on the first that is not.
 */
export function inTheWayOf(
  visitTypeIds: readonly string[],
  closures: readonly Closure[],
  now: Instant,
  zone: TimeZone,
): Closure[] {
  return closures.flatMap((one) => {
    const { keptFor, releasedHours, date, until } = one;
    if (keptFor.length === 0) return [one];
    if (visitTypeIds.every((kind) => keptFor.includes(kind))) return [];
    if (releasedHours === null) return [one];
    const begun = dateIn(addMinutes(now, 60 * releasedHours), zone);
    const isReleased = (releaseOf(begun, one, zone) ?? now) <= now;
    const first = isReleased ? addDays(begun, 1) : begun;
    return first > until ? [] : [{ ...one, date: first > date ? first : date }];
  });
}

/** The closures that a resource keeps on a day. */
export function closedSpans(
  date: LocalDate,
  resource: { readonly resourceId: string; readonly locationId: string },
  closures: readonly Closure[],
): Span[] {
  return closures
    .filter(
      (c) =>
        holdsOn(date, c) &&
        (c.resourceId === null || c.resourceId === resource.resourceId) &&
        (c.locationId === null || c.locationId === resource.locationId),
    )
    .map(({ start, end }) => ({
      from: start === null ? DAY.from : minutesOf(start),
      to: end === null ? DAY.to : endMinutes(end),
    }));
}

/**
 * The minute of the wall clock at which a visit ends (SCH-103): one that lasts over the hour that a spring change skips ends as much
 * later. One that lasts over the hour that an autumn change repeats counts as if it ended later than it does.
 */
export function endOn(clock: readonly ClockStretch[], from: number, minutes: number): number {
  let end = from + minutes;
  for (let i = 1; i < clock.length; i += 1) {
    const [before, after] = [clock[i - 1], clock[i]];
    if (before && after && from < before.to && end > before.to) end += after.from - before.to;
  }
  return end;
}

export function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** What is wrong with a set of weekly hours, or null: each must end after it starts, and none may lie over another. */
export function faultOfHours(hours: readonly WeekHours[]): { readonly index: number; readonly message: string } | null {
  for (const [index, h] of hours.entries()) {
    const span = { from: minutesOf(h.start), to: endMinutes(h.end) };
    if (span.from >= span.to) return { index, message: "The end must be after the start." };
    const clash = hours
      .slice(0, index)
      .some((o) => o.weekday === h.weekday && overlap(span, { from: minutesOf(o.start), to: endMinutes(o.end) }));
    if (clash) return { index, message: "These hours lie over others of the same day." };
  }
  return null;
}

export function timeOf(minutes: number): LocalTime {
  return timeOfMinutes(minutes);
}

function endMinutes(end: LocalTime): number {
  return end === "00:00" ? DAY.to : minutesOf(end);
}
