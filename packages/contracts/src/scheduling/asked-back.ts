import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, optionalText, personName } from "../schema.ts";

/** Patients whom a signed note asks back, and who have no visit for it yet: nobody is lost who left without one. */

/** What came of a call. The last two end it: the patient does not want to come, or goes elsewhere. */
export const askedBackOutcome = z.enum(["no-answer", "left-message", "will-call", "declined", "elsewhere"]);
export type AskedBackOutcome = z.output<typeof askedBackOutcome>;

export const askedBackAttempt = z.object({
  attemptId: id("asked-back-attempt"),
  at: instant,
  by: z.string(),
  outcome: askedBackOutcome,
  words: z.string(),
  takenBack: z.boolean(),
});

export const askedBackEntry = z.object({
  /** The visit that asked. */
  appointmentId: id("appointment"),
  visitDate: localDate,
  patientId: id("patient"),
  patientName: personName,
  birthDate: localDate,
  phone: z.string().nullable(),
  language: z.string(),
  /** Around when, for what, with whom. */
  due: localDate,
  visitTypeId: id("visit-type"),
  visitTypeName: z.string(),
  providerId: id("staff"),
  providerName: z.string(),
  /** The last one first. */
  attempts: z.array(askedBackAttempt),
});
export type AskedBackEntry = z.output<typeof askedBackEntry>;

const of = { appointmentId: id("appointment"), attemptId: id("asked-back-attempt") };

export const askedBackOperations = {
  askedBack: query({
    summary: "Who was asked back and has no visit for it, by when it is due; or who does not come",
    permission: "appointment.book",
    input: z.strictObject({
      /** Due within two weeks or overdue; later; ended by a word of the patient's. */
      show: z.enum(["due", "later", "ended"]),
      ...paging,
    }),
    output: z.object({
      entries: z.array(askedBackEntry),
      next: z.string().nullable(),
      /** With the first page. */
      all: z.object({ due: z.int(), later: z.int(), ended: z.int() }).nullable(),
    }),
    errors: ["invalid-input"],
    patients: (_, { entries }) => entries.map((one) => one.patientId),
  }),
  noteAskedBack: command({
    summary: "Writes down what came of a call to somebody who was asked back",
    permission: "appointment.book",
    input: z.strictObject({ ...of, outcome: askedBackOutcome, words: optionalText(200) }),
    output: z.object({ patientId: id("patient") }),
    errors: ["not-found", "already-recorded"],
    patients: (_, { patientId }) => [patientId],
  }),
  takeBackAskedBack: command({
    summary: "Marks what was written down of a call as entered in error; what it ended goes on",
    permission: "appointment.book",
    input: z.strictObject(of),
    output: z.object({ patientId: id("patient") }),
    errors: ["not-found"],
    patients: (_, { patientId }) => [patientId],
  }),
};

export const askedBackChanged = event(
  "scheduling.asked-back-changed.v1",
  z.object({ appointmentId: id("appointment"), patientId: id("patient"), at: instant }),
  (p) => ({ appointmentId: p.appointmentId, patientId: p.patientId }),
  "appointment.book",
  ["scheduling.askedBack"],
);
