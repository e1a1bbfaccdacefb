import { z } from "zod";
import { query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { cents, id, localDate, sumOfCents, text } from "../schema.ts";
import { eligibilityStatus } from "./eligibility.ts";

/** What a patient will owe of a visit, before any payer has decided: the contract's amount, and the patient's part of it. */

const service = z.strictObject({
  code: text(5),
  modifiers: z.array(z.string().regex(/^[0-9A-Z]{2}$/, { error: "A modifier has two characters." })).max(4),
  units: z.int().min(1).max(99),
});

export const shareLine = z.object({
  lineNumber: z.int(),
  code: z.string(),
  label: z.string(),
  modifiers: z.array(z.string()),
  units: z.int(),
  charge: sumOfCents,
  /** What the contract allows; null where that is not known. Nothing is allowed for what is paid by the month. */
  allowed: sumOfCents.nullable(),
  /** How the contract comes to it, or why it does not. */
  because: z.string(),
  capitated: z.boolean(),
  /** The patient's part; null where it is not known, which is not nothing. */
  share: sumOfCents.nullable(),
  copay: sumOfCents,
  deductible: sumOfCents,
  coinsurance: sumOfCents,
  /** How it comes to the share, or why it does not. */
  shareBecause: z.string(),
});

export const patientShare = z.object({
  serviceDate: localDate,
  /** Who is asked first that day; null is self-pay: the patient's part is the fee. */
  coverage: z
    .object({
      coverageId: id("coverage"),
      payerName: z.string(),
      planName: z.string().nullable(),
      /** What the payer said for that very day; null where it said nothing about it. */
      eligibility: eligibilityStatus.nullable(),
      copay: cents.nullable(),
      /** Whether the copay is the payer's answer or stands on the card. */
      copayFrom: z.enum(["payer", "card"]),
      deductibleRemaining: cents.nullable(),
      coinsurancePercent: z.int().nullable(),
    })
    .nullable(),
  /** The contract in force on the date of service; null where none is known. */
  contract: z
    .object({ contractId: id("payer-contract"), name: z.string(), version: z.int(), from: localDate })
    .nullable(),
  /** Payers that are asked after the first: they may pay a part of the share. */
  laterPayers: z.array(z.string()),
  lines: z.array(shareLine),
  /** Null where a line is not known. */
  allowed: sumOfCents.nullable(),
  share: sumOfCents.nullable(),
  /** The sum of the lines that are known. */
  known: sumOfCents,
});

export type PatientShare = z.output<typeof patientShare>;

export const patientShareOperations = {
  estimateShare: query({
    summary: "What a patient will owe of some services, by the payer's contract of the day and its answer about it",
    permission: "payment.take",
    bytesMax: 32_768,
    input: z.strictObject({
      patientId: id("patient"),
      serviceDate: localDate,
      locationId: id("location"),
      providerStaffId: id("staff"),
      lines: z.array(service).min(1, { error: "Choose at least one service." }).max(20),
    }),
    output: patientShare,
    errors: ["no-price"],
    about: byPatient,
  }),
  visitShare: query({
    summary: "What a patient will owe of a visit that is charged, by the payer's contract of the day and its answer",
    permission: "payment.take",
    input: z.strictObject({ patientId: id("patient"), appointmentId: id("appointment") }),
    /** Null: nothing is charged yet. */
    output: z.object({ share: patientShare.nullable() }),
    errors: ["no-price"],
    about: byPatient,
  }),
};
