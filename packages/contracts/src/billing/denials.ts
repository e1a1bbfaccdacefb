import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { cents, id, instant, localDate, personName, sumOfCents, text, version } from "../schema.ts";
import { whose, workFields, workNote } from "./claim-work.ts";
import { aboutClaim } from "./claims.ts";

/** Denials and where they come from. */

export const denial = z.object({
  denialId: id("denial"),
  claimId: id("claim"),
  claimNumber: z.string(),
  patientId: id("patient"),
  patientName: personName,
  payerName: z.string(),
  serviceDate: localDate,
  amount: cents,
  group: z.string(),
  reason: z.string(),
  remarks: z.array(z.string()),
  /** The reason in our own words. */
  meaning: z.string(),
  /** What to do first, and why. */
  recommendation: z.string(),
  recommendedAction: z.enum(["correct", "appeal", "bill-patient", "write-off", "rerun-eligibility", "find-original"]),
  deadline: localDate.nullable(),
  status: z.enum(["open", "corrected", "appealed", "billed-patient", "written-off", "overturned"]),
  /** From the code back to the field: each step a link. */
  lineage: z.array(
    z.object({
      what: z.string(),
      value: z.string(),
      screen: z.string(),
      id: z.string().nullable(),
      /** The field of that screen, by its contract's name; null where a step is no field. */
      field: z.string().nullable(),
      /** Whether this is the place that mends it: one step of them is. */
      mends: z.boolean(),
    }),
  ),
  openedAt: instant,
  /** Somebody was asked to allow a write-off, and has not answered. */
  approvalWaits: z.boolean(),
  ...workFields,
  version,
});

/** One denial with what was noted about its claim, the newest first. */
export const denialInFull = denial.extend({ notes: z.array(workNote) });

/** Why money is given up: what a review of write-offs asks for. */
export const writeOffReason = z.enum([
  "timely-filing",
  "no-authorization",
  "bundled",
  "not-covered",
  "small-balance",
  "cost-above-value",
  "our-error",
  "other",
]);

/** What may be given up alone, in cents; above it a second person allows it. */
export const WRITE_OFF_ALONE_MAX = 10_000;

export const denialOperations = {
  listDenials: query({
    summary: "Denials, by dollars and deadline",
    permission: "claim.read",
    input: z.strictObject({
      open: z.boolean(),
      /** Words of a name, a claim's number, a payer, a reason, an amount or a day; each must fit. */
      text: z.string().trim().max(80).default(""),
      /** `worth`: dollars that can still be had, times how pressing the time is. */
      sort: z.enum(["dollars", "deadline", "worth"]).default("dollars"),
      whose: whose.default("anybody"),
      /** Those alone that are to be looked at again by today, the longest overdue first. */
      due: z.boolean().default(false),
      ...paging,
    }),
    output: z.object({
      denials: z.array(denial),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: z.object({ count: z.int(), total: sumOfCents }).nullable(),
    }),
    patients: (_, output) => output.denials.map((d) => d.patientId),
  }),
  getDenial: query({
    summary: "One denial with its lineage",
    permission: "claim.read",
    input: z.strictObject({ denialId: id("denial") }),
    output: denialInFull,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  resolveDenial: command({
    summary: "Acts on a denial; a contractual obligation is never billed to the patient",
    permission: "claim.write",
    input: z.strictObject({
      denialId: id("denial"),
      version,
      /** An appeal is a letter of its own: `draftAppeal`. */
      action: z.enum(["correct", "bill-patient", "write-off"]),
      note: text(500),
      /** Of a write-off. */
      reason: writeOffReason.nullable().default(null),
    }),
    output: z.object({
      status: denial.shape.status,
      claimId: id("claim").nullable(),
      version,
      /** Set when the amount is above what the person may give up: it waits for somebody else. */
      approvalId: id("approval").nullable(),
    }),
    errors: [
      "not-found",
      "stale-version",
      "claim-not-ready",
      "not-allowed",
      "already-recorded",
      "reopening-needed",
      "appeal-is-out",
    ],
  }),
  reopenDenial: command({
    summary: "Takes back a write-off or a bill to the patient by opposite entries; the denial is open again",
    permission: "claim.write",
    input: z.strictObject({ denialId: id("denial"), version, because: text(200) }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
};

export const claimDenied = event(
  "billing.claim-denied.v1",
  z.object({
    denialId: id("denial"),
    claimId: id("claim"),
    patientId: id("patient"),
    claimNumber: z.string(),
    amount: cents,
    reason: z.string(),
    recommendation: z.string(),
    deadline: localDate.nullable(),
  }),
  aboutClaim,
  "claim.read",
  ["billing"],
);

export const denialResolved = event(
  "billing.denial-resolved.v1",
  z.object({ denialId: id("denial"), claimId: id("claim"), patientId: id("patient"), status: denial.shape.status }),
  aboutClaim,
  "claim.read",
  ["billing"],
);

export const denialReopened = event(
  "billing.denial-reopened.v1",
  z.object({ denialId: id("denial"), claimId: id("claim"), patientId: id("patient") }),
  aboutClaim,
  "claim.read",
  ["billing"],
);
