import { addMinutes, type Instant } from "@practicum/kernel/instant";
import type { Actor } from "./actor.ts";
import type { Operation } from "./operation.ts";

/** How long a person counts as just having shown who it is: time for a handful of changes, not for who finds the screen open. */
export const FRESH_MINUTES = 10;

/** How far the clocks of two machines of one installation may be apart. */
const SKEW_MINUTES = 1;

/**
 * For people who have no password to show: the scripts that make the demonstration, the sandbox, whose visitor owns its practice, and
 * tests. The gateway never says so of anybody.
 */
export const ALWAYS_FRESH: Instant = "9999-01-01T00:00:00.000Z";

/** Whether the person has shown lately who it is. Who is no person at a screen has nothing to show. */
export function isFresh(who: Actor, now: Instant): boolean {
  if (who.kind !== "staff") return true;
  const { verifiedAt } = who;
  if (verifiedAt === undefined) return false;
  // A moment that has not come is of a clock that was set back since: nobody is fresh by that for longer (IDN-110).
  const isOfAnotherClock = verifiedAt > addMinutes(now, SKEW_MINUTES) && verifiedAt !== ALWAYS_FRESH;
  return !isOfAnotherClock && addMinutes(verifiedAt, FRESH_MINUTES) > now;
}

/** Whether the operation asks for that, with this input. */
export function asksForFresh<I>(operation: Operation, input: I): boolean {
  const { fresh = false, takesOut } = operation;
  if (takesOut === true) return true;
  return typeof fresh === "function" ? fresh(input) : fresh;
}
