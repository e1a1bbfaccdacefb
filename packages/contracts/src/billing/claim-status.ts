import { z } from "zod";
import { command } from "../operation.ts";
import { id, instant } from "../schema.ts";

/** Where a claim stands at its payer: asked (276) and answered (277). */

export const statusOutcome = z.enum([
  "received",
  "pending",
  "information",
  "paid",
  "denied",
  "finalized",
  "not-found",
  "returned",
  "unclear",
]);

export const claimInquiry = z.object({
  inquiryId: id("inquiry"),
  askedAt: instant,
  askedBy: z.string(),
  fileId: id("file"),
  /** Null while the payer has not answered. */
  answer: z
    .object({
      at: instant,
      outcome: statusOutcome,
      /** In our own words; the payer's codes with their meaning stand beside. */
      words: z.string(),
      codes: z.array(z.string()),
      /** What to do about it. */
      next: z.string(),
      fileId: id("file"),
    })
    .nullable(),
});

export const claimStatusOperations = {
  askClaimStatus: command({
    summary: "Asks the payer where a claim stands (276)",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim") }),
    output: z.object({}),
    errors: ["not-found", "claim-not-ready", "status-asked", "payer-not-asked"],
  }),
};
