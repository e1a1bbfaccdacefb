import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { cents, id, localDate, optionalText, personName, text } from "../schema.ts";

/** Good-faith estimates: what a visit will cost who pays by himself (45 CFR 149.610). */

export const estimate = z.object({
  estimateId: id("estimate"),
  number: z.string(),
  patientId: id("patient"),
  patientName: personName,
  birthDate: localDate,
  appointmentId: id("appointment").nullable(),
  issuedOn: localDate,
  serviceDate: localDate,
  providerName: z.string(),
  providerNpi: z.string().nullable(),
  /** What the patient comes for, in the patient's words. */
  reason: z.string(),
  lines: z.array(z.object({ code: z.string(), label: z.string(), units: z.int(), price: cents, amount: cents })),
  total: cents,
});

export type Estimate = z.output<typeof estimate>;

export const estimateOperations = {
  issueEstimate: command({
    summary:
      "Gives a patient who pays by himself a good-faith estimate, priced by the fee schedule of the date of service",
    permission: "payment.take",
    input: z.strictObject({
      estimateId: id("estimate"),
      patientId: id("patient"),
      appointmentId: id("appointment").nullable(),
      serviceDate: localDate,
      providerStaffId: id("staff"),
      reason: optionalText(200),
      lines: z
        .array(z.strictObject({ code: text(5), units: z.int().min(1).max(99) }))
        .min(1, { error: "Choose at least one service." })
        .max(20),
    }),
    output: estimate,
    errors: ["not-found", "no-price", "already-recorded", "visit-of-another"],
    about: byPatient,
  }),
  estimateServices: query({
    summary: "Services with a price on a day, to estimate from",
    permission: "payment.take",
    input: z.strictObject({ onDate: localDate }),
    output: z.array(z.object({ code: z.string(), label: z.string(), price: cents })),
  }),
  listEstimates: query({
    summary: "A patient's good-faith estimates, the newest first",
    permission: "account.read",
    input: forPatient,
    output: z.array(estimate),
    about: byPatient,
  }),
};
