import { z } from "zod";
import { event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { claimStatus } from "./claims.ts";
import { id, instant, localDate, sumOfCents } from "../schema.ts";

/** The double-entry ledger, and what it says to a biller. */

export const ledgerAccount = z.enum([
  "patient-receivable",
  "insurance-receivable",
  "revenue",
  "contractual",
  "write-off",
  "cash",
  "insurance-clearing",
  "unapplied",
  "provider-adjustment",
  "capitation",
  /** What a drawer was over or short. */
  "cash-over-short",
  /** What was paid out of drawers. */
  "petty-cash",
  "collections",
  /** What patients owed when they came from an old system. */
  "opening-balance",
]);

export const ledgerEntry = z.object({
  entryId: id("ledger-entry"),
  transactionId: id("ledger-transaction"),
  at: instant,
  date: localDate,
  account: ledgerAccount,
  /** Debit positive, credit negative; the entries of a transaction sum to zero. */
  amount: sumOfCents,
  patientId: id("patient").nullable(),
  encounterId: id("encounter").nullable(),
  chargeId: id("charge").nullable(),
  claimId: id("claim").nullable(),
  /** What caused it, in words, and by which rule. */
  because: z.string(),
  rule: z.string(),
  by: z.string(),
  source: z.object({
    kind: z.enum(["charge", "payment", "remittance", "statement", "denial", "deposit", "manual"]),
    id: z.string(),
  }),
});

export const ledgerOperations = {
  getAccount: query({
    summary: "A patient's account: what insurance and patient owe, and every line that made it so",
    permission: "account.read",
    input: forPatient,
    output: z.object({
      insurancePending: sumOfCents,
      patientDue: sumOfCents,
      unapplied: sumOfCents,
      /** With a collection agency. */
      collections: sumOfCents,
      visits: z.array(
        z.object({
          encounterId: id("encounter").nullable(),
          serviceDate: localDate.nullable(),
          providerName: z.string(),
          insurancePending: sumOfCents,
          patientDue: sumOfCents,
          claims: z.array(
            z.object({
              claimId: id("claim"),
              number: z.string(),
              payerName: z.string(),
              status: claimStatus,
              paid: sumOfCents,
            }),
          ),
          entries: z.array(ledgerEntry),
        }),
      ),
    }),
    about: byPatient,
  }),
  trialBalance: query({
    summary: "The sum of each ledger account; their total is zero",
    permission: "charge.read",
    input: z.strictObject({}),
    output: z.object({
      accounts: z.array(z.object({ account: ledgerAccount, balance: sumOfCents })),
      total: sumOfCents,
      unbalancedTransactions: z.int(),
    }),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  workQueues: query({
    summary: "The biller's queues with count and dollars",
    permission: "charge.read",
    input: z.strictObject({}),
    output: z.array(
      z.object({
        queue: z.enum([
          "charges",
          "missing-charges",
          "claims-to-fix",
          "claims-to-send",
          "claims-held",
          "rejections",
          "voided-claims",
          "timely-filing",
          "claim-follow-ups",
          "denial-follow-ups",
          "denials",
          "appeals",
          "underpayments",
          "exceptions",
          "set-aside",
          "deposits",
          "approvals",
          "statements",
        ]),
        count: z.int(),
        amount: sumOfCents,
        oldestDays: z.int().nullable(),
      }),
    ),
  }),
};

export const accountChanged = event(
  "billing.account-changed.v1",
  z.object({ patientId: id("patient") }),
  (p) => ({
    patientId: p.patientId,
  }),
  "account.read",
  ["billing"],
);
