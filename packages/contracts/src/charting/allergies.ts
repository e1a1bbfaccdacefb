import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, optionalText, text } from "../schema.ts";

/** Allergies; not asked is not none known. */

export const allergy = z.object({
  allergyId: id("allergy"),
  /** Key of the terminology's substance or class, or null for free text, which no checker can check. */
  substanceCode: z.string().nullable(),
  substance: text(100),
  reaction: optionalText(100),
  severity: z.enum(["mild", "moderate", "severe", "unknown"]),
  recordedAt: instant,
  recordedBy: z.string(),
  status: z.enum(["active", "inactive", "entered-in-error"]),
});

export const allergyList = z.object({
  /** "not-asked" is not "none-known". */
  status: z.enum(["not-asked", "none-known", "listed"]),
  askedAt: instant.nullable(),
  entries: z.array(allergy),
});

export const allergyOperations = {
  chartSummary: query({
    summary: "What every banner shows: allergies",
    permission: "chart.summary",
    input: forPatient,
    output: z.object({
      allergies: allergyList,
      /** Not everybody of the role may open this chart (CHT-190). */
      restricted: z.boolean(),
    }),
    about: byPatient,
  }),
  setNoKnownAllergies: command({
    summary: "Says that the patient was asked and knows of no allergy",
    permission: "history.record",
    input: forPatient,
    output: z.object({}),
    errors: ["not-found", "already-recorded"],
    about: byPatient,
  }),
  addAllergy: command({
    summary: "Adds an allergy",
    permission: "history.record",
    input: allergy
      .pick({ allergyId: true, substanceCode: true, substance: true, reaction: true, severity: true })
      .extend({ patientId: id("patient") })
      .strict(),
    output: z.object({}),
    errors: ["not-found", "already-recorded", "unknown-code", "code-of-another"],
    about: byPatient,
  }),
  endAllergy: command({
    summary: "Makes an allergy inactive, or says that it was an error",
    permission: "history.record",
    input: z.strictObject({
      allergyId: id("allergy"),
      patientId: id("patient"),
      status: z.enum(["inactive", "entered-in-error"]),
      reason: text(200),
    }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};
