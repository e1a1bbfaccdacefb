import type { DomainError } from "@practicum/contracts/error";
import { takeSteps, type Steps } from "../domain/sign-in-limit.ts";
import { addAttempt, clearAttempts, deleteOldAttempts, removeAttempt } from "../sql/sign-in.ts";
import type { PracticeAuth } from "./practice-auth.ts";

/** Counts the attempt before anything is looked at. @returns why it may not go on, or null. */
export async function beginAttempt(at: PracticeAuth, steps: Steps): Promise<DomainError | null> {
  const now = at.clock.now();
  return at.db.transact(async (tx) => {
    await deleteOldAttempts(tx, now);
    const minutes = await takeSteps(steps, (kind, what) => addAttempt(tx, kind, what, now), now);
    return minutes === null ? null : { code: "too-many-attempts", detail: { minutes } };
  });
}

/** It was the right person: the attempt is taken off, and mistyped ones before it are forgiven. */
export async function forgiveAttempts(at: PracticeAuth, steps: Steps): Promise<void> {
  await at.db.transact(async (tx) => {
    for (const [kind, what] of steps.flat()) {
      if (kind === "person-at-address" || kind === "device") await clearAttempts(tx, kind, what);
      else await removeAttempt(tx, kind, what);
    }
  });
}
