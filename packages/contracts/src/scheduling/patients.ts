import type { LocalDate } from "@practicum/kernel/local-date";
import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { aboutPatient, FORMER_NAMES_MAX, formerName } from "./about-patient.ts";
import { death, deathShown } from "./deaths.ts";
import { billsTo, householdRelation } from "./household-relations.ts";
import { address, id, instant, localDate, optionalText, personName, phone, sex, text, version } from "../schema.ts";

/** Patients: scheduling is the one owner of demographics. */

export const phoneKind = z.enum(["mobile", "home", "work", "other"]);
export const OTHER_PHONES_MAX = 4;

/** A number beside the one that is called and texted first. */
export const otherPhone = z.strictObject({
  phone,
  kind: phoneKind,
  /** Nothing is left on its answering machine, nor with whoever answers. */
  noMessage: z.boolean(),
});

const EARLIEST_BIRTH: LocalDate = "1900-01-01";

/** Nobody who comes was born before 1900: such a date is a slip of the hand. Not after today is the service's to say. */
export const birthDate = localDate.refine((date) => date >= EARLIEST_BIRTH, {
  error: "Enter a birth date of 1900 or later, as MM/DD/YYYY.",
});

export const demographics = z.strictObject({
  name: personName,
  birthDate,
  sex,
  /** The one that is called and texted first. */
  phone: phone.nullable(),
  /** Not sent: they stay as they are. Older records and events say nothing of them. */
  otherPhones: z
    .array(otherPhone)
    .max(OTHER_PHONES_MAX, { error: `Keep at most ${OTHER_PHONES_MAX} other phones.` })
    .optional(),
  email: z.email({ error: "Enter an e-mail address." }).nullable(),
  address: address.nullable(),
  /** BCP 47; "en" and "es" have screens. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
  /** Whom bills go to when it is not the patient. */
  guarantor: z
    .strictObject({
      name: personName,
      relationship: z.enum(["spouse", "parent", "guardian", "other"]),
      birthDate: birthDate.nullable(),
      address: address.nullable(),
      phone: phone.nullable(),
    })
    .nullable(),
  emergencyContact: z.strictObject({ name: text(80), relationship: optionalText(40), phone }).nullable(),
  /** Not sent: it stays as it is (a new record's: nothing was asked). Older records and events say nothing of it. */
  about: aboutPatient.optional(),
});

export type OtherPhone = z.output<typeof otherPhone>;
export type Demographics = z.output<typeof demographics>;

export const patient = demographics.extend({
  patientId: id("patient"),
  /** Medical record number, given by the practice, "100042". */
  mrn: z.string(),
  version,
  active: z.boolean(),
  /** Set where the patient has died. Older records and events say nothing of it. */
  death: death.nullable().optional(),
});

export type Patient = z.output<typeof patient>;

export const patientMatch = z.object({
  patientId: id("patient"),
  mrn: z.string(),
  name: personName,
  birthDate: localDate,
  sex,
  phone: z.string().nullable(),
  /** Set where the patient has died. */
  death: deathShown.nullable().optional(),
  /** The first name that the patient goes by, where it is another. */
  preferredName: z.string().nullable().optional(),
  /** By which the patient is found, too. */
  formerNames: z.array(formerName).optional(),
});

export type PatientMatch = z.output<typeof patientMatch>;

export const patientOperations = {
  searchPatients: query({
    summary: "Patients by name, birth date, phone or MRN; misspelt names come last",
    permission: "patient.read",
    input: z.strictObject({ text: z.string().trim().max(80), limit: z.int().min(1).max(50) }),
    output: z.array(patientMatch),
    patients: (_, output) => output.map((p) => p.patientId),
  }),
  findDuplicates: query({
    summary: "Patients who may be the same person, likeliest first",
    permission: "patient.read",
    input: z.strictObject({
      family: z.string().max(60),
      given: z.string().max(35),
      /** While it is typed it may be any: one before 1900 is none. */
      birthDate: localDate.nullable().transform((date) => (date !== null && date >= EARLIEST_BIRTH ? date : null)),
      phone: z.string().nullable(),
      preferredName: z.string().max(35).nullable().default(null),
      formerNames: z
        .array(z.strictObject({ family: z.string().max(60), given: z.string().max(35).nullable() }))
        .max(FORMER_NAMES_MAX)
        .default([]),
      /** The member of a family whom another one is registered beside. */
      familyOf: id("patient").nullable().default(null),
    }),
    output: z.array(
      patientMatch.extend({
        twin: z.boolean().default(false),
        score: z.int().min(0).max(100),
        because: z.array(z.string()),
      }),
    ),
    patients: (_, output) => output.map((p) => p.patientId),
  }),
  registerPatient: command({
    summary: "Opens a record for a new patient",
    permission: "patient.register",
    input: demographics.extend({
      /** Patients seen in the duplicate list and said to be someone else. */
      notDuplicateOf: z.array(id("patient")).max(20),
      /** Where it was imported from; the same source is registered once. */
      source: z.strictObject({ system: text(100), value: text(100) }).nullable(),
      /** The family that the patient belongs to, by one of its members; it is made where there is none yet. */
      family: z
        .strictObject({
          householdId: id("household"),
          of: id("patient"),
          /** What the other is, where the family is made by this. */
          ofRelation: householdRelation,
          relation: householdRelation,
          billsTo,
          sharesAddress: z.boolean(),
        })
        .nullable()
        .default(null),
    }),
    output: z.object({ patientId: id("patient"), mrn: z.string(), created: z.boolean() }),
    errors: [
      "possible-duplicate",
      "possible-twin",
      "not-found",
      "record-closed",
      "paid-for-elsewhere",
      "guarantor-missing",
    ],
    patients: (input, output) => [output.patientId, input.family?.of],
  }),
  updatePatient: command({
    summary: "Changes demographics",
    permission: "patient.edit",
    input: demographics.extend({ patientId: id("patient"), version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
    about: (input) => [input.patientId],
  }),
  getPatient: query({
    summary: "A patient's demographics",
    permission: "patient.read",
    input: z.strictObject({ patientId: id("patient") }),
    output: patient.extend({
      /** Where it was merged into another: the record that has everything, and who said so. */
      merged: z.object({ mergeId: id("merge"), into: id("patient"), at: instant, by: z.string() }).nullable(),
    }),
    errors: ["not-found"],
    mergedToo: true,
    about: (input) => [input.patientId],
  }),
};

/** Name, birth date and whatever others print or match on. Sent whole each time. */
export const patientChanged = event(
  "scheduling.patient-changed.v1",
  patient,
  (p) => ({ patientId: p.patientId }),
  "patient.read",
  [
    "scheduling.getPatient",
    "scheduling.searchPatients",
    "scheduling.getHouseholds",
    "scheduling.daySheet",
    "scheduling.weekSheet",
    "scheduling.comingVisits",
    "scheduling.flowBoard",
    "charting.getEncounter",
  ],
);
