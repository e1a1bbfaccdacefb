import { fail, type DomainError } from "@practicum/contracts/error";
import type { visitOperations } from "@practicum/contracts/scheduling/visits";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideStep, isInRoom, needsClinicalRole } from "../domain/visit-flow.ts";
import { appointmentById, changeAppointment } from "../sql/appointments.ts";
import { resourceById } from "../sql/resources.ts";
import { refusedBy } from "../sql/refused-by.ts";
import { emitChanged } from "./appointment-events.ts";
import { refusalOf } from "./constraint-refusals.ts";
import { findAppointment } from "./find-appointment.ts";
import { actorMay, type SchedulingContext } from "./scheduling-context.ts";

/** Moves a visit one step along the flow, or one back (SCH-40 to SCH-46). Where it is already, nothing is done: two people, or a signature, may bring it there. */
export async function advanceVisit(
  context: SchedulingContext,
  input: z.output<typeof visitOperations.advanceVisit.input>,
): Promise<Result<{ version: number }, DomainError>> {
  const now = await appointmentById(context.tx, input.appointmentId);
  if (now?.status === input.to && (input.roomResourceId ?? now.roomResourceId) === now.roomResourceId) {
    context.auditPatient(now.patientId);
    return ok({ version: now.version });
  }
  const found = await findAppointment(context, input);
  if (!found.ok) return found;
  const visit = found.value;
  const step = decideStep(visit.status, input.to);
  if (!step.ok) return step;
  if (needsClinicalRole(input.to) && !actorMay(context, "visit.room")) return fail("not-allowed");
  const room = isInRoom(input.to) ? (input.roomResourceId ?? visit.roomResourceId) : null;
  if (room !== null && room !== visit.roomResourceId) {
    const resource = await resourceById(context.tx, room);
    if (!resource?.active || resource.kind !== "room") return fail("not-found", { field: "roomResourceId" });
  }
  const changed = await refusedBy(() =>
    changeAppointment(context.tx, input, {
      status: input.to,
      status_since: context.now,
      // Who has left the room keeps it in the record; the time of arrival goes when the check-in is taken back.
      ...(room === null ? {} : { room_id: room }),
      ...(input.to === "booked" ? { arrived_at: null } : {}),
    }),
  );
  if (!changed.ok) return refusalOf(changed.error);
  if (!changed.value) return fail("stale-version");
  emitChanged(context, changed.value, "advanced");
  return ok({ version: changed.value.version });
}
