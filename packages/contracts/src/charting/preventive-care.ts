import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, text } from "../schema.ts";

/** Preventive care: what is recommended for a patient, what is on record of it, and what was said about it. */

/** `done` elsewhere; `declined` by the patient; `not-applicable` to this patient, which the note says why. */
export const preventiveAnswerKind = z.enum(["done", "declined", "not-applicable"]);

export const preventiveStatus = z.enum([
  /** On record, and its time is over. */
  "due",
  /** Nothing on record: that does not say that it was never done. */
  "no-record",
  /** What the recommendation depends on is not on record. */
  "cannot-tell",
  "declined",
  "up-to-date",
  "not-applicable",
]);

export const preventiveAnswer = z.object({
  answerId: id("preventive-answer"),
  kind: preventiveAnswerKind,
  /** Which of the rule's ways was done; null for the other kinds. */
  way: z.string().nullable(),
  /** The day it was done or declined. */
  on: localDate,
  note: z.string(),
  at: instant,
  by: z.string(),
});

export const preventiveItem = z.object({
  rule: z.string(),
  name: z.string(),
  status: preventiveStatus,
  lastOn: localDate.nullable(),
  /** In words what was done then: "Colonoscopy". */
  lastWay: z.string().nullable(),
  /** From this day on it is due; null where nothing is on record, and where once is enough. */
  dueOn: localDate.nullable(),
  /** For whom it is recommended, or what is missing to tell. */
  why: z.string(),
  /** Who recommends it, and of when. */
  source: z.string(),
  /** How it can be done, and how long that holds; null: once. */
  ways: z.array(z.object({ way: z.string(), name: z.string(), months: z.int().nullable() })),
  /** The answers that stand, the newest first. */
  answers: z.array(preventiveAnswer),
});

export const preventiveCareOperations = {
  preventiveCare: query({
    summary: "What preventive care is recommended for a patient, and what is on record of it",
    permission: "chart.read",
    input: forPatient,
    output: z.object({ edition: z.string(), items: z.array(preventiveItem) }),
    about: byPatient,
  }),
  answerPreventiveCare: command({
    summary: "Says of a recommendation that it was done elsewhere, declined, or does not apply to the patient",
    permission: "history.record",
    input: z.strictObject({
      answerId: id("preventive-answer"),
      patientId: id("patient"),
      rule: text(40),
      kind: preventiveAnswerKind,
      way: text(40).nullable(),
      on: localDate,
      note: z.string().trim().max(300),
    }),
    output: z.object({}),
    errors: ["not-found", "invalid-input", "already-recorded"],
    about: byPatient,
  }),
  withdrawPreventiveAnswer: command({
    summary: "Takes such an answer back; it stays on record",
    permission: "history.record",
    input: z.strictObject({ answerId: id("preventive-answer"), patientId: id("patient") }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};
