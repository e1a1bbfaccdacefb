import { z } from "zod";
import { command } from "../operation.ts";
import { id, instant, localDate, optionalText, text, version } from "../schema.ts";

/** A claim and a denial are somebody's work: who has it, when somebody looks again, and what was noted. */

/** Who has it, and the day on which to look again. */
export const workFields = {
  ownerId: id("staff").nullable(),
  ownerName: z.string().nullable(),
  followUpOn: localDate.nullable(),
};

/** Whose work a list shows. */
export const whose = z.union([z.enum(["anybody", "nobody"]), id("staff")]);

/** What a claim that is held back waits for. */
export const holdReason = z.enum(["information", "authorization", "credentialing", "patient"]);
export type HoldReason = z.output<typeof holdReason>;

/** A claim that is held back: it goes out in no file and on no paper until its day comes or somebody releases it. */
export const claimHold = z.object({
  because: holdReason,
  note: z.string(),
  until: localDate.nullable(),
  at: instant,
  by: z.string(),
});

export const workNote = z.object({ at: instant, by: z.string(), text: z.string() });

/** How many are handed over at once: what a person has chosen on the screen. */
export const HANDED_MAX = 200;

/** Who is to have it; whose it was on the screen goes along, so that nobody's work is taken unseen. */
const handed = { ownerId: id("staff").nullable() };
const wasOwner = id("staff").nullable();
const handedOver = z.object({
  changed: z.int(),
  /** What stayed where it was, and why. */
  left: z.array(z.object({ id: z.string(), because: z.string() })),
});
const lookAgain = { was: localDate.nullable(), on: localDate.nullable() };

export const claimWorkOperations = {
  assignClaims: command({
    summary: "Says whose work some claims are; nobody's with null",
    permission: "claim.write",
    bytesMax: 32_768,
    input: z.strictObject({
      claims: z
        .array(z.strictObject({ claimId: id("claim"), was: wasOwner }))
        .min(1)
        .max(HANDED_MAX),
      ...handed,
    }),
    output: handedOver,
    errors: ["not-found"],
  }),
  assignDenials: command({
    summary: "Says whose work some denials are; nobody's with null",
    permission: "claim.write",
    bytesMax: 32_768,
    input: z.strictObject({
      denials: z
        .array(z.strictObject({ denialId: id("denial"), was: wasOwner }))
        .min(1)
        .max(HANDED_MAX),
      ...handed,
    }),
    output: handedOver,
    errors: ["not-found"],
  }),
  followClaim: command({
    summary: "Says when somebody looks at a claim again",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), ...lookAgain }),
    output: z.object({ followUpOn: localDate.nullable() }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  followDenial: command({
    summary: "Says when somebody looks at a denial again",
    permission: "claim.write",
    input: z.strictObject({ denialId: id("denial"), ...lookAgain }),
    output: z.object({ followUpOn: localDate.nullable() }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  holdClaim: command({
    summary: "Holds an unsent claim back, with the reason, until a day or until it is released",
    permission: "claim.write",
    input: z.strictObject({
      claimId: id("claim"),
      version,
      because: holdReason,
      note: optionalText(300),
      until: localDate.nullable(),
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  releaseClaim: command({
    summary: "Lets a claim that was held back go out again",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
  }),
  noteClaim: command({
    summary: "Adds a note to a claim's history; it is never changed",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), text: text(1000) }),
    output: z.object({}),
    errors: ["not-found"],
  }),
};
