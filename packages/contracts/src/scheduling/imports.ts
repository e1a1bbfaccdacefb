import { z } from "zod";
import { importChangedPayload, importOperations, oldNumber } from "../imports.ts";
import { event } from "../operation.ts";
import { id, localDate, localTime, optionalText, text } from "../schema.ts";
import { demographics } from "./patients.ts";

/** What scheduling takes over from an old system: its patients, and the visits that are still to come. */

export const importedPatient = demographics
  .pick({ name: true, birthDate: true, sex: true, phone: true, email: true, address: true, language: true })
  .extend({ kind: z.literal("patients"), oldNumber });

export const importedAppointment = z.strictObject({
  kind: z.literal("appointments"),
  /** Of the patient. */
  oldNumber,
  date: localDate,
  start: localTime,
  minutes: z.int().min(5).max(240).nullable(),
  providerResourceId: id("resource"),
  visitTypeId: id("visit-type"),
  reason: optionalText(200),
});

const importedRow = z.discriminatedUnion("kind", [importedPatient, importedAppointment]);
export type ImportedRow = z.output<typeof importedRow>;

export const schedulingImports = importOperations({
  kind: z.enum(["patients", "appointments"]),
  row: importedRow,
  bytesMax: 262_144,
});

export const schedulingImportChanged = event(
  "scheduling.import-changed.v1",
  importChangedPayload,
  (p) => ({ importId: p.importId }),
  "import.run",
  ["scheduling.listImports", "scheduling.listImportRows"],
);

/** A patient is known by the number of an old system, or no longer. */
export const patientNumbered = event(
  "scheduling.patient-numbered.v1",
  z.object({ system: text(60), oldNumber, patientId: id("patient"), known: z.boolean() }),
  (p) => ({ patientId: p.patientId }),
  "patient.read",
  [],
);
