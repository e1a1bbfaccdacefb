import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { id, localDate, localTime, text, version } from "../schema.ts";

/** Providers, rooms, equipment; hours, closures, kinds of visit. */

export const resource = z.object({
  resourceId: id("resource"),
  kind: z.enum(["provider", "room", "equipment"]),
  name: text(60),
  /** Of a provider. */
  staffId: id("staff").nullable(),
  locationId: id("location"),
  active: z.boolean(),
  version,
});

export type Resource = z.output<typeof resource>;

export const visitType = z.object({
  visitTypeId: id("visit-type"),
  name: text(60),
  minutes: z.int().min(5).max(240).multipleOf(5),
  /** Whether it is for patients the practice has not seen in three years. */
  newPatient: z.boolean(),
  active: z.boolean(),
  version,
});

export type VisitType = z.output<typeof visitType>;

export const resourceOperations = {
  listResources: query({
    summary: "Providers, rooms and equipment",
    permission: "schedule.read",
    input: z.strictObject({}),
    output: z.array(resource),
  }),
  listVisitTypes: query({
    summary: "Kinds of visit with their length",
    permission: "schedule.read",
    input: z.strictObject({}),
    output: z.array(visitType),
  }),
  saveResource: command({
    summary: "Adds or changes a resource",
    permission: "schedule.manage",
    input: resource.omit({ version: true }).extend({ version: version.nullable() }).strict(),
    output: z.object({ resourceId: id("resource"), version }),
    errors: ["stale-version"],
  }),
  saveVisitType: command({
    summary: "Adds or changes a kind of visit",
    permission: "schedule.manage",
    input: visitType.omit({ version: true }).extend({ version: version.nullable() }).strict(),
    output: z.object({ visitTypeId: id("visit-type"), version }),
    errors: ["stale-version"],
  }),
  saveTemplate: command({
    summary: "Sets a resource's weekly hours from a day on",
    permission: "schedule.manage",
    input: z.strictObject({
      resourceId: id("resource"),
      from: localDate,
      /** ISO weekday, 1 is Monday. */
      hours: z.array(z.strictObject({ weekday: z.int().min(1).max(7), start: localTime, end: localTime })).max(28),
    }),
    output: z.object({}),
    errors: ["not-found", "invalid-input"],
  }),
  addClosure: command({
    summary: "Closes the practice, a site or a resource for a time",
    permission: "schedule.manage",
    input: z.strictObject({
      closureId: id("closure"),
      locationId: id("location").nullable(),
      resourceId: id("resource").nullable(),
      date: localDate,
      start: localTime.nullable(),
      end: localTime.nullable(),
      reason: text(100),
    }),
    output: z.object({}),
    errors: ["already-recorded"],
  }),
};

export const scheduleChanged = event("scheduling.schedule-changed.v1", z.object({}), () => ({}));
