import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { cents, id, instant, optionalText, personName, positiveCents, sumOfCents, text } from "../schema.ts";

/** What patients pay, and their receipts. */

export const paymentMethod = z.enum(["cash", "check", "card"]);

export const receipt = z.object({
  paymentId: id("payment"),
  receiptNumber: z.string(),
  patientId: id("patient"),
  patientName: personName,
  amount: cents,
  method: paymentMethod,
  reference: z.string().nullable(),
  purpose: z.enum(["copay", "balance", "prepayment"]),
  appointmentId: id("appointment").nullable(),
  takenAt: instant,
  takenBy: z.string(),
  reversedAt: instant.nullable(),
  /** What was given back of it and stands. */
  refunded: sumOfCents,
});

export const paymentOperations = {
  takePayment: command({
    summary: "Takes a patient's payment and gives a receipt",
    permission: "payment.take",
    input: z.strictObject({
      paymentId: id("payment"),
      patientId: id("patient"),
      amount: positiveCents,
      method: paymentMethod,
      reference: optionalText(40).nullable(),
      purpose: receipt.shape.purpose,
      appointmentId: id("appointment").nullable(),
    }),
    output: receipt,
    errors: ["not-found", "already-recorded", "visit-of-another"],
    about: byPatient,
  }),
  reversePayment: command({
    summary: "Reverses a payment by an opposite entry",
    permission: "payment.take",
    input: z.strictObject({ paymentId: id("payment"), patientId: id("patient"), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-posted"],
    about: byPatient,
  }),
  listReceipts: query({
    summary: "A patient's payments",
    permission: "coverage.read",
    input: forPatient,
    output: z.array(receipt),
    about: byPatient,
  }),
};

export const paymentTaken = event(
  "billing.payment-taken.v1",
  z.object({ paymentId: id("payment"), patientId: id("patient"), amount: cents }),
  (p) => ({ patientId: p.patientId }),
  "account.read",
  ["billing"],
);
