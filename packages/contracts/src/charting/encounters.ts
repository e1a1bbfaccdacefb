import { z } from "zod";
import { event, query } from "../operation.ts";
import { id, instant, localDate, localTime, personName, sex } from "../schema.ts";
import { aboutEncounter, forEncounter } from "./about-encounter.ts";
import { author, encounterDiagnosis, encounterProcedure } from "./coding.ts";
import { encounterEm } from "./em-level.ts";
import { encounterFollowUp } from "./follow-ups.ts";
import { inHouseOrder } from "./in-house.ts";
import { noteForm } from "./note-templates.ts";
import { carriedLine, generatedLines, noteSection } from "./notes.ts";
import { medicationOrder } from "./orders.ts";
import { vitalsRecord } from "./vitals.ts";

/** Encounters: a visit's clinical record. */

export const encounterStatus = z.enum(["open", "signed", "awaiting-cosign", "cosigned"]);

/** `answered` is the addendum by which a returned note went back to the supervisor; `attested` goes with the co-signature. */
export const cosignStepKind = z.enum(["returned", "answered", "attested"]);

export const encounter = z.object({
  encounterId: id("encounter"),
  patientId: id("patient"),
  patientName: personName,
  birthDate: localDate,
  sex,
  mrn: z.string(),
  appointmentId: id("appointment").nullable(),
  locationId: id("location").nullable(),
  visitTypeName: z.string(),
  serviceDate: localDate,
  start: localTime.nullable(),
  /** The rendering provider. */
  providerId: id("staff"),
  providerName: z.string(),
  supervisorId: id("staff").nullable(),
  status: encounterStatus,
  sections: z.record(
    noteSection,
    z.object({
      text: z.string(),
      /** Lines that were written from fields, as they were then. */
      generated: generatedLines,
      /** Lines that were taken over from earlier notes, in their order. */
      carried: z.array(carriedLine),
      version: z.int().min(0),
      savedAt: instant.nullable(),
      savedBy: z.string().nullable(),
      savedById: z.string().nullable(),
    }),
  ),
  /** The templates that the note is made with, with what was answered. */
  forms: z.array(noteForm),
  diagnoses: z.array(encounterDiagnosis),
  procedures: z.array(encounterProcedure),
  /** Who put in which line, by `diagnosisKey` and `procedureKeys`. */
  codedBy: z.record(z.string(), author),
  /** Counts changes to diagnoses and procedures. */
  codingVersion: z.int().min(0),
  orders: z.array(medicationOrder),
  /** Tests and injections that are done here, with what became of them, also after the signature. */
  inHouse: z.array(inHouseOrder),
  /** What the visit's level rests on. */
  em: encounterEm,
  /** Whether the patient is asked back. */
  followUp: encounterFollowUp,
  vitals: z.array(vitalsRecord),
  signedAt: instant.nullable(),
  signedBy: z.string().nullable(),
  cosignedAt: instant.nullable(),
  cosignedBy: z.string().nullable(),
  /** What supervisor and author said to each other before the co-signature, oldest first. The last one says whose turn it is. */
  cosignSteps: z.array(z.object({ kind: cosignStepKind, at: instant, by: z.string(), text: z.string() })),
  addenda: z.array(z.object({ addendumId: id("addendum"), at: instant, by: z.string(), text: z.string() })),
  /** SHA-256 of the sealed content. */
  seal: z.string().nullable(),
});

export type Encounter = z.output<typeof encounter>;

export const encounterSummary = encounter.pick({
  encounterId: true,
  patientId: true,
  patientName: true,
  birthDate: true,
  appointmentId: true,
  visitTypeName: true,
  serviceDate: true,
  start: true,
  providerId: true,
  providerName: true,
  supervisorId: true,
  status: true,
  diagnoses: true,
});

export const encounterOperations = {
  getEncounter: query({
    summary: "A note with all that hangs on it; who bills reads the signed one of a visit that is being billed",
    permission: "note.billed",
    input: forEncounter,
    output: encounter,
    errors: ["not-found", "not-allowed"],
    patients: (_, output) => [output.patientId],
  }),
  providerDay: query({
    summary: "A provider's encounters of a day, notes to finish, notes to co-sign, and notes that came back",
    permission: "chart.read",
    input: z.strictObject({ providerId: id("staff").nullable(), date: localDate }),
    output: z.object({
      today: z.array(encounterSummary),
      unsigned: z.array(encounterSummary),
      toCosign: z.array(encounterSummary),
      /** One's own, returned by the supervisor with a comment. */
      returned: z.array(encounterSummary),
    }),
    patients: (_, { today, unsigned, toCosign, returned }) =>
      [...today, ...unsigned, ...toCosign, ...returned].map((e) => e.patientId),
  }),
};

export const encounterOpened = event("charting.encounter-opened.v1", encounterSummary, aboutEncounter, "chart.read", [
  "charting",
  "scheduling.flowBoard",
]);

/** The visit did not take place after all, and nobody had written in its encounter: there is none. */
export const encounterDropped = event(
  "charting.encounter-dropped.v1",
  z.object({ encounterId: id("encounter"), patientId: id("patient") }),
  aboutEncounter,
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);
