import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, localDate, localTime, text } from "../schema.ts";
import { appointment } from "./appointments.ts";

/** When the columns of the schedule are open: weekly hours, days with other hours, closures and holidays. */

/** ISO weekday, 1 is Monday. */
export const weekHours = z.strictObject({ weekday: z.int().min(1).max(7), start: localTime, end: localTime });

const dayHours = z.strictObject({ start: localTime, end: localTime });

const KINDS_MAX = 20;
/** Thirteen weeks. */
export const RELEASED_HOURS_MAX = 2184;

/** Time in which nobody is booked, or the kinds of visit alone that it is kept for. */
export const closure = z.object({
  closureId: id("closure"),
  /** Without a site and a resource it is the whole practice's. */
  locationId: id("location").nullable(),
  resourceId: id("resource").nullable(),
  date: localDate,
  /** The last day. */
  until: localDate,
  /** Without times it is the whole day. */
  start: localTime.nullable(),
  end: localTime.nullable(),
  reason: text(100),
  /** On these days of the week alone (SCH-306); null: on each. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).nullable(),
  /** With kinds of visit it is no closure: the time is kept for these (SCH-307). */
  keptFor: z.array(id("visit-type")).max(KINDS_MAX),
  /** So many hours before it begins kept time is everybody's; null: it stays kept. */
  releasedHours: z.int().min(0).max(RELEASED_HOURS_MAX).nullable(),
});

export type ListedClosure = z.output<typeof closure> & { readonly bookedVisits: number };

export const hoursOperations = {
  resourceHours: query({
    summary: "A resource's weekly hours, by the day they begin, and the days with other hours",
    permission: "schedule.read",
    input: z.strictObject({ resourceId: id("resource") }),
    output: z.object({
      templates: z.array(z.object({ from: localDate, hours: z.array(weekHours) })),
      exceptions: z.array(z.object({ date: localDate, hours: z.array(dayHours), reason: z.string() })),
    }),
    errors: ["not-found"],
  }),
  saveTemplate: command({
    summary: "Sets a resource's weekly hours from a day on",
    permission: "schedule.manage",
    bytesMax: 32_768,
    input: z.strictObject({ resourceId: id("resource"), from: localDate, hours: z.array(weekHours).max(28) }),
    output: z.object({}),
    errors: ["not-found", "invalid-input"],
  }),
  removeTemplate: command({
    summary: "Takes back weekly hours that have not begun",
    permission: "schedule.manage",
    input: z.strictObject({ resourceId: id("resource"), from: localDate }),
    output: z.object({}),
    errors: ["not-found", "in-the-past"],
  }),
  saveHoursException: command({
    summary: "Sets a resource's hours of one day; none are a day off",
    permission: "schedule.manage",
    input: z.strictObject({
      resourceId: id("resource"),
      date: localDate,
      hours: z.array(dayHours).max(6),
      reason: text(100),
    }),
    output: z.object({ /** Visits of that day that lie outside of these hours. */ bookedVisits: z.int() }),
    errors: ["not-found", "invalid-input", "in-the-past"],
  }),
  removeHoursException: command({
    summary: "Lets the weekly hours hold on a day again",
    permission: "schedule.manage",
    input: z.strictObject({ resourceId: id("resource"), date: localDate }),
    output: z.object({}),
    errors: ["not-found", "in-the-past"],
  }),
  listClosures: query({
    summary: "Closures and holidays that end on a day or later, the next first, with the visits that are booked inside",
    permission: "schedule.read",
    input: z.strictObject({ from: localDate }),
    output: z.array(closure.extend({ bookedVisits: z.int() })),
  }),
  closureVisits: query({
    summary: "The visits that are still booked inside a closure, with how to reach each patient",
    permission: "schedule.read",
    input: z.strictObject({ closureId: id("closure") }),
    output: z.array(appointment.extend({ phone: z.string().nullable() })),
    errors: ["not-found"],
    patients: (_, output) => output.map((visit) => visit.patientId),
  }),
  addClosure: command({
    summary: "Closes the practice, a site or a resource for a time, or keeps it for some kinds of visit",
    permission: "schedule.manage",
    input: z.strictObject({
      ...closure.shape,
      until: localDate.nullable().default(null),
      weekdays: closure.shape.weekdays.default(null),
      keptFor: closure.shape.keptFor.default([]),
      releasedHours: closure.shape.releasedHours.default(null),
    }),
    output: z.object({}),
    errors: ["already-recorded", "invalid-input", "not-found"],
  }),
  removeClosure: command({
    summary: "Takes a closure back, or ends one that has begun; its time may be booked again",
    permission: "schedule.manage",
    input: z.strictObject({ closureId: id("closure") }),
    output: z.object({}),
    errors: ["not-found", "in-the-past"],
  }),
};
