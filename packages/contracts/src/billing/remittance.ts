import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { cents, id, localDate, optionalText, sumOfCents, text } from "../schema.ts";

/** Remittances (835) and what waits of them for a person. */

export const remittanceSummary = z.object({
  remittanceId: id("remittance"),
  /** Null where it was keyed from paper. */
  fileId: id("file").nullable(),
  payerName: z.string(),
  /** TRN02, by which the bank's deposit is matched. */
  trace: z.string(),
  paymentDate: localDate,
  total: sumOfCents,
  posted: sumOfCents,
  /** What waits for a person. */
  exceptions: sumOfCents,
  /** What a person left aside for now. */
  setAside: sumOfCents,
  /** What went back to the payer. */
  returned: sumOfCents,
  /** Kept back by the payer beside the claims (PLB); negative where it added. */
  keptBack: sumOfCents,
  /** What was settled of a variance. */
  settled: sumOfCents,
  /** When the bank showed it; null while no deposit was found for it. */
  depositedOn: localDate.nullable(),
  /** total − posted − exceptions − set aside − returned + kept back − settled: must be zero. */
  variance: sumOfCents,
  /** Closed: all of it is posted or went back, and the variance is zero. */
  status: z.enum(["closed", "has-exceptions", "set-aside", "out-of-balance"]),
  claimCount: z.int(),
});

const adjustment = z.object({ group: z.string(), reason: z.string(), amount: cents, meaning: z.string() });

export const remittance = remittanceSummary.extend({
  claims: z.array(
    z.object({
      remittanceClaimId: id("remittance-claim"),
      claimNumber: z.string(),
      claimId: id("claim").nullable(),
      patientId: id("patient").nullable(),
      patientName: z.string(),
      statusCode: z.string(),
      group: z.enum(["auto", "mismatch", "unmatched", "reversal", "denied"]),
      billed: cents,
      allowed: cents.nullable(),
      paid: cents,
      patientResponsibility: cents,
      payerClaimNumber: z.string(),
      adjustments: z.array(adjustment),
      lines: z.array(
        z.object({
          code: z.string(),
          /** What was billed, where the payer paid it as another code: by its own word (SVC06), or as our claim says. */
          billedCode: z.string().nullable(),
          billed: cents,
          allowed: cents.nullable(),
          paid: cents,
          adjustments: z.array(adjustment),
        }),
      ),
      problem: z.string().nullable(),
      /** Where its money is. */
      state: z.enum(["posted", "waits", "set-aside", "returned"]),
      /** How far its sums are apart; zero where they hold. */
      difference: sumOfCents,
      approvalWaits: z.boolean(),
    }),
  ),
  providerAdjustments: z.array(
    z.object({ reason: z.string(), reference: z.string(), amount: cents, meaning: z.string() }),
  ),
});

export const keyedAdjustment = z.strictObject({
  group: z.enum(["CO", "OA", "PI", "PR", "CR"], { error: "Choose the group that stands before the code." }),
  reason: z.string().regex(/^[A-Z]?\d{1,3}$/, { error: "Enter the reason code, as 45." }),
  amount: cents,
});

export const remittanceOperations = {
  listRemittances: query({
    summary: "Remittances, newest first",
    permission: "remittance.read",
    input: z.strictObject({
      /** Open ones wait for a person: something to match, set aside, or a variance. */
      show: z.enum(["all", "open", "not-at-bank"]).default("all"),
      /** Words of the payer, the trace, an amount or a day; each must fit. */
      text: z.string().trim().max(80).default(""),
      ...paging,
    }),
    output: z.object({
      remittances: z.array(remittanceSummary),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: z.object({ count: z.int(), total: sumOfCents }).nullable(),
    }),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  getRemittance: query({
    summary: "A remittance with what was posted and what waits",
    permission: "remittance.read",
    input: z.strictObject({ remittanceId: id("remittance") }),
    output: remittance,
    errors: ["not-found"],
    patients: (_, output) => output.claims.map((c) => c.patientId),
  }),
  resolveException: command({
    summary: "Matches a payment that waits or was set aside to a claim and posts it, or sets it aside with a reason",
    permission: "remittance.post",
    input: z.strictObject({
      remittanceClaimId: id("remittance-claim"),
      claimId: id("claim").nullable(),
      setAsideBecause: optionalText(200).nullable(),
    }),
    output: z.object({}),
    errors: ["not-found", "already-posted", "claim-not-ready"],
  }),
  keyException: command({
    summary: "Takes the amounts of a decision from its paper: they have to come to zero",
    permission: "remittance.post",
    bytesMax: 1_048_576,
    input: z.strictObject({
      remittanceClaimId: id("remittance-claim"),
      adjustments: z.array(keyedAdjustment).max(99),
      lines: z.array(z.strictObject({ paid: cents, adjustments: z.array(keyedAdjustment).max(30) })).max(999),
    }),
    output: z.object({ posted: z.boolean(), problem: z.string().nullable() }),
    errors: ["not-found", "already-posted", "not-in-balance"],
  }),
  forceException: command({
    summary: "Asks a second person to post a decision whose sums do not hold; the difference is written off",
    permission: "remittance.post",
    input: z.strictObject({
      remittanceClaimId: id("remittance-claim"),
      claimId: id("claim"),
      because: text(200),
    }),
    output: z.object({ approvalId: id("approval") }),
    errors: ["not-found", "already-posted", "already-recorded", "claim-not-ready"],
  }),
  returnException: command({
    summary: "Sends a decision back to the payer, and the money that came with it",
    permission: "remittance.post",
    input: z.strictObject({
      remittanceClaimId: id("remittance-claim"),
      how: z.enum(["refunded", "sent-back"]),
      because: text(200),
    }),
    output: z.object({}),
    errors: ["not-found", "already-posted"],
  }),
  takeUpException: command({
    summary: "Takes up again what was set aside or sent back",
    permission: "remittance.post",
    input: z.strictObject({ remittanceClaimId: id("remittance-claim"), because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-posted"],
  }),
  reversePosting: command({
    summary: "Takes a payer's posted decision back by opposite entries; it waits for a person again",
    permission: "remittance.post",
    input: z.strictObject({ remittanceClaimId: id("remittance-claim"), because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "claim-not-ready"],
  }),
  settleVariance: command({
    summary: "Asks a second person to settle what a remittance is out of balance by",
    permission: "remittance.post",
    input: z.strictObject({ remittanceId: id("remittance"), because: text(200) }),
    output: z.object({ approvalId: id("approval") }),
    errors: ["not-found", "already-posted", "already-recorded"],
  }),
  reopenVariance: command({
    summary: "Takes back the settling of a variance by opposite entries",
    permission: "remittance.post",
    input: z.strictObject({ remittanceId: id("remittance"), because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-posted"],
  }),
};

export const remittancePosted = event(
  "billing.remittance-posted.v1",
  z.object({ remittanceId: id("remittance"), total: sumOfCents, posted: sumOfCents, exceptions: sumOfCents }),
  (p) => ({ remittanceId: p.remittanceId }),
  "remittance.read",
  ["billing"],
);
