import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { id, instant, localDate } from "../schema.ts";
import { aboutEncounter } from "./about-encounter.ts";

/** The sections of a note, each saved and versioned by itself. */

/** The note's sections, in the order of the page. Each is saved and versioned by itself, so that two people don't collide. */
export const noteSection = z.enum(["reason", "hpi", "ros", "exam", "assessment", "plan"]);

export type NoteSection = z.output<typeof noteSection>;

/** Lines of a section that were written from the fields of a template, as they were then: `line` names the place in the template. */
export const generatedLines = z
  .array(z.strictObject({ line: z.string().max(50), text: z.string().max(4000) }))
  .max(120);

/** So many lines of a section can bear the mark that they were taken over. */
export const CARRIED_MAX = 400;

/** Where a line of a section was taken over from: `line` of that section of a signed note, counted from 0, stands at line `at` here. */
const carriedFrom = z.strictObject({
  at: z.int().min(0).max(50_000),
  encounterId: id("encounter"),
  section: noteSection,
  line: z.int().min(0).max(50_000),
});

/** A line that was taken over, with what stands there in the other note. It is as it was there, or was changed since. */
export const carriedLine = z.object({
  ...carriedFrom.shape,
  text: z.string(),
  serviceDate: localDate,
  author: z.string(),
});

export type CarriedLine = z.output<typeof carriedLine>;

export const noteOperations = {
  saveNoteSection: command({
    summary: "Saves a section's text over the version that was seen",
    permission: "note.intake",
    bytesMax: 400_000,
    input: z.strictObject({
      encounterId: id("encounter"),
      section: noteSection,
      text: z.string().max(50_000),
      /** What of it the fields of templates say, so that it can follow them where nobody changed it by hand. */
      generated: generatedLines.default([]),
      /** Which lines of it were taken over from earlier notes. */
      carried: z.array(carriedFrom).max(CARRIED_MAX).default([]),
      baseVersion: z.int().min(0),
    }),
    output: z.object({ version: z.int(), savedAt: instant }),
    errors: ["not-found", "stale-version", "encounter-sealed", "not-allowed", "invalid-input"],
  }),
  restoreNoteSection: command({
    summary: "Makes an earlier version of a section its text again, over the version that was seen",
    permission: "note.intake",
    input: z.strictObject({
      encounterId: id("encounter"),
      section: noteSection,
      version: z.int().min(1),
      baseVersion: z.int().min(1),
    }),
    output: z.object({ version: z.int(), savedAt: instant }),
    errors: ["not-found", "stale-version", "encounter-sealed", "not-allowed"],
  }),
  noteVersions: query({
    summary: "Every saved version of a section, and the sealed note",
    permission: "chart.read",
    input: z.strictObject({ encounterId: id("encounter"), section: noteSection }),
    output: z.array(z.object({ version: z.int(), text: z.string(), savedAt: instant, savedBy: z.string() })),
    // The handler names the patient.
    patients: () => [],
  }),
};

/** Somebody has begun to write what only a provider writes, or to code: from here on it is a note, which wants a signature. */
export const noteStarted = event(
  "charting.note-started.v1",
  z.object({ encounterId: id("encounter"), patientId: id("patient"), at: instant }),
  aboutEncounter,
  "chart.read",
  [],
);

export const noteChanged = event(
  "charting.note-changed.v1",
  z.object({ encounterId: id("encounter"), patientId: id("patient"), part: z.string(), version: z.int() }),
  (p) => ({ ...aboutEncounter(p), part: p.part }),
  "chart.read",
  ["charting", "scheduling.flowBoard"],
);
