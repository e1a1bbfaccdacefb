import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant, text } from "../schema.ts";
import { medicationOrder, orderState } from "./orders.ts";

/** Prescriptions as they go out on paper. */

/** What a printed sheet is: the prescription itself, the same one again, or a copy of what went out some other way. */
export const prescriptionSheet = z.enum(["original", "reprint", "copy"]);
export type PrescriptionSheet = z.output<typeof prescriptionSheet>;

const printed = z.object({ by: z.string(), at: instant });

export const prescription = medicationOrder
  .pick({
    orderId: true,
    encounterId: true,
    patientId: true,
    name: true,
    directions: true,
    quantity: true,
    quantityUnit: true,
    daysSupply: true,
    refills: true,
    substitution: true,
    schedule: true,
    state: true,
    steps: true,
  })
  .extend({
    signedAt: instant,
    prescriber: z.object({
      /** Null where the note was signed in another system. */
      staffId: id("staff").nullable(),
      name: z.string(),
      /** Of a controlled substance alone; null for all others, and where the prescriber has none. */
      dea: z.string().nullable(),
      /** The physician who supervises a physician assistant. */
      supervisor: z.string().nullable(),
    }),
    /** What printing it now gives. */
    sheet: prescriptionSheet,
    /** The first printing; null where it never was printed. */
    printed: printed.nullable(),
  });
export type Prescription = z.output<typeof prescription>;

export const prescriptionOperations = {
  prescriptions: query({
    summary: "The signed prescriptions of a visit, with what stands on paper",
    permission: "history.record",
    input: z.strictObject({ patientId: id("patient"), encounterId: id("encounter") }),
    output: z.object({ prescriptions: z.array(prescription) }),
    errors: ["not-found"],
    about: byPatient,
  }),
  sendPrescription: command({
    summary: "Sends a signed prescription to a pharmacy by the practice's connection, where it has one",
    permission: "history.record",
    input: z.strictObject({
      stepId: id("order-step"),
      orderId: id("order"),
      patientId: id("patient"),
      pharmacyId: id("pharmacy"),
    }),
    output: z.object({ state: orderState }),
    errors: [
      "not-found",
      "wrong-order-step",
      "already-recorded",
      "pharmacy-retired",
      "no-pharmacy-network",
      "controlled-on-paper",
    ],
    about: byPatient,
  }),
  cancelPrescription: command({
    summary: "Cancels a signed prescription that is not filled; a pharmacy that has it by the connection is told",
    permission: "order.write",
    input: z.strictObject({
      stepId: id("order-step"),
      orderId: id("order"),
      patientId: id("patient"),
      reason: text(200),
    }),
    output: z.object({ state: orderState }),
    errors: ["not-found", "wrong-order-step", "already-recorded"],
    about: byPatient,
  }),
  printPrescriptions: command({
    summary: "Prints signed prescriptions: each that was waiting is sent by paper then; a reprint says that it is one",
    permission: "history.record",
    input: z.strictObject({
      printId: id("prescription-print"),
      patientId: id("patient"),
      orderIds: z.array(id("order")).min(1).max(50),
    }),
    output: z.object({ sheets: z.array(z.object({ orderId: id("order"), sheet: prescriptionSheet, first: printed })) }),
    errors: ["not-found", "wrong-order-step", "already-recorded"],
    about: byPatient,
  }),
};
