import { z } from "zod";
import { command } from "../operation.ts";
import { id, instant, optionalText, phone, version } from "../schema.ts";
import { attempt, attemptOutcome, member } from "./rosters.ts";

/** The call queue: one card a caller, and nobody called twice. */

/** How long a card is kept for its caller who does nothing. */
export const CARD_MINUTES = 20;

/** What a caller has in front of the eyes. */
export const card = member.extend({
  campaignName: z.string(),
  plan: z.string(),
  /** The words of the call with names filled in, in the person's language where there are such words. */
  script: z.object({ language: z.enum(["en", "es"]), version, text: z.string() }),
  history: z.array(attempt),
  /** Nobody else gets the card before. */
  until: instant,
});

/** Why there is no card now. */
export const noCard = z.enum(["ended", "not-begun", "quiet-hours", "later", "others", "language", "review", "done"]);

export const callOperations = {
  takeCard: command({
    summary: "Gives the caller the next person to call; nobody else gets the same one",
    permission: "outreach.call",
    input: z.strictObject({
      campaignId: id("campaign"),
      /** The languages that the caller speaks, as "en"; none named: any. */
      languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).max(20),
    }),
    output: z.object({
      card: card.nullable(),
      /** Where there is none: why, and when there may be one. */
      wait: z.object({ because: noCard, at: instant.nullable() }).nullable(),
    }),
    errors: ["not-found"],
    patients: (_, output) => [output.card?.patientId],
  }),
  holdCard: command({
    summary: "Takes the card of one person, by name, or keeps it longer",
    permission: "outreach.call",
    input: z.strictObject({ memberId: id("member") }),
    output: z.object({ card }),
    errors: ["record-closed", "not-found", "card-taken", "card-over"],
    patients: (_, output) => [output.card.patientId],
  }),
  releaseCard: command({
    summary: "Gives the card back without a call",
    permission: "outreach.call",
    input: z.strictObject({ memberId: id("member") }),
    output: z.object({ released: z.boolean() }),
  }),
  recordAttempt: command({
    summary: "Writes down what came of a call, and gives the card back",
    permission: "outreach.call",
    input: z.strictObject({
      attemptId: id("attempt"),
      memberId: id("member"),
      outcome: attemptOutcome,
      phone: phone.nullable(),
      /** With a callback: when. */
      callbackAt: instant.nullable(),
      /** With "language needed": which. */
      language: z
        .string()
        .regex(/^[a-z]{2,3}$/)
        .nullable(),
      note: optionalText(500),
      scriptVersion: version,
    }),
    output: z.object({ version }),
    errors: ["not-found", "card-taken", "card-over", "already-recorded"],
  }),
  undoAttempt: command({
    summary: "Takes the last attempt back: it stays on record as undone, and the person is called as before",
    permission: "outreach.call",
    input: z.strictObject({ attemptId: id("attempt") }),
    output: z.object({ version, memberId: id("member") }),
    errors: ["not-found", "stale-version", "card-taken"],
  }),
};
