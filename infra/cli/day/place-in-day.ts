/** Minutes since midnight. */
const LAST_START = 1410;
const MIDNIGHT = 1440;
/** A run takes some minutes, and a visit is finished on the day it was booked for. */
const LEAVE = 10;

/** How long to wait before a day can begin: shortly before midnight until the next one has. */
export function minutesToWait(now: number): number {
  return now >= MIDNIGHT - LEAVE ? MIDNIGHT - now : 0;
}

/**
 * A place on today's sheet that has not passed: visits follow one another, a row for each provider. At the day's end they are put over
 * others, and the last ones last until midnight, because a visit that is over cannot be booked any more.
 *
 * @param row how many visits the provider has before it.
 */
export function placeInDay(
  now: number,
  row: number,
  minutes: number,
): { readonly start: number; readonly minutes: number } {
  const start = Math.min(LAST_START, Math.ceil((now + 1) / 15) * 15 + row * 15);
  return { start, minutes: start === LAST_START ? Math.max(minutes, MIDNIGHT - LAST_START) : minutes };
}
