import { addDays, addMonths, type LocalDate } from "@practicum/kernel/local-date";
import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, localDate, optionalText, text } from "../schema.ts";
import { forEncounter } from "./about-encounter.ts";

/** Whether a visit asks the patient back: when, for what kind of visit, with whom, and why. */

/** So long after the visit, or from a day on. */
export const followUpWhen = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("after"),
    count: z.int().min(1, { error: "Enter 1 or more." }).max(99, { error: "Enter at most 99." }),
    unit: z.enum(["days", "weeks", "months"]),
  }),
  z.strictObject({ kind: z.literal("on"), date: localDate }),
]);
export type FollowUpWhen = z.output<typeof followUpWhen>;

export const followUp = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("visit"),
    when: followUpWhen,
    /** As it is called on the day. */
    visitType: z.strictObject({ visitTypeId: id("visit-type"), name: text(60) }),
    provider: z.strictObject({ staffId: id("staff"), name: text(160) }),
    why: optionalText(200),
  }),
]);
export type FollowUp = z.output<typeof followUp>;

/** The day around which the patient is asked back. */
export function followUpDue(serviceDate: LocalDate, when: FollowUpWhen): LocalDate {
  if (when.kind === "on") return when.date;
  if (when.unit === "months") return addMonths(serviceDate, when.count);
  return addDays(serviceDate, when.unit === "weeks" ? when.count * 7 : when.count);
}

export const encounterFollowUp = z.object({
  /** Null while nobody has said whether there is one. */
  value: followUp.nullable(),
  /** Counts saves; 0 where nobody has said anything. */
  version: z.int().min(0),
});

export const followUpOperations = {
  saveFollowUp: command({
    summary: "Says in the note when the patient comes back, or that no visit is needed, over the version that was seen",
    permission: "note.write",
    input: forEncounter.extend({ baseVersion: z.int().min(0), followUp }).strict(),
    output: z.object({ version: z.int() }),
    errors: ["not-found", "stale-version", "encounter-sealed", "invalid-input"],
  }),
  followUpOfVisit: query({
    summary: "When a visit's note asks the patient back, as the desk books it: not why",
    permission: "appointment.book",
    input: z.strictObject({ appointmentId: id("appointment") }),
    output: z.object({
      /** Null where the visit has no note. */
      patientId: id("patient").nullable(),
      signed: z.boolean(),
      /** Nothing said is not none needed. */
      said: z.enum(["nothing", "none", "visit"]),
      visit: z
        .object({
          due: localDate,
          visitTypeId: id("visit-type"),
          visitTypeName: z.string(),
          providerId: id("staff"),
          providerName: z.string(),
        })
        .nullable(),
    }),
    patients: (_, { patientId }) => (patientId === null ? [] : [patientId]),
  }),
};
