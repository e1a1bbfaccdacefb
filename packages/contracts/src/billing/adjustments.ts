import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import type { Role } from "../permission.ts";
import { id, instant, optionalText, positiveCents, sumOfCents, text } from "../schema.ts";
import { paymentMethod } from "./payments.ts";

/** What a person does to an account by hand: gives up, gives back, moves between payer and patient. Each has its way back. */

export const adjustmentKind = z.enum([
  "write-off",
  "refund",
  "payer-refund",
  "to-patient",
  "to-payer",
  "to-collections",
]);

/** Why a patient's balance is given up: what a review of write-offs asks for. */
export const balanceWriteOffReason = z.enum([
  "small-balance",
  "hardship",
  "courtesy",
  "bad-debt",
  "deceased",
  "bankruptcy",
  "our-error",
  "other",
]);

/** Why a balance changes sides. */
export const moveReason = z.enum(["no-coverage", "coverage-found", "payer-decided-otherwise", "posted-wrong", "other"]);

/** What each role may give up or give back alone, in cents; above it a second person allows it. Who has several has the most. */
const aloneMax: { readonly [K in "write-off" | "refund" | "payer-refund"]: { readonly [R in Role]?: number } } = {
  "write-off": { biller: 10_000, "practice-manager": 100_000 },
  refund: { "front-desk": 5000, biller: 10_000, "practice-manager": 100_000 },
  "payer-refund": { biller: 10_000, "practice-manager": 100_000 },
};

export function aloneMaxOf(kind: keyof typeof aloneMax, roles: readonly Role[]): number {
  return Math.max(0, ...roles.map((role) => aloneMax[kind][role] ?? 0));
}

export const adjustment = z.object({
  adjustmentId: id("adjustment"),
  kind: adjustmentKind,
  encounterId: id("encounter").nullable(),
  claimId: id("claim").nullable(),
  paymentId: id("payment").nullable(),
  amount: sumOfCents,
  /** In words. */
  what: z.string(),
  because: z.string(),
  madeBy: z.string(),
  madeAt: instant,
  undoneAt: instant.nullable(),
  undoneBecause: z.string().nullable(),
});

const base = { adjustmentId: id("adjustment"), patientId: id("patient") };
const done = z.object({
  /** Set when the amount is above what the person may do alone: it waits for somebody else. */
  approvalId: id("approval").nullable(),
});

/** Above what a biller gives up alone (BIL-105), a screen that was left open does it for nobody (IDN-112). */
const isMuch = ({ amount }: { readonly amount: number }) => amount > 100_00;

export const adjustmentOperations = {
  listAdjustments: query({
    summary: "What was done to a patient's account by hand, the newest first",
    permission: "account.read",
    input: forPatient,
    output: z.array(adjustment),
    about: byPatient,
  }),
  writeOffBalance: command({
    summary: "Gives up what a patient owes for a visit, or a part of it, with its reason",
    permission: "charge.write",
    fresh: isMuch,
    input: z.strictObject({
      ...base,
      encounterId: id("encounter"),
      amount: positiveCents,
      reason: balanceWriteOffReason,
      note: optionalText(200),
    }),
    output: done,
    errors: ["not-found", "over-allocated", "already-recorded"],
    about: byPatient,
  }),
  refundPayment: command({
    summary: "Gives a patient's payment back, or a part of it",
    permission: "payment.take",
    fresh: isMuch,
    input: z.strictObject({
      ...base,
      paymentId: id("payment"),
      amount: positiveCents,
      method: paymentMethod,
      reference: optionalText(40),
      because: text(200),
    }),
    output: done,
    errors: ["not-found", "already-posted", "over-allocated", "already-recorded"],
    about: byPatient,
  }),
  refundPayer: command({
    summary: "Gives a payer back what it paid on a claim, or a part of it",
    permission: "remittance.post",
    fresh: isMuch,
    input: z.strictObject({
      ...base,
      claimId: id("claim"),
      amount: positiveCents,
      reference: optionalText(40),
      because: text(200),
    }),
    output: done,
    errors: ["not-found", "over-allocated", "already-recorded"],
    about: byPatient,
  }),
  moveBalance: command({
    summary: "Moves a part of a claim's balance from the payer to the patient, or back",
    permission: "charge.write",
    input: z.strictObject({
      ...base,
      claimId: id("claim"),
      to: z.enum(["patient", "payer"]),
      amount: positiveCents,
      reason: moveReason,
      note: optionalText(200),
    }),
    output: done,
    errors: ["not-found", "over-allocated", "claim-not-ready", "not-allowed", "already-recorded"],
    about: byPatient,
  }),
  billCoverage: command({
    summary: "Bills a visit that the patient was asked to pay alone to the coverage that was found since",
    permission: "charge.write",
    input: z.strictObject({ patientId: id("patient"), encounterId: id("encounter") }),
    output: z.object({ claimId: id("claim") }),
    errors: ["not-found", "coverage-not-active", "already-posted", "over-allocated"],
    about: byPatient,
  }),
  reverseAdjustment: command({
    summary: "Takes back what was done to an account by hand, by opposite entries",
    permission: "charge.write",
    input: z.strictObject({ ...base, because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-posted", "claim-not-ready"],
    about: byPatient,
  }),
};
