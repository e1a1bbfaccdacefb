import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { cents, id, instant, localDate, personName, sumOfCents, text, version } from "../schema.ts";
import { charge } from "./charges.ts";
import { claimFacts, drug } from "./claim-facts.ts";
import { claimInquiry } from "./claim-status.ts";
import { claimHold, whose, workFields } from "./claim-work.ts";
import { payerRules } from "./payer-rules.ts";

/** Claims (837P): built, checked, sent, answered. */

export const claimStatus = z.enum([
  "draft",
  "needs-correction",
  "ready",
  "submitted",
  "printed",
  "acknowledged",
  "rejected",
  "accepted",
  "paid",
  "partly-denied",
  "denied",
  "closed",
  "voided",
]);

export const scrubFinding = z.object({
  /** Number of the rule in billing's SPEC: "5", "26". */
  rule: z.string(),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  /** Loop and element of the 837P: "2010BA NM109". */
  element: z.string(),
  /** The field that mends it. */
  source: z.object({
    screen: z.enum(["coverage", "patient", "encounter", "charge", "payer", "practice", "staff", "location", "claim"]),
    field: z.string(),
    id: z.string().nullable(),
    patientId: id("patient").nullable(),
  }),
});

export const claimEvent = z.object({
  at: instant,
  what: z.string(),
  detail: z.string(),
  by: z.string(),
  fileId: id("file").nullable(),
});

export const claimSummary = z.object({
  claimId: id("claim"),
  /** CLM01, the patient control number: at most 20 characters. */
  number: z.string(),
  patientId: id("patient"),
  patientName: personName,
  payerName: z.string(),
  /** Whose turn: 1 is the payer that is billed first, 2 and 3 get what the ones before left to the patient. */
  order: z.int().min(1).max(3),
  serviceDate: localDate,
  providerName: z.string(),
  total: sumOfCents,
  paid: sumOfCents,
  patientResponsibility: sumOfCents,
  status: claimStatus,
  statusSince: instant,
  filingDeadline: localDate.nullable(),
  errorCount: z.int(),
  ...workFields,
  /** Null where nothing holds it back today. */
  held: claimHold.nullable(),
});

/** States in which no payer has taken a claim in yet: its filing time runs (BIL-239). */
export const notYetAccepted = [
  "draft",
  "needs-correction",
  "ready",
  "submitted",
  "printed",
  "acknowledged",
  "rejected",
] as const satisfies readonly z.output<typeof claimStatus>[];

export const claim = claimSummary.extend({
  encounterId: id("encounter"),
  coverageId: id("coverage"),
  frequency: z.enum(["1", "7", "8"]),
  /** What is to be done about its void now: nothing where it has none, or all is done. */
  voiding: z.enum(["none", "may-withdraw", "with-payer", "open-money"]),
  payerClaimNumber: z.string().nullable(),
  diagnoses: z.array(z.object({ code: z.string(), label: z.string() })),
  lines: z.array(
    z.object({
      lineNumber: z.int(),
      code: z.string(),
      label: z.string(),
      modifiers: z.array(z.string()),
      units: z.int(),
      pointers: z.array(z.int()),
      amount: sumOfCents,
      allowed: sumOfCents.nullable(),
      paid: sumOfCents.nullable(),
      adjustments: z.array(z.object({ group: z.string(), reason: z.string(), amount: cents, meaning: z.string() })),
      /** What it was charged by: its modifiers and pointers are mended there. */
      charge: charge.pick({ chargeId: true, version: true, unitPrice: true }).nullable(),
      drug: drug.nullable(),
      /** The code that the payer paid it as, where that is not the one that was billed. */
      paidAs: z.string().nullable(),
    }),
  ),
  facts: claimFacts,
  /** Who ordered what was ordered, as the claim says it. */
  orderedBy: z.string().nullable(),
  /** How a decided claim is corrected at this payer. */
  corrections: payerRules.shape.corrections,
  /** Whether this payer takes claims on paper. */
  paperClaims: z.boolean(),
  billing: z.object({ name: z.string(), npi: z.string(), taxId: z.string() }),
  rendering: z.object({ name: z.string(), npi: z.string().nullable() }),
  supervising: z.object({ name: z.string(), npi: z.string().nullable() }).nullable(),
  /** By when it has to be with the payer, and what proves that it was. */
  filing: z.object({
    what: z.enum(["first", "later", "corrected"]),
    basis: z.enum(["service", "decision"]),
    from: localDate,
    days: z.int(),
    by: localDate,
    /** The first 277CA by which the payer accepted it. */
    proof: z.object({ on: localDate, fileId: id("file"), fileName: z.string() }).nullable(),
  }),
  subscriber: z.object({ memberId: z.string(), relationship: z.string(), name: personName }),
  placeOfService: z.string(),
  /** Every payer of the visit that was or is billed, the first first, with what it decided. */
  payers: z.array(
    z.object({
      order: z.int().min(1).max(3),
      claimId: id("claim"),
      number: z.string(),
      payerName: z.string(),
      memberId: z.string(),
      status: claimStatus,
      /** The sums of its decisions; null while nothing is decided. */
      decided: z
        .object({
          on: localDate,
          paid: sumOfCents,
          /** Left to the patient, or to the next payer where there is one. */
          patientResponsibility: sumOfCents,
          adjustments: z.array(z.object({ group: z.string(), reason: z.string(), amount: cents, meaning: z.string() })),
        })
        .nullable(),
    }),
  ),
  findings: z.array(scrubFinding),
  /** What its payer was asked and said, the latest first. */
  inquiries: z.array(claimInquiry),
  history: z.array(claimEvent),
  version,
});

export type Claim = z.output<typeof claim>;

export const aboutClaim = (p: { claimId: string; patientId: string }) => ({
  claimId: p.claimId,
  patientId: p.patientId,
});

export const claimOperations = {
  listClaims: query({
    summary: "Claims, the nearest deadline first",
    permission: "claim.read",
    input: z.strictObject({
      statuses: z.array(claimStatus).max(13),
      patientId: id("patient").nullable(),
      /** Words of a name, a number, a payer, a code, an amount or a day; each must fit. */
      text: z.string().trim().max(80).default(""),
      /** Those alone of whose filing time three quarters have passed. */
      soon: z.boolean().default(false),
      whose: whose.default("anybody"),
      /** Only what is held back today, or only what is not. */
      held: z.boolean().optional(),
      /** Those alone that are to be looked at again by today, the longest overdue first. */
      due: z.boolean().default(false),
      /** Those alone that their payer voided, and whose money nobody has placed since. */
      voidedOpen: z.boolean().default(false),
      ...paging,
    }),
    output: z.object({
      claims: z.array(claimSummary),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: z.object({ count: z.int(), total: sumOfCents }).nullable(),
    }),
    patients: (_, output) => output.claims.map((c) => c.patientId),
  }),
  getClaim: query({
    summary: "A claim in plain labels with its errors and history",
    permission: "claim.read",
    input: z.strictObject({ claimId: id("claim") }),
    output: claim,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  refreshClaim: command({
    summary: "Builds an unsent claim again from its sources and checks it",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim") }),
    output: z.object({ status: claimStatus, findings: z.array(scrubFinding), version }),
    errors: ["not-found", "claim-not-ready"],
  }),
  submitClaims: command({
    summary: "Sends claims that are ready in one 837P",
    permission: "claim.write",
    bytesMax: 49_152,
    input: z.strictObject({ claimIds: z.array(id("claim")).min(1).max(1000) }),
    output: z.object({
      fileId: id("file").nullable(),
      submitted: z.array(id("claim")),
      left: z.array(z.object({ claimId: id("claim"), because: z.string() })),
    }),
    errors: ["not-found", "claim-has-errors", "claim-not-ready"],
  }),
  correctClaim: command({
    summary: "Opens a rejected claim for resending, or a denied one as a corrected claim (frequency 7)",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), version }),
    output: z.object({ status: claimStatus, version }),
    errors: ["not-found", "stale-version", "claim-not-ready", "reopening-needed", "appeal-is-out"],
  }),
};

export const claimVoidOperations = {
  voidClaim: command({
    summary: "Opens the void (frequency 8) of a claim that its payer took in or decided",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), version, because: text(200) }),
    output: z.object({ status: claimStatus, version }),
    errors: ["not-found", "stale-version", "claim-not-ready", "reopening-needed", "appeal-is-out", "no-payer-number"],
  }),
  withdrawVoid: command({
    summary: "Takes back a void that was not sent, or that the payer rejected: the claim is what it was before",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), version }),
    output: z.object({ status: claimStatus, version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
};

/** How far a printer is off, in hundredths of an inch. */
const offBy = z
  .int({ error: "Enter whole hundredths of an inch." })
  .min(-50, { error: "At most half an inch." })
  .max(50, { error: "At most half an inch." });

export const paperClaimOperations = {
  printClaim: command({
    summary:
      "Prints a claim that is ready for a payer that takes paper; of a printed one it is another print, and is written down",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), version }),
    output: z.object({ status: claimStatus, version, again: z.boolean() }),
    errors: ["not-found", "stale-version", "claim-not-ready", "claim-has-errors", "claim-held", "no-paper-claims"],
  }),
  returnPaperClaim: command({
    summary: "Says that a payer sent a printed claim back undecided: it is corrected and sent again",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), version, because: text(200) }),
    output: z.object({ status: claimStatus, version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  claimForm: query({
    summary:
      "A claim as a CMS-1500 to print: text alone at the places of the paper's boxes, or with an outline to look at",
    permission: "claim.read",
    input: z.strictObject({
      claimId: id("claim"),
      /** Lines and box numbers of our own; never for the red paper. */
      outline: z.boolean(),
      right: offBy.default(0),
      down: offBy.default(0),
    }),
    output: z.object({
      patientId: id("patient"),
      name: z.string(),
      sheets: z.int(),
      /** Base64. */
      pdf: z.string(),
    }),
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
};

export const claimChanged = event(
  "billing.claim-changed.v1",
  z.object({
    claimId: id("claim"),
    patientId: id("patient"),
    encounterId: id("encounter"),
    number: z.string(),
    status: claimStatus,
  }),
  aboutClaim,
  "claim.read",
  ["billing"],
);
