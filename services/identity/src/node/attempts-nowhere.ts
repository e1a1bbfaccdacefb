import type { DomainError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import { countAttempt, takeSteps, type Attempts, type LimitKind, type Steps } from "../domain/sign-in-limit.ts";

/** Beyond it the oldest are forgotten, so that who makes up names fills no memory. */
const REMEMBERED_MAX = 20_000;

/**
 * Attempts at practices that do not exist (IDN-43). No database is theirs, so they are counted in memory: all that they can cost
 * is a password's hash, and that is what the count is there to spare.
 */
export class AttemptsNowhere {
  readonly #attempts = new Map<string, Attempts>();

  /** Counts the attempt before anything is looked at. @returns why it may not go on, or null. */
  async begin(steps: Steps, now: Instant): Promise<DomainError | null> {
    const minutes = await takeSteps(steps, async (kind, what) => this.#count(kind, what, now), now);
    for (const key of this.#attempts.keys()) {
      if (this.#attempts.size <= REMEMBERED_MAX) break;
      this.#attempts.delete(key);
    }
    return minutes === null ? null : { code: "too-many-attempts", detail: { minutes } };
  }

  #count(kind: LimitKind, what: string, now: Instant): Attempts {
    const key = `${kind} ${what}`;
    const attempts = countAttempt(kind, this.#attempts.get(key) ?? null, now);
    // Put at the end again: the first of the map are those that nobody has tried for the longest time.
    this.#attempts.delete(key);
    this.#attempts.set(key, attempts);
    return attempts;
  }
}
