/**
 * The moment at which the browser tests' practice stands: the next Monday at 9:20 in San Diego, so that there is a working day whatever the
 * hour of the run.
 */
function nextWorkingMoment(): Temporal.Instant {
  const now = Temporal.Now.zonedDateTimeISO("America/Los_Angeles");
  const days = ((8 - now.dayOfWeek) % 7) + 7;
  return now.add({ days }).with({ hour: 9, minute: 20, second: 0, millisecond: 0 }).toInstant();
}

/** How far that is ahead of the machine's clock. */
export function aheadMs(): number {
  return nextWorkingMoment().epochMilliseconds - Temporal.Now.instant().epochMilliseconds;
}
