import { assert } from "./assert.ts";
import type { Brand } from "./brand.ts";
import type { LocalDate, LocalTime } from "./local-date.ts";

/** A moment, in UTC with milliseconds: "2026-11-22T13:12:25.000Z". Texts of this form sort in time's order. */
export type Instant = Brand<string, "instant">;

/** An IANA name, "America/Los_Angeles". */
export type TimeZone = Brand<string, "time-zone">;

/** Any ISO 8601 moment with an offset, in our one form. */
export function instant(text: string): Instant {
  return instantFromMs(Temporal.Instant.from(text).epochMilliseconds);
}

export function instantFromMs(epochMs: number): Instant {
  assert(Number.isSafeInteger(epochMs), "an instant is a whole number of milliseconds");
  return new Date(epochMs).toISOString();
}

/** Length of our one form; the platform reads it exactly, and twenty times as fast as Temporal. */
const FORM_LENGTH = 24;

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochMs(at: Instant): number {
  const ms = at.length === FORM_LENGTH && at.endsWith("Z") ? Date.parse(at) : Number.NaN;
  return Number.isNaN(ms) ? Temporal.Instant.from(at).epochMilliseconds : ms;
}

export function addMs(at: Instant, ms: number): Instant {
  return instantFromMs(epochMs(at) + ms);
}

export function addMinutes(at: Instant, minutes: number): Instant {
  return addMs(at, minutes * 60_000);
}

export function minutesBetween(from: Instant, to: Instant): number {
  return Math.floor((epochMs(to) - epochMs(from)) / 60_000);
}

/** The day it is in a time zone at a moment. */
export function dateIn(at: Instant, zone: TimeZone): LocalDate {
  const ms = epochMs(at);
  const offset = offsetMs(zone, dayOf(ms));
  if (offset === undefined) return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  return new Date(ms + offset).toISOString().slice(0, -14);
}

/** The wall clock in a time zone at a moment, "08:15". */
export function timeIn(at: Instant, zone: TimeZone): LocalTime {
  const ms = epochMs(at);
  const offset = offsetMs(zone, dayOf(ms));
  if (offset === undefined) {
    const time = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainTime();
    return time.toString({ smallestUnit: "minute" });
  }
  return new Date(ms + offset).toISOString().slice(-13, -8);
}

/**
 * The moment of a wall clock time. A time that a spring change skips is taken after the gap; one that an autumn change
 * repeats is the first of the two (RFC 5545's and Temporal's "compatible").
 */
export function atLocal(date: LocalDate, time: LocalTime, zone: TimeZone): Instant {
  const asUtc = time.length === 5 ? Date.parse(`${date}T${time}Z`) : Number.NaN;
  if (!Number.isNaN(asUtc)) {
    const day = dayOf(asUtc);
    const offset = offsetMs(zone, day);
    // No zone is a day away from UTC: without a change on the day before and after, the time is neither skipped nor repeated.
    if (offset !== undefined && offset === offsetMs(zone, day - 1) && offset === offsetMs(zone, day + 1)) {
      return instantFromMs(asUtc - offset);
    }
  }
  const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone, { disambiguation: "compatible" });
  return instantFromMs(zoned.epochMilliseconds);
}

/** A part of a day during which the wall clock is not changed: its minute `m`, `from <= m < to`, is the moment `midnightMs + m` minutes. */
export interface ClockStretch {
  readonly from: number;
  readonly to: number;
  readonly midnightMs: number;
}

/**
 * A day's wall clock in minutes since midnight: one stretch, or on the day of a change those before and after it. Minutes that a
 * spring change skips are in no stretch; those that an autumn change repeats are in the first of theirs, as in {@link atLocal}.
 */
export function clockOf(date: LocalDate, zone: TimeZone): readonly ClockStretch[] {
  const utcMs = Date.parse(`${date}T00:00Z`);
  const day = dayOf(utcMs);
  const offset = offsetMs(zone, day);
  if (offset !== undefined && offset === offsetMs(zone, day - 1) && offset === offsetMs(zone, day + 1)) {
    return [{ from: 0, to: DAY_MINUTES, midnightMs: utcMs - offset }];
  }
  return changedClock(utcMs, zone);
}

const DAY_MINUTES = 1440;
const DAY_MS = 86_400_000;

/** The stretches of a day near a change of the clock, in order of time. No zone is more than a day away from UTC. */
function changedClock(utcMs: number, zone: TimeZone): ClockStretch[] {
  const stretches: ClockStretch[] = [];
  const lastMs = utcMs + 2 * DAY_MS;
  let covered = 0;
  let at = Temporal.Instant.fromEpochMilliseconds(utcMs - DAY_MS).toZonedDateTimeISO(zone);
  while (at.epochMilliseconds < lastMs) {
    const next = at.getTimeZoneTransition("next");
    const midnightMs = utcMs - at.offsetNanoseconds / 1e6;
    const from = Math.max(covered, (at.epochMilliseconds - midnightMs) / 60_000);
    const to = Math.min(DAY_MINUTES, ((next?.epochMilliseconds ?? lastMs) - midnightMs) / 60_000);
    if (from < to) {
      stretches.push({ from, to, midnightMs });
      covered = to;
    }
    if (next === null) break;
    at = next;
  }
  return stretches;
}

/** Days whose offset is remembered, of one zone: six months of slots and what lies around them, many times over. */
const DAYS_KEPT = 2000;
const offsets = new Map<TimeZone, Map<number, number | undefined>>();

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}

/** How far a zone's clock is ahead of UTC during a whole UTC day; undefined for a day on which it is changed. */
function offsetMs(zone: TimeZone, day: number): number | undefined {
  let days = offsets.get(zone);
  if (!days) offsets.set(zone, (days = new Map()));
  if (days.has(day)) return days.get(day);
  const start = Temporal.Instant.fromEpochMilliseconds(day * DAY_MS).toZonedDateTimeISO(zone);
  const change = start.getTimeZoneTransition("next");
  const constant = change === null || change.epochMilliseconds >= (day + 1) * DAY_MS;
  // Zones of the time before standard time are off by fractions that only Temporal need know of.
  const offset = constant && start.offsetNanoseconds % 1e6 === 0 ? start.offsetNanoseconds / 1e6 : undefined;
  if (days.size >= DAYS_KEPT) days.clear();
  days.set(day, offset);
  return offset;
}
