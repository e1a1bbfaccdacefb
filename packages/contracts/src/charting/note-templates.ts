import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, instant, text } from "../schema.ts";
import { forEncounter } from "./about-encounter.ts";
import { fieldAnswer, templateContent, templateKey } from "./template-content.ts";

/** Templates of notes: the practice's, each version kept; the one that a note is made with is its own for good. */

const templateHead = {
  templateId: id("note-template"),
  version: z.int(),
  name: z.string(),
  /** No new note is begun from one that is not. */
  active: z.boolean(),
  /** The specialty pack that it came with; null for the practice's own. */
  pack: z.string().nullable(),
  savedAt: instant,
  savedBy: z.string(),
};
const noteTemplateSummary = z.object({ ...templateHead, fields: z.int(), visitTypes: z.array(z.string()) });
export type NoteTemplateSummary = z.output<typeof noteTemplateSummary>;
const noteTemplate = z.object({ ...templateHead, content: templateContent });
export type NoteTemplate = z.output<typeof noteTemplate>;

/** A template in a note, as it was when it was put there, with what was answered. */
export const noteForm = z.object({
  templateId: id("note-template"),
  version: z.int(),
  name: z.string(),
  content: templateContent,
  answers: z.array(
    z.object({
      field: templateKey,
      /** Null where it was taken back. */
      answer: fieldAnswer.nullable(),
      version: z.int(),
      savedAt: instant,
      savedBy: z.string(),
      savedById: z.string(),
    }),
  ),
});
export type NoteForm = z.output<typeof noteForm>;

export const FORMS_MAX = 4;

/** What is wrong with a template, at its place: "fields.3.showIf". */
const templateFault = z.object({ field: z.string(), message: z.string() });

export const noteTemplateOperations = {
  noteTemplates: query({
    summary: "The templates of notes as they are now",
    permission: "note-template.read",
    input: z.strictObject({}),
    output: z.array(noteTemplateSummary),
    patients: () => [],
  }),
  getNoteTemplate: query({
    summary: "A template of notes as it is now, or as a version of it was",
    permission: "note-template.read",
    input: z.strictObject({ templateId: id("note-template"), version: z.int().min(1).nullable().default(null) }),
    output: noteTemplate.extend({
      /** The newest first. */
      versions: z.array(z.object({ version: z.int(), active: z.boolean(), savedAt: instant, savedBy: z.string() })),
      faults: z.array(templateFault),
    }),
    errors: ["not-found"],
    patients: () => [],
  }),
  saveNoteTemplate: command({
    summary: "Saves a template of notes over the version that was seen; notes that were made with it keep theirs",
    permission: "note-template.manage",
    bytesMax: 262_144,
    input: z.strictObject({
      templateId: id("note-template"),
      /** 0 makes one. */
      baseVersion: z.int().min(0),
      name: text(80),
      content: templateContent,
      active: z.boolean(),
    }),
    output: z.object({ version: z.int() }),
    errors: ["stale-version", "invalid-input"],
    about: () => [],
  }),
  notePacks: query({
    summary: "The packs of templates for a specialty, and which are installed",
    permission: "note-template.read",
    input: z.strictObject({}),
    output: z.array(
      z.object({
        pack: z.string(),
        name: z.string(),
        about: z.string(),
        templates: z.array(z.object({ templateId: id("note-template"), name: z.string(), installed: z.boolean() })),
      }),
    ),
    patients: () => [],
  }),
  installNotePack: command({
    summary: "Takes the templates of a pack into use; what the practice has changed of them stays changed",
    permission: "note-template.manage",
    input: z.strictObject({ pack: templateKey }),
    output: z.object({ installed: z.int() }),
    errors: ["not-found", "stale-version"],
    about: () => [],
  }),
  removeNotePack: command({
    summary: "Takes the templates of a pack out of use; notes that were made with them stay as they are",
    permission: "note-template.manage",
    input: z.strictObject({ pack: templateKey }),
    output: z.object({ removed: z.int() }),
    errors: ["not-found", "stale-version"],
    about: () => [],
  }),
  templatesForNote: query({
    summary: "Templates that a note can be made with, what fits the visit first",
    permission: "chart.read",
    input: forEncounter,
    output: z.array(
      z.object({
        templateId: id("note-template"),
        name: z.string(),
        pack: z.string().nullable(),
        /** Whether it is for this kind of visit and a patient of this age. */
        proposed: z.boolean(),
      }),
    ),
    errors: ["not-found"],
    // The handler names the patient.
    patients: () => [],
  }),
  putNoteTemplate: command({
    summary: "Puts a template into an open note, in its version of now; what was answered in it before comes back",
    permission: "note.intake",
    input: z.strictObject({ encounterId: id("encounter"), templateId: id("note-template") }),
    output: z.object({ version: z.int() }),
    errors: ["not-found", "encounter-sealed", "too-many-templates"],
  }),
  takeOutNoteTemplate: command({
    summary: "Takes a template out of an open note; what was answered in it is kept, and counts no more",
    permission: "note.write",
    input: z.strictObject({ encounterId: id("encounter"), templateId: id("note-template") }),
    output: z.object({}),
    errors: ["not-found", "encounter-sealed"],
  }),
  saveNoteAnswer: command({
    summary: "Saves what is answered in one field over the version that was seen; null takes it back",
    permission: "note.intake",
    input: z.strictObject({
      encounterId: id("encounter"),
      templateId: id("note-template"),
      field: templateKey,
      answer: fieldAnswer.nullable(),
      baseVersion: z.int().min(0),
    }),
    output: z.object({ version: z.int(), savedAt: instant }),
    errors: ["not-found", "stale-version", "encounter-sealed", "not-allowed", "invalid-input"],
  }),
  noteAnswerVersions: query({
    summary: "Everything that was ever saved in the fields of a note's templates, the newest first",
    permission: "chart.read",
    input: forEncounter,
    output: z.array(
      z.object({
        templateId: id("note-template"),
        field: z.string(),
        answer: fieldAnswer.nullable(),
        version: z.int(),
        savedAt: instant,
        savedBy: z.string(),
      }),
    ),
    // The handler names the patient.
    patients: () => [],
  }),
};
