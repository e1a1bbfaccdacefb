import { z } from "zod";
import { query } from "../operation.ts";
import { id, localDate } from "../schema.ts";

/** Searches for what can be coded, ordered or recorded. */

export const icd10 = z
  .string()
  .regex(/^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/, { error: "Enter an ICD-10-CM code, as E11.9." });

export const procedureCode = z
  .string()
  .regex(/^[0-9A-Z]\d{3}[0-9A-Z]$/, { error: "Enter a CPT or HCPCS code of five characters." });

export const modifier = z.string().regex(/^[0-9A-Z]{2}$/, { error: "A modifier has two characters." });

const codeMatch = z.object({ code: z.string(), label: z.string(), favourite: z.boolean() });

export const codeSearchOperations = {
  searchDiagnoses: query({
    summary: "ICD-10-CM by code, words or abbreviation",
    permission: "codes.search",
    input: z.strictObject({ text: z.string().trim().max(80), onDate: localDate, limit: z.int().min(1).max(50) }),
    output: z.array(codeMatch),
  }),
  searchProcedures: query({
    summary: "Procedures by code or words",
    permission: "codes.search",
    input: z.strictObject({ text: z.string().trim().max(80), onDate: localDate, limit: z.int().min(1).max(50) }),
    output: z.array(codeMatch),
  }),
  searchMedications: query({
    summary: "Drugs by name; for a patient's note with directions and days as they fit age and weight",
    permission: "chart.read",
    input: z.strictObject({
      text: z.string().trim().max(80),
      limit: z.int().min(1).max(50),
      /** The note it is ordered in; null where a list is written. */
      encounterId: id("encounter").nullable(),
    }),
    output: z.array(
      z.object({
        rxnorm: z.string(),
        name: z.string(),
        /** Null where there is nothing that fits: a person writes them. */
        commonDirections: z.string().nullable(),
        /** For how many days, where the directions don't say. */
        commonDays: z.int(),
      }),
    ),
    errors: ["not-found"],
    // The handler names the patient.
    patients: () => [],
  }),
  searchAllergens: query({
    summary: "Substances and drug classes by name",
    permission: "chart.read",
    input: z.strictObject({ text: z.string().trim().max(80), limit: z.int().min(1).max(50) }),
    output: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
};
