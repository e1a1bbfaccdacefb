import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient, paging } from "../parts.ts";
import { id, instant, localDate, personName, text } from "../schema.ts";

/** What in a chart cannot be so at once: two facts, each with its place, and what people said about it. */

/** `hard` stops a signature until it is mended or answered, `soft` should be mended, `hint` informs. */
export const contradictionSeverity = z.enum(["hard", "soft", "hint"]);

const side = z.object({
  /** The fact as the chart has it. */
  says: z.string(),
  on: localDate.nullable(),
  by: z.string().nullable(),
  /** Where it is mended; the screen makes the link. */
  place: z.object({
    at: z.enum([
      "note",
      "problems",
      "medications",
      "allergies",
      "registration",
      "past-procedures",
      "results",
      "histories",
    ]),
    encounterId: z.string().nullable(),
    field: z.string().nullable(),
    of: z.string().nullable(),
  }),
});

const contradictionAnswer = z.object({
  answerId: id("contradiction-answer"),
  reason: z.string(),
  by: z.string(),
  at: instant,
});
export type ContradictionAnswer = z.output<typeof contradictionAnswer>;

const contradiction = z.object({
  /** The same for the same contradiction of a chart. */
  key: z.string(),
  /** Its facts: a reason holds while they are the same. */
  basis: z.string(),
  rule: z.string(),
  severity: contradictionSeverity,
  title: z.string(),
  sides: z.array(side),
  why: z.string(),
  remedy: z.string(),
  source: z.string().nullable(),
  /** The notes that it stands in. */
  encounterIds: z.array(z.string()),
  /** The reason that holds. */
  answer: contradictionAnswer.nullable(),
  /** The last reason, given while the facts were others. */
  earlier: contradictionAnswer.nullable(),
});
export type Contradiction = z.output<typeof contradiction>;

/** A contradiction of some chart, for a list over all. */
const foundInPractice = contradiction.extend({
  patientId: id("patient"),
  patientName: personName,
  birthDate: localDate,
});
export type FoundInPractice = z.output<typeof foundInPractice>;

export const contradictionOperations = {
  contradictions: query({
    summary: "What contradicts itself in a chart, and what could not be compared",
    permission: "chart.read",
    input: forPatient.extend({
      /** Of one note alone: what its signature waits for or shows. */
      encounterId: id("encounter").nullable().default(null),
    }),
    output: z.object({ found: z.array(contradiction), notCompared: z.array(z.string()) }),
    errors: ["not-found"],
    about: byPatient,
  }),
  answerContradiction: command({
    summary: "Gives the reason why a contradiction stands; it holds until its facts change",
    permission: "diagnosis.write",
    input: z.strictObject({
      answerId: id("contradiction-answer"),
      patientId: id("patient"),
      key: z.string().min(1).max(200),
      basis: z.string().max(400),
      reason: text(300),
    }),
    output: z.object({}),
    errors: ["not-found", "stale-version", "already-recorded"],
    about: byPatient,
  }),
  withdrawContradictionAnswer: command({
    summary: "Takes such a reason back; it stays on record",
    permission: "diagnosis.write",
    input: z.strictObject({ answerId: id("contradiction-answer"), patientId: id("patient") }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
  practiceContradictions: query({
    summary:
      "What contradicts itself in all charts, chart by chart in the order of their numbers; answered ones are left out",
    permission: "chart.review",
    input: z.strictObject({ severity: contradictionSeverity.nullable(), ...paging }),
    output: z.object({
      found: z.array(foundInPractice),
      /** How many charts this page looked at, and how many there are. */
      looked: z.int(),
      charts: z.int(),
      next: z.string().nullable(),
    }),
    patients: (_, output) => output.found.map((one) => one.patientId),
  }),
  contradictionScores: query({
    summary: "Of each provider's notes that were signed in a period, how many had no contradiction",
    permission: "chart.review",
    input: z.strictObject({ from: localDate, to: localDate }),
    output: z.array(
      z.object({
        providerId: id("staff"),
        providerName: z.string(),
        notes: z.int(),
        /** Without any, or with answered ones alone. */
        clean: z.int(),
        open: z.int(),
        answered: z.int(),
      }),
    ),
    patients: () => [],
  }),
  contradictionNotes: query({
    summary: "The notes behind such a score: those that were signed with a contradiction, the newest first",
    permission: "chart.review",
    input: z.strictObject({ from: localDate, to: localDate, providerId: id("staff"), ...paging }),
    output: z.object({
      notes: z.array(
        z.object({
          encounterId: id("encounter"),
          patientId: id("patient"),
          patientName: personName,
          serviceDate: localDate,
          found: z.array(
            z.object({
              key: z.string(),
              severity: contradictionSeverity,
              title: z.string(),
              reason: z.string().nullable(),
            }),
          ),
        }),
      ),
      next: z.string().nullable(),
    }),
    patients: (_, output) => output.notes.map((one) => one.patientId),
  }),
};
