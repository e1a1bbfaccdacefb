import { z } from "zod";
import { command, query } from "./operation.ts";
import { id, instant } from "./schema.ts";

/** What every service offers to whoever operates the practice, beside its own operations. */

export const deadLetter = z.object({
  deadLetterId: id("dead-letter"),
  kind: z.enum(["event", "timer"]),
  /** The consumer or timer that failed. */
  handler: z.string(),
  /** The event's name, or the timer's key. */
  subject: z.string(),
  reason: z.string(),
  attempts: z.int(),
  diedAt: instant,
  replayedAt: instant.nullable(),
});

export const operations = {
  opsStatus: query({
    summary: "What waits in this service: unpublished events, due timers, dead letters",
    permission: "operations.read",
    input: z.strictObject({}),
    output: z.object({
      unpublished: z.int(),
      /** How old the oldest of them is. */
      unpublishedSeconds: z.int(),
      timersDue: z.int(),
      /** How long the oldest of them has been due. */
      timersLateSeconds: z.int(),
      timersWaiting: z.int(),
      deadLetters: z.int(),
    }),
  }),
  opsDeadLetters: query({
    summary: "Events and timers that failed as often as they may, newest first",
    permission: "operations.read",
    input: z.strictObject({
      open: z.boolean(),
      limit: z.int().min(1).max(500),
      /** The last one that was read: the next page goes on after it. */
      after: id("dead-letter").nullable().optional(),
    }),
    output: z.array(deadLetter),
  }),
  opsReplayDeadLetter: command({
    summary: "Handles one dead letter again; what it did before is not done twice",
    permission: "operations.replay",
    input: z.strictObject({ deadLetterId: id("dead-letter") }),
    output: z.object({ replayed: z.boolean() }),
    errors: ["not-found"],
  }),
  opsReplayOutbox: command({
    summary: "Publishes the events of a span of time again; consumers that have them ignore them",
    permission: "operations.replay",
    input: z.strictObject({ from: instant, to: instant }),
    output: z.object({ events: z.int() }),
  }),
};
