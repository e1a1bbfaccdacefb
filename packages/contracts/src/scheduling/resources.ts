import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { id, text, version } from "../schema.ts";

/** Providers, rooms, equipment; kinds of visit. */

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
  /** The piece of equipment that such a visit needs: two of them are never planned at one time. */
  equipmentResourceId: id("resource").nullable(),
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
    input: visitType.omit({ version: true }).extend({ version: version.nullable() }).strict(),
    output: z.object({ visitTypeId: id("visit-type"), version }),
    errors: ["stale-version", "invalid-input"],
  }),
};

export const scheduleChanged = event("scheduling.schedule-changed.v1", z.object({}), () => ({}), "schedule.read", [
  "scheduling",
]);
