import type { noCard } from "@practicum/contracts/messaging/calls";
import type { Instant, TimeZone } from "@practicum/kernel/instant";
import { dateIn } from "@practicum/kernel/instant";
import type { z } from "zod";
import { mayCallAt, nextCallTime, type CallHours } from "./call-hours.ts";

export interface Wait {
  readonly because: z.output<typeof noCard>;
  readonly at: Instant | null;
}

/** Why nobody of a campaign may be called now, whoever is on its list; null where somebody may (MSG-77). */
export function closedNow(campaign: CallHours & { readonly open: boolean }, now: Instant, zone: TimeZone): Wait | null {
  if (!campaign.open || (campaign.until !== null && dateIn(now, zone) > campaign.until))
    return { because: "ended", at: null };
  if (dateIn(now, zone) < campaign.from) return { because: "not-begun", at: nextCallTime(campaign, now, zone) };
  return mayCallAt(campaign, now, zone) ? null : { because: "quiet-hours", at: nextCallTime(campaign, now, zone) };
}

/** What is in the queue where it had nothing for a caller. */
export interface QueueFacts {
  /** Due, and open at another caller; until when. */
  readonly held: number;
  readonly heldUntil: Instant | null;
  /** Due, in a language that the caller does not speak. */
  readonly otherLanguage: number;
  /** Due later; the next one of them. */
  readonly nextAt: Instant | null;
  /** Looked up, or waiting for somebody to say whether they are patients. */
  readonly toReview: number;
}

/** Why a caller gets no card though the campaign is under way (MSG-79). */
export function emptyQueue(facts: QueueFacts): Wait {
  if (facts.otherLanguage > 0) return { because: "language", at: null };
  if (facts.held > 0) return { because: "others", at: facts.heldUntil };
  if (facts.nextAt !== null) return { because: "later", at: facts.nextAt };
  return { because: facts.toReview > 0 ? "review" : "done", at: null };
}
