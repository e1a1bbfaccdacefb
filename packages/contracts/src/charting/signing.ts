import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant, localDate, text } from "../schema.ts";
import { encounterDiagnosis, encounterProcedure } from "./coding.ts";
import { aboutEncounter, forEncounter } from "./about-encounter.ts";
import { encounterStatus } from "./encounters.ts";

/** Signature, co-signature and what stands before them. */

export const gateItem = z.object({
  severity: z.enum(["stop", "fix", "note"]),
  code: z.string(),
  message: z.string(),
  /** Where to go: "section:hpi", "diagnoses", "procedures:2", "orders:<id>", "allergies". */
  target: z.string(),
});

/** What somebody else than the signer put into the note. */
export const othersEntry = z.object({
  /** It names this content: what is changed afterwards is another entry. */
  key: z.string(),
  what: z.string(),
  by: z.string(),
  at: instant.nullable(),
  /** Whether the signer is asked to take it over. The reason for the visit is the medical assistant's work: it is shown alone. */
  asks: z.boolean(),
  target: z.string(),
});
export type OthersEntry = z.output<typeof othersEntry>;

export const signingOperations = {
  sealedNote: query({
    summary:
      "The text that was signed and sealed, as it goes with an appeal; who bills has it while the visit is billed",
    permission: "note.billed",
    input: forEncounter,
    output: z.object({ patientId: id("patient"), content: z.string() }),
    errors: ["not-found", "encounter-not-signed", "not-allowed"],
    patients: (_, output) => [output.patientId],
  }),
  signGate: query({
    summary: "What stands between the note and the signature",
    permission: "note.sign",
    input: forEncounter,
    output: z.object({
      items: z.array(gateItem),
      needsSupervisor: z.boolean(),
      supervisors: z.array(z.object({ staffId: id("staff"), name: z.string() })),
      others: z.array(othersEntry),
    }),
    errors: ["not-found"],
    // The handler names the patient.
    patients: () => [],
  }),
  signEncounter: command({
    summary: "Signs and seals the note",
    permission: "note.sign",
    bytesMax: 49_152,
    input: z.strictObject({
      encounterId: id("encounter"),
      patientId: id("patient"),
      supervisorId: id("staff").nullable(),
      /** The keys of others' entries that the signer has read and signs for. */
      acceptedEntries: z.array(z.string().max(80)).max(150).default([]),
    }),
    output: z.object({ status: encounterStatus, seal: z.string(), signedAt: instant }),
    errors: ["not-found", "sign-gate", "supervisor-required", "encounter-sealed", "not-allowed", "others-entries"],
    about: byPatient,
  }),
  cosignEncounter: command({
    summary: "The supervising physician's co-signature",
    permission: "note.cosign",
    input: z.strictObject({
      encounterId: id("encounter"),
      patientId: id("patient"),
      /** What the physician adds to it, such as having seen the patient too. */
      attestation: text(4000).nullable().default(null),
    }),
    output: z.object({ status: encounterStatus, cosignedAt: instant }),
    errors: ["not-found", "encounter-not-signed", "not-the-cosigner"],
    about: byPatient,
  }),
  returnNote: command({
    summary: "Gives a note that awaits the co-signature back to its author, with what is missing",
    permission: "note.cosign",
    input: z.strictObject({
      stepId: id("cosign-step"),
      encounterId: id("encounter"),
      patientId: id("patient"),
      comment: text(4000),
    }),
    output: z.object({ at: instant }),
    errors: ["not-found", "encounter-not-signed", "not-the-cosigner", "already-cosigned", "already-recorded"],
    about: byPatient,
  }),
  answerReturnedNote: command({
    summary: "The author's answer to a returned note: an addendum, and it is the supervisor's turn again",
    permission: "note.write",
    bytesMax: 81_920,
    input: z.strictObject({
      addendumId: id("addendum"),
      encounterId: id("encounter"),
      patientId: id("patient"),
      text: text(20_000),
    }),
    output: z.object({ at: instant }),
    errors: ["not-found", "encounter-not-signed", "not-allowed", "not-returned", "already-recorded"],
    about: byPatient,
  }),
  addAddendum: command({
    summary: "Adds to a signed note; nothing in it changes",
    permission: "note.write",
    bytesMax: 81_920,
    input: z.strictObject({ addendumId: id("addendum"), encounterId: id("encounter"), text: text(20_000) }),
    output: z.object({ at: instant }),
    errors: ["not-found", "encounter-not-signed", "already-recorded"],
  }),
};

/** The seal is set: billing captures the charges from this payload alone. */
export const encounterSigned = event(
  "charting.encounter-signed.v1",
  z.object({
    encounterId: id("encounter"),
    appointmentId: id("appointment").nullable(),
    patientId: id("patient"),
    locationId: id("location").nullable(),
    serviceDate: localDate,
    providerId: id("staff"),
    supervisorId: id("staff").nullable(),
    signedAt: instant,
    seal: z.string(),
    diagnoses: z.array(encounterDiagnosis),
    procedures: z.array(encounterProcedure),
    /** The visit that the note asks for, and not why (CHT-459); null where it asks for none, absent from old events. */
    askedBack: z
      .object({ due: localDate, visitTypeId: id("visit-type"), providerId: id("staff") })
      .nullable()
      .default(null),
  }),
  aboutEncounter,
  "note.billed",
  ["charting", "scheduling.flowBoard"],
);

export const encounterCosigned = event(
  "charting.encounter-cosigned.v1",
  z.object({ encounterId: id("encounter"), patientId: id("patient"), cosignedAt: instant, supervisorId: id("staff") }),
  aboutEncounter,
  "note.billed",
  ["charting", "scheduling.flowBoard"],
);

export const noteReturned = event(
  "charting.note-returned.v1",
  z.object({ encounterId: id("encounter"), patientId: id("patient"), providerId: id("staff"), returnedAt: instant }),
  aboutEncounter,
  "chart.read",
  ["charting"],
);
