import { z } from "zod";
import { command } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, localDate, optionalText, text } from "../schema.ts";

/** What the patient takes. */

export const medication = z.object({
  medicationId: id("medication"),
  /** RxNorm concept, or null for free text, which no checker can check. */
  rxnorm: z.string().nullable(),
  name: text(150),
  /** "1 tablet by mouth twice a day" */
  directions: optionalText(250),
  startedOn: localDate.nullable(),
  stoppedOn: localDate.nullable(),
  status: z.enum(["active", "stopped", "entered-in-error"]),
  orderId: id("order").nullable(),
  recordedBy: z.string(),
});

export const medicationOperations = {
  addMedication: command({
    summary: "Adds a medication that the patient takes",
    permission: "history.record",
    input: medication
      .pick({ medicationId: true, rxnorm: true, name: true, directions: true, startedOn: true })
      .extend({ patientId: id("patient") })
      .strict(),
    output: z.object({}),
    errors: ["not-found", "already-recorded", "unknown-code", "code-of-another"],
    about: byPatient,
  }),
  endMedication: command({
    summary: "Stops a medication, or says that it was an error",
    permission: "history.record",
    input: z.strictObject({
      medicationId: id("medication"),
      patientId: id("patient"),
      status: z.enum(["stopped", "entered-in-error"]),
      reason: text(200),
    }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
  reviewMedications: command({
    summary: "Says that the medication list was gone through with the patient",
    permission: "history.record",
    input: forPatient,
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};
