import { addMinutes, atLocal, dateIn, timeIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { addDays, dayOfWeek, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";

/** When people of a campaign may be called. */
export interface CallHours {
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  readonly callFrom: LocalTime;
  readonly callUntil: LocalTime;
  readonly weekends: boolean;
}

/** Whether somebody may be called at a moment: on a day of the campaign, within its hours, in the practice's zone (MSG-77). */
export function mayCallAt(hours: CallHours, at: Instant, zone: TimeZone): boolean {
  const day = dateIn(at, zone);
  const time = timeIn(at, zone);
  return isCallDay(hours, day) && time >= hours.callFrom && time < hours.callUntil;
}

const DAYS_AHEAD = 14;
const FRIDAY = 5;

/** The next moment at which somebody may be called, from `at` on; null where the campaign ends before. */
export function nextCallTime(hours: CallHours, at: Instant, zone: TimeZone): Instant | null {
  if (mayCallAt(hours, at, zone)) return at;
  const today = dateIn(at, zone);
  const first = today < hours.from ? hours.from : today;
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    const day = addDays(first, ahead);
    const opens = atLocal(day, hours.callFrom, zone);
    if (isCallDay(hours, day) && opens >= at) return opens;
  }
  return null;
}

function isCallDay({ from, until, weekends }: CallHours, day: LocalDate): boolean {
  if (day < from || (until !== null && day > until)) return false;
  return weekends || dayOfWeek(day) <= FRIDAY;
}

/** When a person may be called again after an attempt: the pause, and then within the hours. */
export function againAt(hours: CallHours & { readonly pauseHours: number }, at: Instant, zone: TimeZone): Instant {
  const after = addMinutes(at, hours.pauseHours * 60);
  return nextCallTime(hours, after, zone) ?? after;
}
