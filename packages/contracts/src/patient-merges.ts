import { z } from "zod";
import { event, query, type QueryPath } from "./operation.ts";
import { id, instant } from "./schema.ts";

/** What every service that has records of patients says of a merge, and before it (SCH-123 to SCH-133). */

/** How many of what: "visits", 3. Never what is in them. */
const counted = z.object({ what: z.string(), count: z.int() });

export const patientHoldings = query({
  summary: "How much of what there is of each of these patients here, by number alone",
  permission: "duplicate.review",
  input: z.strictObject({ patientIds: z.array(id("patient")).min(1).max(10) }),
  output: z.array(
    z.object({
      patientId: id("patient"),
      counts: z.array(counted),
      /** What is owed on the account, in cents, where the service knows it. */
      balance: z.int().optional(),
    }),
  ),
  about: (input) => input.patientIds,
});

/** A service has brought a duplicate's records to the survivor, or home again. */
export function patientRecordsMoved(service: "charting" | "billing" | "messaging" | "scheduling") {
  return event(
    `${service}.patient-records-moved.v1`,
    z.object({
      mergeId: id("merge"),
      survivorId: id("patient"),
      duplicateId: id("patient"),
      undone: z.boolean(),
      /** Rows that are with the survivor now, and those that wait with the duplicate because the survivor has the same. */
      moved: z.int(),
      aside: z.array(counted),
      at: instant,
    }),
    (payload) => ({ mergeId: payload.mergeId }),
    "patient.read",
    [service, "scheduling.listMerges"] satisfies QueryPath[],
  );
}
