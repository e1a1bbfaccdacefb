import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, localDate, localTime, optionalText, text, version } from "../schema.ts";
import { appointment } from "./appointments.ts";

/** Visits that belong together: of a family, or one that comes before another, as blood is drawn before it is talked about. */

const VISITS_MAX = 8;

export const arrangement = z.enum([
  /** One after another, with one provider. */
  "in-a-row",
  /** With two providers at once. */
  "two-at-once",
  /** The first some time before the second, for one patient. */
  "before",
]);
export type Arrangement = z.output<typeof arrangement>;

const plannedVisit = z.object({
  patientId: id("patient"),
  visitTypeId: id("visit-type"),
  providerResourceId: id("resource"),
  providerName: z.string(),
  date: localDate,
  start: localTime,
  minutes: z.int(),
});

/** The minutes that must lie between the end of the first and the beginning of the second. */
const leadMinutes = z
  .int()
  .min(0)
  .max(60 * 24 * 60);

const seenVisit = { appointmentId: id("appointment"), version };

export const visitsTogetherOperations = {
  findTogether: query({
    summary: "Open times for several visits that belong together, the soonest first",
    permission: "schedule.read",
    input: z
      .strictObject({
        arrangement,
        leadMinutes: leadMinutes.nullable(),
        visits: z
          .array(
            z.strictObject({
              patientId: id("patient"),
              visitTypeId: id("visit-type"),
              /** Null for any. In a row all visits are with the first one's. */
              providerResourceId: id("resource").nullable(),
            }),
          )
          .min(2)
          .max(VISITS_MAX),
        /** Visits that are to be moved together don't stand in their own way. */
        groupId: id("visit-group").nullable(),
        from: localDate,
        limit: z.int().min(1).max(50),
      })
      .refine(({ arrangement: how, visits }) => how !== "before" || visits.length === 2, {
        path: ["visits"],
        error: "A visit before another is two visits.",
      }),
    output: z.object({
      options: z.array(z.object({ visits: z.array(plannedVisit) })),
      /** Looked up to this day. */
      searchedTo: localDate,
    }),
    about: (input) => input.visits.map((one) => one.patientId),
  }),
  bookTogether: command({
    summary: "Books several visits that belong together: all of them or none",
    permission: "appointment.book",
    bytesMax: 32_768,
    input: z.strictObject({
      groupId: id("visit-group"),
      kind: z.enum(["family", "before"]),
      leadMinutes: leadMinutes.nullable(),
      visits: z
        .array(
          z.strictObject({
            appointmentId: id("appointment"),
            patientId: id("patient"),
            visitTypeId: id("visit-type"),
            providerResourceId: id("resource"),
            date: localDate,
            start: localTime,
            reason: optionalText(200),
          }),
        )
        .min(2)
        .max(VISITS_MAX),
    }),
    output: z.object({ visits: z.array(z.object(seenVisit)) }),
    errors: [
      "patient-deceased",
      "not-found",
      "slot-taken",
      "provider-away",
      "outside-template",
      "closed-day",
      "time-kept",
      "in-the-past",
      "patient-overlap",
      "equipment-taken",
      "no-room-free",
      "already-recorded",
      "lead-too-short",
      "invalid-input",
    ],
    about: (input) => input.visits.map((one) => one.patientId),
  }),
  linkedVisits: query({
    summary: "A visit with those that belong together with it",
    permission: "schedule.read",
    input: z.strictObject({ groupId: id("visit-group") }),
    output: z.object({
      kind: z.enum(["family", "before"]),
      leadMinutes: z.int().nullable(),
      visits: z.array(appointment),
    }),
    errors: ["not-found"],
    patients: (_, output) => output.visits.map((one) => one.patientId),
  }),
  moveTogether: command({
    summary: "Moves visits that belong together: all of them or none",
    permission: "appointment.book",
    input: z.strictObject({
      groupId: id("visit-group"),
      visits: z
        .array(z.strictObject({ ...seenVisit, providerResourceId: id("resource"), date: localDate, start: localTime }))
        .min(1)
        .max(VISITS_MAX),
    }),
    output: z.object({ visits: z.array(z.object(seenVisit)) }),
    errors: [
      "patient-deceased",
      "not-found",
      "stale-version",
      "slot-taken",
      "provider-away",
      "outside-template",
      "closed-day",
      "time-kept",
      "in-the-past",
      "patient-overlap",
      "appointment-not-open",
      "equipment-taken",
      "no-room-free",
      "lead-too-short",
    ],
  }),
  cancelTogether: command({
    summary: "Cancels visits that belong together: all of them or none",
    permission: "appointment.cancel",
    input: z.strictObject({
      groupId: id("visit-group"),
      visits: z.array(z.strictObject(seenVisit)).min(1).max(VISITS_MAX),
      reason: text(200),
    }),
    output: z.object({ visits: z.array(z.object(seenVisit)) }),
    errors: ["not-found", "stale-version", "appointment-not-open"],
  }),
};
