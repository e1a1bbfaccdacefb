import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, text } from "../schema.ts";

/** Telephone notes: what was advised on a call, signed and in the chart. Nothing is charged for one. */

export const telephoneNote = z.object({
  noteId: id("telephone-note"),
  callId: id("phone-call"),
  calledAt: instant,
  /** With whom was spoken, in words: "Patient", "Rosa Lopez (parent)". */
  spokeWith: z.string(),
  reason: z.string(),
  text: z.string(),
  signedAt: instant,
  by: z.string(),
  byId: z.string(),
  struck: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type TelephoneNote = z.output<typeof telephoneNote>;

export const telephoneNoteOperations = {
  telephoneNotes: query({
    summary: "A patient's telephone notes, the latest call first",
    permission: "chart.read",
    input: forPatient,
    output: z.array(telephoneNote),
    about: byPatient,
  }),
  signTelephoneNote: command({
    summary: "Writes what was advised on a call into the chart, signed",
    permission: "note.sign",
    input: z.strictObject({
      noteId: id("telephone-note"),
      patientId: id("patient"),
      callId: id("phone-call"),
      calledAt: instant,
      spokeWith: text(160),
      reason: text(120),
      text: text(12_000),
    }),
    output: z.object({ signedAt: instant }),
    errors: ["not-found", "already-recorded", "in-the-future"],
    about: byPatient,
  }),
  strikeTelephoneNote: command({
    summary: "Marks a telephone note as entered in error; it stays readable",
    permission: "note.sign",
    input: z.strictObject({ noteId: id("telephone-note"), patientId: id("patient"), reason: text(300) }),
    output: z.object({}),
    errors: ["not-found", "not-allowed"],
    about: byPatient,
  }),
};

/** A call's note was signed, or struck: messaging marks the call. It carries no word of it. */
export const telephoneNoteTold = event(
  "charting.telephone-note-told.v1",
  z.object({
    noteId: id("telephone-note"),
    callId: id("phone-call"),
    patientId: id("patient"),
    by: z.string(),
    at: instant,
    struck: z.boolean(),
  }),
  ({ patientId }) => ({ patientId }),
  "chart.read",
  ["charting.telephoneNotes"],
);
