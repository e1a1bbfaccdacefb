import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, instant } from "../schema.ts";
import { forEncounter } from "./about-encounter.ts";

/**
 * Psychotherapy notes (45 CFR 164.501): what a provider writes about a conversation with a patient, kept apart from the chart. They are in no
 * note, list, search, print, export, claim or event, and nobody but the author and whom the author names learns that there is one.
 */

const PRIVATE_NOTE_MAX = 20_000;

export const privateNote = z.object({
  noteId: id("private-note"),
  patientId: id("patient"),
  authorId: id("staff"),
  by: z.string(),
  text: z.string(),
  version: z.int(),
  savedAt: instant,
  /** Whom the author lets read it. */
  readers: z.array(z.object({ staffId: id("staff"), name: z.string() })),
});

export const privateNoteOperations = {
  privateNotes: query({
    summary: "The private notes of a visit that one wrote oneself, or that the author lets one read",
    permission: "psychotherapy-note.read",
    input: forEncounter,
    output: z.array(privateNote),
    errors: ["not-found"],
    // The handler names the patient, also where there is no note that is told of.
    patients: () => [],
  }),
  savePrivateNote: command({
    summary: "Writes the own private note of a visit over the version that was seen",
    permission: "psychotherapy-note.write",
    bytesMax: 65_536,
    input: z.strictObject({
      noteId: id("private-note"),
      encounterId: id("encounter"),
      text: z.string().trim().min(1).max(PRIVATE_NOTE_MAX),
      baseVersion: z.int().min(0),
    }),
    output: z.object({ version: z.int() }),
    errors: ["not-found", "not-allowed", "stale-version", "already-recorded"],
  }),
  sharePrivateNote: command({
    summary: "Says who else may read the own private note",
    permission: "psychotherapy-note.write",
    input: z.strictObject({
      noteId: id("private-note"),
      encounterId: id("encounter"),
      staffIds: z.array(id("staff")).max(20),
    }),
    output: z.object({}),
    errors: ["not-found"],
  }),
};
