import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, personName, phone, sumOfCents, text, version } from "../schema.ts";

/** What payers paid below their contract, or as another, cheaper service than the one that was billed. */

export const underpaymentStatus = z.enum(["open", "disputed", "accepted", "closed"]);

export const letterWay = z.enum(["fax", "by-hand"]);

export const underpayment = z.object({
  underpaymentId: id("underpayment"),
  claimId: id("claim"),
  claimNumber: z.string(),
  remittanceId: id("remittance"),
  patientId: id("patient"),
  patientName: personName,
  payerId: id("payer"),
  payerName: z.string(),
  serviceDate: localDate,
  billedCode: z.string(),
  billedLabel: z.string(),
  paidCode: z.string(),
  /** Whether the payer said that it changed the code (SVC06). */
  announced: z.boolean(),
  billed: sumOfCents,
  allowed: sumOfCents,
  paid: sumOfCents,
  /** What is missing: of what the contract of the day says, or else at the payer's own rate for the other code; null where that is not known. */
  missing: sumOfCents.nullable(),
  /** What the contract of the day says; null where none says anything. */
  expected: sumOfCents.nullable(),
  contractId: id("payer-contract").nullable(),
  contractName: z.string().nullable(),
  /** The term that decides, and how it comes to what was expected. */
  term: z.string().nullable(),
  because: z.string().nullable(),
  status: underpaymentStatus,
  note: z.string().nullable(),
  /** The latest letter to the payer about it. */
  letter: z
    .object({
      letterId: id("underpayment-letter"),
      way: letterWay,
      sentOn: localDate,
      /** Queued: the fax line has not taken it yet. */
      status: z.enum(["queued", "sent"]),
    })
    .nullable(),
  openedAt: instant,
  version,
});

/** What a letter is about: lines of one payer, each in the version that was seen. */
const about = z
  .array(z.strictObject({ underpaymentId: id("underpayment"), version }))
  .min(1)
  .max(25);
const letterBody = text(6000);
const letterPdf = z.object({
  patientIds: z.array(id("patient")),
  name: z.string(),
  pages: z.int(),
  /** Base64. */
  pdf: z.string(),
});

const missingOf = z.object({ count: z.int(), missing: sumOfCents });

export const underpaymentOperations = {
  listUnderpayments: query({
    summary: "Lines that a payer paid below its contract or as a cheaper service, the most money first",
    permission: "claim.read",
    input: z.strictObject({
      open: z.boolean(),
      /** Null: of every payer. */
      payerId: id("payer").nullable(),
      ...paging,
    }),
    output: z.object({
      underpayments: z.array(underpayment),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: missingOf
        .extend({
          /** Of those, paid as another service. */
          downcoded: missingOf,
          /** Of every payer, the most money first. */
          payers: z.array(missingOf.extend({ payerId: id("payer"), payerName: z.string() })),
        })
        .nullable(),
    }),
    patients: (_, output) => output.underpayments.map((one) => one.patientId),
  }),
  resolveUnderpayment: command({
    summary: "Disputes an underpayment with the payer, accepts it, or opens it again",
    permission: "claim.write",
    input: z.strictObject({
      underpaymentId: id("underpayment"),
      version,
      to: z.enum(["open", "disputed", "accepted"]),
      because: text(200),
    }),
    output: z.object({ status: underpaymentStatus, version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  draftUnderpaymentLetter: query({
    summary: "A letter to a payer about lines that it paid too low, drafted from contract and remittance",
    permission: "claim.write",
    input: z.strictObject({ about }),
    output: z.object({
      patientIds: z.array(id("patient")),
      payerName: z.string(),
      fax: phone.nullable(),
      body: z.string(),
      missing: sumOfCents,
    }),
    errors: ["not-found", "one-payer"],
    patients: (_, output) => output.patientIds,
  }),
  printUnderpaymentLetter: query({
    summary: "A letter about underpayments as it would go, as a PDF",
    permission: "claim.write",
    input: z.strictObject({ about, body: letterBody }),
    output: letterPdf,
    errors: ["not-found", "one-payer", "letter-not-printable"],
    patients: (_, output) => output.patientIds,
  }),
  sendUnderpaymentLetter: command({
    summary: "Sends a letter about underpayments by fax, or notes that it went by hand; its lines are disputed then",
    permission: "claim.write",
    input: z.strictObject({
      letterId: id("underpayment-letter"),
      about,
      body: letterBody,
      way: letterWay,
      /** Null: the payer's number for appeals. */
      fax: phone.nullable(),
      /** The day on which it went by hand; null: today. */
      sentOn: localDate.nullable(),
    }),
    output: z.object({ sentOn: localDate, lines: z.int() }),
    errors: [
      "not-found",
      "one-payer",
      "stale-version",
      "claim-not-ready",
      "in-the-future",
      "letter-not-printable",
      "already-recorded",
    ],
  }),
  underpaymentLetter: query({
    summary: "A letter about underpayments as it went, as a PDF",
    permission: "claim.read",
    input: z.strictObject({ letterId: id("underpayment-letter") }),
    output: letterPdf,
    errors: ["not-found"],
    patients: (_, output) => output.patientIds,
  }),
};

/** Decisions of a payer were compared with its contracts again, and some stand otherwise now. */
export const underpaymentsRechecked = event(
  "billing.underpayments-rechecked.v1",
  z.object({ payerId: id("payer") }),
  (p) => ({ payerId: p.payerId }),
  "claim.read",
  ["billing"],
);
