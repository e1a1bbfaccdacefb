import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, text } from "../schema.ts";

/** Orders in a note, and the alerts that they raise. */

export const alert = z.object({
  alertId: z.string(),
  kind: z.enum(["drug-allergy", "drug-drug", "duplicate", "not-checked"]),
  severity: z.enum(["stop", "warn", "info"]),
  message: z.string(),
  source: z.string(),
});

export const medicationOrder = z.object({
  orderId: id("order"),
  encounterId: id("encounter"),
  patientId: id("patient"),
  rxnorm: z.string().nullable(),
  name: text(150),
  directions: text(250),
  quantity: z.int().min(1).max(9999),
  quantityUnit: text(30),
  daysSupply: z.int().min(1).max(365),
  refills: z.int().min(0).max(11),
  substitution: z.boolean(),
  alerts: z.array(alert),
  overrideReason: z.string().nullable(),
  status: z.enum(["draft", "signed", "cancelled"]),
});

export const orderOperations = {
  checkMedicationOrder: query({
    summary: "The alerts that an order would raise; a check that could not be made says so",
    permission: "order.write",
    input: z.strictObject({ patientId: id("patient"), rxnorm: z.string().nullable(), name: text(150) }),
    output: z.array(alert),
    patients: byPatient,
  }),
  orderMedication: command({
    summary: "Adds a medication order to the note; a stopping alert needs a reason. It is signed with the note",
    permission: "order.write",
    input: medicationOrder.omit({ alerts: true, status: true, patientId: true }),
    output: z.object({ orderId: id("order"), alerts: z.array(alert) }),
    errors: ["not-found", "encounter-sealed", "alert-needs-reason", "already-recorded"],
  }),
  cancelOrder: command({
    summary: "Takes a draft order out of the note",
    permission: "order.write",
    input: z.strictObject({ orderId: id("order"), encounterId: id("encounter") }),
    output: z.object({}),
    errors: ["not-found", "encounter-sealed"],
  }),
};
