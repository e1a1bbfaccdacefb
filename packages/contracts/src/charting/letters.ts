import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient, paging } from "../parts.ts";
import { id, instant, localDate, optionalText, text } from "../schema.ts";
import { summaryLanguage } from "./visit-summaries.ts";

/** Letters that leave the practice: from templates of the practice, signed, kept in the chart, and how they went out. */

export const letterKind = z.enum(["work-excuse", "school-excuse", "referral", "other"]);
export type LetterKind = z.output<typeof letterKind>;
export const letterKindLabels: { readonly [K in LetterKind]: string } = {
  "work-excuse": "Work excuse",
  "school-excuse": "School excuse",
  referral: "Referral letter",
  other: "Other letter",
};

const letterTemplate = z.object({
  templateId: id("letter-template"),
  version: z.int(),
  name: z.string(),
  kind: letterKind,
  language: summaryLanguage,
  /** The heading of the letter. */
  title: z.string(),
  /** Text with fields in double braces; a line whose fields are all empty is left out. */
  body: z.string(),
  /** No new letter is begun from one that is not. */
  active: z.boolean(),
  savedAt: instant,
  savedBy: z.string(),
});
export type LetterTemplate = z.output<typeof letterTemplate>;

/** What the writer adds and chooses: by default nothing that says why the patient came (minimum necessary). */
const letterChoices = z.strictObject({
  to: optionalText(120),
  /** Away, and limits on return: a provider's judgment. */
  awayFrom: localDate.nullable(),
  awayTo: localDate.nullable(),
  limits: optionalText(200),
  question: optionalText(1000),
  withDiagnoses: z.boolean(),
  withProblems: z.boolean(),
  withMedications: z.boolean(),
  withAllergies: z.boolean(),
  /** The referral of the plan, as it is on record: number and period. */
  referral: z.strictObject({ number: z.string().max(50), from: localDate, until: localDate }).nullable(),
});
export type LetterChoices = z.output<typeof letterChoices>;

export const letterWay = z.enum(["hand", "mail", "fax"]);
const letterState = z.enum(["draft", "signed", "entered-in-error"]);

const letterSummary = z.object({
  letterId: id("letter"),
  patientId: id("patient"),
  encounterId: id("encounter").nullable(),
  kind: letterKind,
  language: summaryLanguage,
  title: z.string(),
  to: z.string(),
  state: letterState,
  writtenAt: instant,
  writtenBy: z.string(),
  signedAt: instant.nullable(),
  signedBy: z.string().nullable(),
  /** How it went out, the newest first; none is "not given yet". */
  sent: z.array(z.object({ way: letterWay, to: z.string(), at: instant, by: z.string() })),
});
export type LetterSummary = z.output<typeof letterSummary>;

const letter = letterSummary.extend({
  templateId: id("letter-template"),
  templateVersion: z.int(),
  text: z.string(),
  /** Counts what was saved of the draft. */
  version: z.int(),
  documentId: id("document").nullable(),
  struck: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
});
export type Letter = z.output<typeof letter>;

const templateContent = {
  name: text(80),
  kind: letterKind,
  language: summaryLanguage,
  title: text(80),
  body: text(4000),
};

export const letterOperations = {
  letterTemplates: query({
    summary: "The templates of letters as they are now",
    permission: "letter.template",
    input: z.strictObject({}),
    output: z.array(letterTemplate),
    patients: () => [],
  }),
  saveLetterTemplate: command({
    summary: "Saves a template over the version that was seen; letters that were written keep theirs",
    permission: "letter.manage",
    input: z.strictObject({
      templateId: id("letter-template"),
      /** 0 makes one. */
      baseVersion: z.int().min(0),
      ...templateContent,
      active: z.boolean(),
    }),
    output: z.object({ version: z.int() }),
    errors: ["stale-version", "invalid-input"],
    about: () => [],
  }),
  previewLetterTemplate: query({
    summary: "A template with the fields of a patient who is made up, and what is wrong with it",
    permission: "letter.manage",
    input: z.strictObject({ kind: letterKind, language: summaryLanguage, body: z.string().max(4000) }),
    output: z.object({ text: z.string(), faults: z.array(z.string()), advice: z.array(z.string()) }),
    patients: () => [],
  }),
  composeLetter: query({
    summary: "The text of a letter from a template, with fields of the record as they are now",
    permission: "chart.read",
    input: z.strictObject({
      templateId: id("letter-template"),
      ...forPatient.shape,
      encounterId: id("encounter").nullable(),
      choices: letterChoices,
    }),
    output: z.object({ title: z.string(), text: z.string(), templateVersion: z.int() }),
    errors: ["not-found"],
    about: byPatient,
  }),
  letters: query({
    summary: "The letters of a chart, the newest first",
    permission: "chart.read",
    input: z.strictObject({ ...forPatient.shape, ...paging }),
    output: z.object({ letters: z.array(letterSummary), next: z.string().nullable() }),
    about: byPatient,
  }),
  getLetter: query({
    summary: "A letter as it was written",
    permission: "chart.read",
    input: z.strictObject({ ...forPatient.shape, letterId: id("letter") }),
    output: letter,
    errors: ["not-found"],
    about: byPatient,
  }),
  saveLetter: command({
    summary: "Keeps the draft of a letter, over the version that was seen",
    permission: "history.record",
    bytesMax: 32_768,
    input: z.strictObject({
      letterId: id("letter"),
      ...forPatient.shape,
      encounterId: id("encounter").nullable(),
      templateId: id("letter-template"),
      templateVersion: z.int().min(1),
      to: optionalText(120),
      title: text(80),
      text: text(8000),
      /** 0 begins one. */
      baseVersion: z.int().min(0),
    }),
    output: z.object({ version: z.int() }),
    errors: ["not-found", "stale-version", "already-recorded", "letter-signed"],
    about: byPatient,
  }),
  signLetter: command({
    summary: "Signs a letter; from here on it does not change, and stands among the documents",
    permission: "note.sign",
    input: z.strictObject({ ...forPatient.shape, letterId: id("letter"), version: z.int().min(1) }),
    output: z.object({ signedAt: instant, documentId: id("document") }),
    errors: ["not-found", "stale-version", "letter-signed"],
    about: byPatient,
  }),
  recordLetterSent: command({
    summary: "Says that a signed letter was given by hand, mailed or faxed",
    permission: "visit.advance",
    input: z.strictObject({
      sendingId: id("letter-sending"),
      ...forPatient.shape,
      letterId: id("letter"),
      way: letterWay,
      to: optionalText(120),
      /** Of what Part 2 protects: the consent that it goes out under. */
      consentId: id("consent").nullable().default(null),
    }),
    output: z.object({}),
    errors: ["not-found", "already-recorded", "letter-not-signed", "invalid-input", "consent-needed"],
    about: byPatient,
  }),
  strikeLetter: command({
    summary: "Says that a letter was entered in error; it stays visible",
    permission: "note.write",
    input: z.strictObject({ ...forPatient.shape, letterId: id("letter"), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
  papersToGive: query({
    summary:
      "What patients are to be handed before leaving: signed letters that did not go out, and the summaries of visits of today",
    permission: "visit.advance",
    // The visits of a whole day.
    bytesMax: 32_768,
    // Kinds and languages of papers to hand over: the desk hands them to everybody.
    tellsNoChart: true,
    input: z.strictObject({ patientIds: z.array(id("patient")).max(100) }),
    output: z.array(
      z.object({
        patientId: id("patient"),
        /** Kind and language alone: who hands it over need not read it. */
        letters: z.array(z.object({ letterId: id("letter"), kind: letterKind, language: summaryLanguage })),
        /** Visits of today of which no summary was handed out. */
        summaries: z.int(),
      }),
    ),
    about: (input) => input.patientIds,
  }),
};
