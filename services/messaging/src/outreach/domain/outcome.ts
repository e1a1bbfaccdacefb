import { fail, type DomainError } from "@practicum/contracts/error";
import type { AttemptOutcome, memberState } from "@practicum/contracts/messaging/rosters";
import type { Instant, TimeZone } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { againAt, mayCallAt, type CallHours } from "./call-hours.ts";

/** Where a person stands: what an attempt changes, and what its undo restores. */
export interface MemberStanding {
  readonly state: z.output<typeof memberState>;
  /** Who is called first: 0 a callback, 1 who was never called, then by how often. */
  readonly rank: number;
  readonly attempts: number;
  readonly notBefore: Instant;
  readonly reached: boolean;
  readonly lastAt: Instant | null;
  readonly lastOutcome: AttemptOutcome | null;
  readonly phones: readonly string[];
  readonly language: string;
}

/** What a caller says came of a call. */
export interface Said {
  readonly outcome: AttemptOutcome;
  readonly phone: string | null;
  readonly callbackAt: Instant | null;
  readonly language: string | null;
}

export interface CallRules extends CallHours {
  readonly maxAttempts: number;
  readonly pauseHours: number;
}

/** Who spoke with us; a machine, a stranger and silence are not the person. */
const SPOKE: readonly AttemptOutcome[] = ["booked", "declined", "callback", "language-needed", "do-not-call"];

/** Where a person stands after a call (MSG-80 to MSG-83). */
export function standingAfter(
  before: MemberStanding,
  said: Said,
  rules: CallRules,
  now: Instant,
  zone: TimeZone,
): Result<MemberStanding, DomainError> {
  const attempts = before.attempts + 1;
  const called: MemberStanding = {
    ...before,
    attempts,
    rank: attempts + 1,
    reached: before.reached || SPOKE.includes(said.outcome),
    lastAt: now,
    lastOutcome: said.outcome,
  };
  switch (said.outcome) {
    case "booked":
      return ok({ ...called, state: "yes" });
    case "declined":
      return ok({ ...called, state: "declined" });
    case "gone":
      return ok({ ...called, state: "gone" });
    case "do-not-call":
      return ok({ ...called, state: "do-not-call" });
    case "callback":
      return callback(called, said.callbackAt, rules, now, zone);
    case "language-needed":
      if (said.language === null) return wrong("language", "Say which language is needed.");
      // Nobody has spoken with the person yet in a language of theirs: the next one who can, does.
      return ok({ ...called, state: "waiting", rank: 1, notBefore: now, language: said.language });
    case "wrong-number":
      return ok(withoutNumber(called, said.phone, rules, now));
    case "left-message":
    case "no-answer":
      return ok(notReached(called, rules, againAt(rules, now, zone)));
  }
}

/** A promised call is made, whatever the attempts are, and not at a time at which nobody may be called (MSG-81). */
function callback(
  called: MemberStanding,
  at: Instant | null,
  rules: CallRules,
  now: Instant,
  zone: TimeZone,
): Result<MemberStanding, DomainError> {
  if (at === null) return wrong("callbackAt", "Say when to call back.");
  if (at <= now) return wrong("callbackAt", "That time has passed.");
  if (!mayCallAt(rules, at, zone))
    return wrong("callbackAt", "That is outside of the campaign's days and calling hours.");
  return ok({ ...called, state: "waiting", rank: 0, notBefore: at });
}

/** The number is no longer the person's. Another one is tried at once; without one there is nothing to call (MSG-82). */
function withoutNumber(called: MemberStanding, phone: string | null, rules: CallRules, now: Instant): MemberStanding {
  const phones = called.phones.filter((one) => one !== (phone ?? called.phones[0]));
  if (phones.length === 0) return { ...called, phones, state: "no-number" };
  return notReached({ ...called, phones }, rules, now);
}

/** Called again after the pause, until all attempts are used up (MSG-80). */
function notReached(called: MemberStanding, rules: CallRules, again: Instant): MemberStanding {
  if (called.attempts >= rules.maxAttempts) return { ...called, state: "unreachable" };
  return { ...called, state: "waiting", notBefore: again };
}

function wrong(field: string, message: string) {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
