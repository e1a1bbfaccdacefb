import { z } from "zod";
import { command } from "../operation.ts";
import { id, text } from "../schema.ts";
import { icd10 } from "./codes.ts";

/**
 * The level of an office visit by medical decision making or by time, after the American Medical Association's evaluation and management
 * guidelines for 99202 to 99215 (2021, as revised for 2023), in our own words.
 */

/** What kind of problem a diagnosis was at this visit: the provider says so. */
export const problemKind = z.enum([
  "minor",
  "chronic-stable",
  "acute-uncomplicated",
  "chronic-worse",
  "new-uncertain",
  "acute-systemic",
  "acute-injury-complicated",
  "chronic-severe",
  "threat",
  "not-addressed",
]);
export type ProblemKind = z.output<typeof problemKind>;

/** What makes the management risky beside what the orders tell by themselves. */
export const riskKind = z.enum([
  "drug-continued",
  "minor-surgery-risk",
  "major-surgery",
  "social",
  "toxicity-monitoring",
  "major-surgery-risk",
  "emergency-surgery",
  "hospital",
  "de-escalate",
  "parenteral-controlled",
]);
export type RiskKind = z.output<typeof riskKind>;

const said = text(120);

export const emWorksheet = z.strictObject({
  basis: z.enum(["mdm", "time"]),
  /** The provider's own minutes on the day of the visit, with the patient and without. */
  minutes: z.int().min(1).max(600).nullable(),
  problems: z.array(z.strictObject({ code: icd10, kind: problemKind })).max(12),
  /** Names of results from before this visit that were looked at: each test once. */
  reviewed: z.array(said).max(30),
  /** Notes of others that were read: each source once. */
  externalNotes: z.array(said).max(12),
  /** Who told the history beside or instead of the patient, and why. */
  historian: said.nullable(),
  /** Which test of somebody else's was read by the provider's own eyes. */
  interpretation: said.nullable(),
  /** With whom outside of the practice the management or a test was discussed. */
  discussion: said.nullable(),
  risks: z.array(z.strictObject({ kind: riskKind, why: said })).max(10),
});
export type EmWorksheet = z.output<typeof emWorksheet>;

/** Decision making, from none to high. */
export const emGrade = z.enum(["none", "straightforward", "low", "moderate", "high"]);
export type EmGrade = z.output<typeof emGrade>;

const element = z.object({
  grade: emGrade,
  /** What was counted, each with its place in the note: "diagnoses", "orders:<id>", "procedures:2", "em". */
  counted: z.array(z.object({ what: z.string(), target: z.string() })),
});

/** What the note documents, and whether the chosen visit code agrees. */
export const emSupport = z.object({
  basis: z.enum(["mdm", "time"]),
  problems: element,
  data: element,
  risk: element,
  minutes: z.int().nullable(),
  /** What the decision making comes to: two of the three reach it. */
  grade: emGrade,
  /** The visit code of the note; null where there is none that has a level. */
  chosen: z.string().nullable(),
  /** What is documented, for the same kind of patient; null where nothing can be told. */
  documented: z.string().nullable(),
  verdict: z.enum(["no-code", "not-worked-out", "agrees", "over", "under"]),
});
export type EmSupport = z.output<typeof emSupport>;

export const encounterEm = z.object({
  worksheet: emWorksheet,
  /** Counts saves; 0 where nobody has filled anything in. */
  version: z.int().min(0),
  /** As of now; of a signed note as of the signature. Null for notes of before. */
  support: emSupport.nullable(),
});
export type EncounterEm = z.output<typeof encounterEm>;

export const EMPTY_WORKSHEET: EmWorksheet = {
  basis: "mdm",
  minutes: null,
  problems: [],
  reviewed: [],
  externalNotes: [],
  historian: null,
  interpretation: null,
  discussion: null,
  risks: [],
};

export const emOperations = {
  saveEmWorksheet: command({
    summary: "Keeps what the visit's level rests on, over the version that was seen",
    permission: "note.write",
    bytesMax: 32_768,
    input: z.strictObject({ encounterId: id("encounter"), baseVersion: z.int().min(0), worksheet: emWorksheet }),
    output: z.object({ version: z.int() }),
    errors: ["not-found", "stale-version", "encounter-sealed"],
  }),
};
