import { OffsetClock, systemClock } from "@practicum/service/clock";

/**
 * How far this installation stands ahead of the machine's clock: PRACTICUM_CLOCK_AHEAD_MS, for tests and demonstrations that need a
 * working day whatever the hour. 0 for everybody else.
 */
export function clockAheadMs(): number {
  const given = Number(process.env["PRACTICUM_CLOCK_AHEAD_MS"] ?? "0");
  return Number.isSafeInteger(given) ? given : 0;
}

export const installationClock = new OffsetClock(systemClock, clockAheadMs());
