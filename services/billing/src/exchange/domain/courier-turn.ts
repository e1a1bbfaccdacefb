import type { ClearinghouseLink, LinkFault } from "@practicum/contracts/billing/clearinghouse-link";
import { addMinutes, type Instant } from "@practicum/kernel/instant";

/** What decides whether the courier goes now. */
export interface CourierState {
  readonly link: ClearinghouseLink;
  readonly trusted: boolean;
  readonly askedAt: Instant | null;
  readonly triedAt: Instant | null;
  readonly fault: LinkFault | null;
  /** Files of ours that wait. */
  readonly waiting: number;
}

/** Files of ours go soon, and not one by one while a batch is written. */
const OURS_MINUTES = 1;
/** After a fault ours wait like theirs: what is refused is not asked for each minute, and no account is locked by us. */
const AFTER_FAULT_MINUTES = 5;

/**
 * BIL-472: whoever asks is answered at once; else it goes when its time is over, sooner for our own files. What only a person can mend
 * (a server's key that nobody said is right, a sign-in that is refused) is not tried again by itself.
 */
export function goesNow(state: CourierState, now: Instant): boolean {
  if (state.askedAt !== null) return true;
  if (!state.link.running || !state.trusted || (state.fault !== null && FOR_A_PERSON.has(state.fault))) return false;
  if (state.triedAt === null) return true;
  const soon = state.fault === null ? OURS_MINUTES : AFTER_FAULT_MINUTES;
  const minutes = state.waiting > 0 ? Math.min(soon, state.link.everyMinutes) : state.link.everyMinutes;
  return addMinutes(state.triedAt, minutes) <= now;
}

const FOR_A_PERSON: ReadonlySet<LinkFault> = new Set([
  "host-key-unknown",
  "host-key-changed",
  "no-key",
  "no-password",
  "sign-in-refused",
]);

/** Whether the server is another than the one whose key is trusted. */
export function isAnotherServer(before: ClearinghouseLink, after: ClearinghouseLink): boolean {
  return before.host !== after.host || before.port !== after.port;
}
