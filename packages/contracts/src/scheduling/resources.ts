import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { id, optionalText, text, version } from "../schema.ts";

/** Providers, rooms, equipment; kinds of visit. */

export const resource = z.object({
  resourceId: id("resource"),
  kind: z.enum(["provider", "room", "equipment"]),
  name: text(60),
  /** Of a provider. */
  staffId: id("staff").nullable(),
  locationId: id("location"),
  /** Of a room: what it is, "Procedure room". A kind of visit that needs one is put into a free one of that name. */
  roomKind: text(40).nullable().optional(),
  active: z.boolean(),
  version,
});

export type Resource = z.output<typeof resource>;

const visitMinutes = z.int().min(5).max(240).multipleOf(5);

export const visitType = z.object({
  visitTypeId: id("visit-type"),
  name: text(60),
  minutes: visitMinutes,
  /** Whether it is for patients the practice has not seen in three years. */
  newPatient: z.boolean(),
  /** The piece of equipment that such a visit needs: two of them are never planned at one time. */
  equipmentResourceId: id("resource").nullable(),
  /** Who takes longer or shorter for it than the others. */
  providerMinutes: z
    .array(z.strictObject({ staffId: id("staff"), minutes: visitMinutes }))
    .max(100)
    .default([]),
  /** The kind of room that it needs; a free one of the site is planned with the booking. */
  roomKind: text(40).nullable().default(null),
  /** What the patient does before, in the practice's own words: told at the booking, and sent with the reminder. */
  preparation: optionalText(200).default(""),
  preparationEs: optionalText(200).default(""),
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
    errors: ["stale-version", "invalid-input"],
  }),
  saveVisitType: command({
    summary: "Adds or changes a kind of visit",
    permission: "schedule.manage",
    // A hundred people's own lengths.
    bytesMax: 32_768,
    input: visitType.omit({ version: true }).extend({ version: version.nullable() }).strict(),
    output: z.object({ visitTypeId: id("visit-type"), version }),
    errors: ["stale-version", "invalid-input"],
  }),
};

export const scheduleChanged = event("scheduling.schedule-changed.v1", z.object({}), () => ({}), "schedule.read", [
  "scheduling",
]);
