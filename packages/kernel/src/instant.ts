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
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ smallestUnit: "millisecond" });
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochMs(at: Instant): number {
  return Temporal.Instant.from(at).epochMilliseconds;
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
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The wall clock in a time zone at a moment, "08:15". */
export function timeIn(at: Instant, zone: TimeZone): LocalTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" });
}

/**
 * The moment of a wall clock time. A time that a spring change skips is taken after the gap; one that an autumn change
 * repeats is the first of the two (RFC 5545's and Temporal's "compatible").
 */
export function atLocal(date: LocalDate, time: LocalTime, zone: TimeZone): Instant {
  const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone, { disambiguation: "compatible" });
  return instantFromMs(zoned.epochMilliseconds);
}
