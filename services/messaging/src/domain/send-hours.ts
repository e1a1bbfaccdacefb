import { dateIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import type { LocalTime } from "@practicum/kernel/local-date";
import { mayCallAt, nextCallTime } from "../outreach/domain/call-hours.ts";

/** When messages that nobody waits for may go out. */
export interface SendHours {
  readonly sendFrom: LocalTime;
  readonly sendUntil: LocalTime;
  readonly weekends: boolean;
}

function hoursOf({ sendFrom, sendUntil, weekends }: SendHours, at: Instant, zone: TimeZone) {
  return { from: dateIn(at, zone), until: null, callFrom: sendFrom, callUntil: sendUntil, weekends };
}

/** The first moment from `at` on at which something may be sent (MSG-116). */
export function sendTime(hours: SendHours, at: Instant, zone: TimeZone): Instant {
  return nextCallTime(hoursOf(hours, at, zone), at, zone) ?? at;
}

/** Whether something may be sent at a moment. */
export function maySend(hours: SendHours, at: Instant, zone: TimeZone): boolean {
  return mayCallAt(hoursOf(hours, at, zone), at, zone);
}
