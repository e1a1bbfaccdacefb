import type { DomainError } from "@practicum/contracts/error";
import { waitMinutes, type LimitKind } from "../domain/sign-in-limit.ts";
import { addAttempt, clearAttempts, deleteOldAttempts, removeAttempt } from "../sql/sign-in.ts";
import type { PracticeAuth } from "./practice-auth.ts";

export type Counted = readonly (readonly [kind: LimitKind, what: string])[];

/** What a sign-in of this e-mail from this address counts against (IDN-43). */
export function signInCounts(email: string, address: string): Counted {
  return [
    ["address", address],
    ["person", email],
    ["person-at-address", `${email} ${address}`],
  ];
}

/** Counts the attempt before anything is looked at. @returns why it may not go on, or null. */
export async function beginAttempt(at: PracticeAuth, counted: Counted): Promise<DomainError | null> {
  const now = at.clock.now();
  return at.db.transact(async (tx) => {
    await deleteOldAttempts(tx, now);
    let minutes = 0;
    for (const [kind, what] of counted) {
      minutes = Math.max(minutes, waitMinutes(kind, await addAttempt(tx, kind, what, now), now) ?? 0);
    }
    return minutes === 0 ? null : { code: "too-many-attempts", detail: { minutes } };
  });
}

/** It was the right person: the attempt is taken off, and mistyped ones before it are forgiven. */
export async function forgiveAttempts(at: PracticeAuth, counted: Counted): Promise<void> {
  await at.db.transact(async (tx) => {
    for (const [kind, what] of counted) {
      if (kind === "person-at-address") await clearAttempts(tx, kind, what);
      else await removeAttempt(tx, kind, what);
    }
  });
}
