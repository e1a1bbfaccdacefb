import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, optionalText, sumOfCents } from "../schema.ts";

/** What one person asks for and another one allows: money that is given up or forced. */

export const approval = z.object({
  approvalId: id("approval"),
  kind: z.enum(["write-off", "force", "variance", "balance-write-off", "refund", "payer-refund"]),
  /** What it is about: a denial, a payer's decision in a remittance, the remittance itself, a visit, a payment or a claim. */
  subjectId: z.string(),
  patientId: id("patient").nullable(),
  /** In words, without the patient's name. */
  about: z.string(),
  amount: sumOfCents,
  reason: z.string(),
  askedBy: z.string(),
  askedAt: instant,
  /** Whether the person who looks asked for it: somebody else has to allow it. */
  mine: z.boolean(),
  status: z.enum(["waiting", "approved", "declined"]),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  decidedBecause: z.string().nullable(),
});

export const approvalOperations = {
  listApprovals: query({
    summary: "What waits for a second person, the oldest first; or what was decided, the latest first",
    permission: "remittance.read",
    input: z.strictObject({
      waiting: z.boolean(),
      /** Words of what it is about, of the reason, of a person, or an amount; each must fit. */
      text: z.string().trim().max(80).default(""),
      before: paging.before.default(null),
      limit: paging.limit.default(100),
    }),
    output: z.object({
      approvals: z.array(approval),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: z.object({ count: z.int(), total: sumOfCents }).nullable(),
    }),
    patients: (_, output) => output.approvals.map((one) => one.patientId),
  }),
  decideApproval: command({
    summary: "Allows or declines what somebody else asked for; what is allowed is posted at once",
    permission: "money.approve",
    fresh: true,
    input: z.strictObject({ approvalId: id("approval"), approve: z.boolean(), because: optionalText(200) }),
    output: z.object({ status: approval.shape.status }),
    errors: [
      "not-found",
      "already-posted",
      "second-person-needed",
      "claim-not-ready",
      "not-allowed",
      "stale-version",
      "over-allocated",
    ],
  }),
};

export const approvalChanged = event(
  "billing.approval-changed.v1",
  z.object({ approvalId: id("approval") }),
  (p) => ({
    approvalId: p.approvalId,
  }),
  "remittance.read",
  ["billing"],
);
