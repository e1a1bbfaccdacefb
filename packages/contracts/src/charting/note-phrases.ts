import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, instant, text } from "../schema.ts";
import { noteSection } from "./notes.ts";

/** Phrases that "/" puts into a note: one's own, and the practice's. Each version is kept. */

export const phraseLanguage = z.enum(["en", "es"]);

const phraseContent = {
  name: text(60),
  /** What it asks for stands in marks: "‹since when›", "‹better | worse›". */
  text: text(4000),
  /** Where it is offered. */
  sections: z.array(noteSection).min(1, { error: "Choose a section at least." }).max(noteSection.options.length),
  language: phraseLanguage,
  /** One that is retired is offered nowhere. */
  active: z.boolean(),
};

const notePhrase = z.object({
  phraseId: id("note-phrase"),
  version: z.int(),
  scope: z.enum(["own", "practice"]),
  ...phraseContent,
  savedAt: instant,
  savedBy: z.string(),
});

export type NotePhrase = z.output<typeof notePhrase>;

const savePhrase = z.strictObject({
  phraseId: id("note-phrase"),
  /** 0 makes one. */
  baseVersion: z.int().min(0),
  ...phraseContent,
});

export const notePhraseOperations = {
  notePhrases: query({
    summary: "The practice's phrases and one's own as they are now, those that are retired too",
    permission: "note-template.read",
    input: z.strictObject({}),
    output: z.array(notePhrase),
    patients: () => [],
  }),
  notePhraseVersions: query({
    summary: "Every version of a phrase, the newest first",
    permission: "note-template.read",
    input: z.strictObject({ phraseId: id("note-phrase") }),
    output: z.array(notePhrase),
    errors: ["not-found"],
    patients: () => [],
  }),
  saveOwnPhrase: command({
    summary: "Saves a phrase of one's own over the version that was seen; text that it was put into stays",
    permission: "note.intake",
    input: savePhrase,
    output: z.object({ version: z.int() }),
    errors: ["not-found", "stale-version", "invalid-input"],
    about: () => [],
  }),
  savePracticePhrase: command({
    summary: "Saves a phrase of the practice over the version that was seen; text that it was put into stays",
    permission: "note-template.manage",
    input: savePhrase,
    output: z.object({ version: z.int() }),
    errors: ["not-found", "stale-version", "invalid-input"],
    about: () => [],
  }),
};
