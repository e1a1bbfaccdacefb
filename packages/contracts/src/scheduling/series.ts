import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, instant, localDate, localTime, optionalText, text, version } from "../schema.ts";
import { appointment } from "./appointments.ts";

/** Visits of one patient that recur: allergy injections each week, physical therapy on Mondays and Thursdays, dressing changes. */

/** A year of weekly visits. */
export const SERIES_VISITS_MAX = 52;
export const SERIES_VISITS_MIN = 2;

/** Every so many days, weeks or months, until a day or so many times (RFC 5545, section 3.3.10, as far as a schedule needs it). */
export const seriesRule = z.strictObject({
  every: z.int().min(1, { error: "Enter 1 or more." }).max(12, { error: "Enter 12 or less." }),
  unit: z.enum(["day", "week", "month"]),
  /** 1 is Monday. Of weeks: on which days, none is the first visit's. Of days: on these alone, none is all. Of months: not read. */
  weekdays: z.array(z.int().min(1).max(7)).max(7),
  /** Of months: on the first visit's date, or on its weekday of the month, as the second Tuesday. */
  monthly: z.enum(["date", "weekday"]),
  ends: z.discriminatedUnion("by", [
    z.strictObject({
      by: z.literal("count"),
      count: z
        .int()
        .min(SERIES_VISITS_MIN, { error: "A series has at least two visits." })
        .max(SERIES_VISITS_MAX, { error: "A series has at most 52 visits." }),
    }),
    z.strictObject({ by: z.literal("until"), until: localDate }),
  ]),
});
export type SeriesRule = z.output<typeof seriesRule>;

/** Where a visit stands on the schedule. */
const slot = { providerResourceId: id("resource"), date: localDate, start: localTime };
const slotObject = z.object(slot);
export type SeriesSlot = z.output<typeof slotObject>;

/** Why a visit of a series can't be where the rule puts it. */
export const seriesConflict = z.enum([
  "slot-taken",
  "outside-template",
  "closed-day",
  "time-kept",
  "in-the-past",
  "patient-overlap",
  "equipment-taken",
  "no-room-free",
]);

const checked = {
  ...slot,
  /** Null: it can be booked there. */
  conflict: seriesConflict.nullable(),
  /** Where it could be instead, the best first; free times that lie between the visit before and the one after. */
  proposals: z.array(z.object({ ...slot, providerName: z.string() })),
};

export const seriesScope = z.enum([
  /** A visit and those after it. */
  "later",
  /** All that are still ahead. */
  "ahead",
]);
export type SeriesScope = z.output<typeof seriesScope>;

const seen = { appointmentId: id("appointment"), version };
const visits = z.array(z.strictObject(seen)).min(1).max(SERIES_VISITS_MAX);
const anchor = { seriesId: id("visit-series"), appointmentId: id("appointment"), reach: seriesScope };
const changed = z.object({ changeId: id("series-change"), visits: z.array(z.object(seen)) });

const bookingRefusals = [
  "patient-deceased",
  "not-found",
  "slot-taken",
  "outside-template",
  "closed-day",
  "time-kept",
  "in-the-past",
  "patient-overlap",
  "equipment-taken",
  "no-room-free",
  "already-recorded",
  "invalid-input",
] as const;

export const seriesOperations = {
  planSeries: query({
    summary:
      "The visits of a series, each checked as a booking would be, with other times for those that can't be booked",
    permission: "schedule.read",
    input: z.strictObject({ patientId: id("patient"), visitTypeId: id("visit-type"), ...slot, rule: seriesRule }),
    output: z.object({
      visits: z.array(z.object({ /** The day on which the rule puts it. */ on: localDate, ...checked })),
      minutes: z.int(),
      /** Days of booked visits of the same kind that the patient has ahead already: they use up what a plan allows, too. */
      bookedDays: z.array(localDate),
    }),
    errors: ["not-found", "invalid-input"],
    about: (input) => [input.patientId],
  }),
  bookSeries: command({
    summary: "Books the visits of a series: all of them or none",
    permission: "appointment.book",
    bytesMax: 32_768,
    input: z.strictObject({
      seriesId: id("visit-series"),
      patientId: id("patient"),
      visitTypeId: id("visit-type"),
      ...slot,
      rule: seriesRule,
      reason: optionalText(200),
      visits: z
        .array(
          z.strictObject({
            appointmentId: id("appointment"),
            /** The day on which the rule puts it. Days of the rule that are not named are skipped. */
            on: localDate,
            ...slot,
          }),
        )
        .min(SERIES_VISITS_MIN, { error: "A series has at least two visits." })
        .max(SERIES_VISITS_MAX),
    }),
    output: z.object({ visits: z.array(z.object(seen)) }),
    errors: bookingRefusals,
    about: (input) => [input.patientId],
  }),
  getSeries: query({
    summary: "A series with all of its visits",
    permission: "schedule.read",
    input: z.strictObject({ seriesId: id("visit-series") }),
    output: z.object({
      rule: seriesRule,
      visits: z.array(appointment),
      /** The last change of several of its visits that can still be undone; null where there is none. */
      undoable: z
        .object({ changeId: id("series-change"), kind: z.enum(["moved", "cancelled"]), count: z.int(), at: instant })
        .nullable(),
    }),
    errors: ["not-found"],
    patients: (_, output) => output.visits.map((one) => one.patientId),
  }),
  planSeriesMove: query({
    summary: "Where visits of a series go when one of them does, each checked as a move would be",
    permission: "schedule.read",
    input: z.strictObject({ ...anchor, target: z.strictObject(slot) }),
    output: z.object({
      patientId: id("patient"),
      visits: z.array(z.object({ ...seen, place: z.int(), from: slotObject, ...checked })),
      /** Those that keep their time because they were moved by themselves. */
      apart: z.array(z.object({ place: z.int(), ...slot })),
    }),
    errors: ["not-found", "appointment-not-open", "series-visit-apart", "invalid-input"],
    patients: (_, output) => [output.patientId],
  }),
  moveSeries: command({
    summary: "Moves a visit of a series with those after it, or all that are ahead: all of them or none",
    permission: "appointment.book",
    bytesMax: 32_768,
    input: z.strictObject({
      changeId: id("series-change"),
      ...anchor,
      target: z.strictObject(slot),
      /** All that the move reaches, as they were seen, with where each goes. */
      visits: z
        .array(z.strictObject({ ...seen, ...slot }))
        .min(1)
        .max(SERIES_VISITS_MAX),
    }),
    output: changed,
    errors: [...bookingRefusals, "stale-version", "appointment-not-open", "series-visit-apart"],
  }),
  cancelSeries: command({
    summary: "Cancels a visit of a series with those after it, or all that are ahead: all of them or none",
    permission: "appointment.cancel",
    bytesMax: 32_768,
    input: z.strictObject({ changeId: id("series-change"), ...anchor, visits, reason: text(200) }),
    output: changed,
    errors: ["not-found", "stale-version", "appointment-not-open", "already-recorded"],
  }),
  undoSeriesChange: command({
    summary: "Takes back that several visits of a series were moved or cancelled: all of them or none",
    permission: "appointment.book",
    input: z.strictObject({ changeId: id("series-change") }),
    output: z.object({ visits: z.array(z.object(seen)) }),
    errors: [...bookingRefusals, "stale-version", "appointment-not-open", "not-allowed"],
  }),
};
