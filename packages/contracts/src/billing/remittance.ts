import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { cents, id, localDate, optionalText, sumOfCents } from "../schema.ts";

/** Remittances (835) and what waits of them for a person. */

export const remittanceSummary = z.object({
  remittanceId: id("remittance"),
  fileId: id("file"),
  payerName: z.string(),
  /** TRN02, by which the bank's deposit is matched. */
  trace: z.string(),
  paymentDate: localDate,
  total: sumOfCents,
  posted: sumOfCents,
  exceptions: sumOfCents,
  /** total − posted − exceptions − provider adjustments: must be zero. */
  variance: sumOfCents,
  status: z.enum(["posted", "has-exceptions", "quarantined"]),
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
          billed: cents,
          allowed: cents.nullable(),
          paid: cents,
          adjustments: z.array(adjustment),
        }),
      ),
      problem: z.string().nullable(),
      resolved: z.boolean(),
    }),
  ),
  providerAdjustments: z.array(
    z.object({ reason: z.string(), reference: z.string(), amount: cents, meaning: z.string() }),
  ),
});

export const remittanceOperations = {
  listRemittances: query({
    summary: "Remittances, newest first",
    permission: "remittance.read",
    input: z.strictObject(paging),
    output: z.object({ remittances: z.array(remittanceSummary), next: z.string().nullable() }),
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
    summary: "Matches an unmatched payment to a claim and posts it, or sets it aside with a reason",
    permission: "remittance.post",
    input: z.strictObject({
      remittanceClaimId: id("remittance-claim"),
      claimId: id("claim").nullable(),
      setAsideBecause: optionalText(200).nullable(),
    }),
    output: z.object({}),
    errors: ["not-found", "already-posted", "claim-not-ready"],
  }),
};

export const remittancePosted = event(
  "billing.remittance-posted.v1",
  z.object({ remittanceId: id("remittance"), total: sumOfCents, posted: sumOfCents, exceptions: sumOfCents }),
  (p) => ({ remittanceId: p.remittanceId }),
);
