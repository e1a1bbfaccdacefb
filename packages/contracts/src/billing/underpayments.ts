import { z } from "zod";
import { command, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, personName, sumOfCents, text, version } from "../schema.ts";

/** What payers paid as another, cheaper service than the one that was billed. */

export const underpaymentStatus = z.enum(["open", "disputed", "accepted", "closed"]);

export const underpayment = z.object({
  underpaymentId: id("underpayment"),
  claimId: id("claim"),
  claimNumber: z.string(),
  remittanceId: id("remittance"),
  patientId: id("patient"),
  patientName: personName,
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
  /** What is missing at the payer's own rate, as our prices of the two codes stand to each other; null where one has no price. */
  missing: sumOfCents.nullable(),
  status: underpaymentStatus,
  note: z.string().nullable(),
  openedAt: instant,
  version,
});

export const underpaymentOperations = {
  listUnderpayments: query({
    summary: "Lines that a payer paid as a cheaper service, the most money first",
    permission: "claim.read",
    input: z.strictObject({ open: z.boolean(), ...paging }),
    output: z.object({
      underpayments: z.array(underpayment),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: z.object({ count: z.int(), missing: sumOfCents }).nullable(),
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
};
