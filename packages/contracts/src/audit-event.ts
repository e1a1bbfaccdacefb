import { z } from "zod";
import { actor } from "./actor.ts";
import { event } from "./operation.ts";
import { id, instant } from "./schema.ts";

/**
 * One access to the practice's data: every command, and every query that opens a patient's record, allowed or not
 * (45 CFR 164.312(b)). Each service writes it to its outbox in the transaction of the access; identity chains them.
 * It holds whom it was about and never what was read.
 */
export const access = z.object({
  service: z.string(),
  operation: z.string(),
  kind: z.enum(["command", "query"]),
  actor,
  patientIds: z.array(id("patient")),
  /** Why it was allowed, or what was lacking. */
  permission: z.string(),
  /** "ok", "denied", or the code of the error. */
  outcome: z.string(),
  commandId: id("command").nullable(),
  /** Whose account it was about, where that is a person's of the practice. */
  aboutStaffId: id("staff").nullish(),
  at: instant,
});
export type Access = z.output<typeof access>;

/** The event by which a service tells of an access: `<service>.access-recorded.v1`. */
export function accessRecorded(service: string) {
  return event(`${service}.access-recorded.v1`, access, () => ({}), "audit.read", []);
}
