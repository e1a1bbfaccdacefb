import { addMinutes, minutesBetween, type Instant } from "@practicum/kernel/instant";

/** How many attempts a window of fifteen minutes allows (IDN-43). */
export const WINDOW_MINUTES = 15;

export type LimitKind = "person-at-address" | "person" | "address" | "code" | "code-used";

export const attemptsMax: { readonly [K in LimitKind]: number } = {
  "person-at-address": 5,
  person: 20,
  address: 60,
  code: 10,
  "code-used": 1,
};

/** Attempts of one kind in the window that began with the first of them. */
export interface Attempts {
  readonly count: number;
  readonly since: Instant;
}

/** Counts one more attempt, beginning a new window where the old one is over. */
export function countAttempt(before: Attempts | null, now: Instant): Attempts {
  if (before === null || windowEnd(before) <= now) return { count: 1, since: now };
  return { count: before.count + 1, since: before.since };
}

/** Minutes to wait when the attempt was one too many, or null when it may go on. */
export function waitMinutes(kind: LimitKind, attempts: Attempts, now: Instant): number | null {
  if (attempts.count <= attemptsMax[kind]) return null;
  return Math.max(1, minutesBetween(now, windowEnd(attempts)) + 1);
}

function windowEnd(attempts: Attempts): Instant {
  return addMinutes(attempts.since, WINDOW_MINUTES);
}
