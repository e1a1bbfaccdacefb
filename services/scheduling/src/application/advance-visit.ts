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

type Step = z.output<typeof visitOperations.advanceVisit.input>;

/**
 * Moves a visit one step along the flow, or one back (SCH-40 to SCH-46). Where it is already, nothing is done: two people, or a
 * signature, may bring it there, also while this is on its way.
 */
export async function advanceVisit(
  context: SchedulingContext,
  input: Step,
): Promise<Result<{ version: number }, DomainError>> {
  const before = await whereItIs(context, input);
  if (before) return ok(before);
  const moved = await move(context, input);
  if (moved.ok || moved.error.code !== "stale-version") return moved;
  const meanwhile = await whereItIs(context, input);
  return meanwhile ? ok(meanwhile) : moved;
}

/** The visit's version, if it is where the step leads. */
async function whereItIs(context: SchedulingContext, input: Step): Promise<{ version: number } | undefined> {
  const visit = await appointmentById(context.tx, input.appointmentId);
  if (visit?.status !== input.to || (input.roomResourceId ?? visit.roomResourceId) !== visit.roomResourceId) return;
  context.auditPatient(visit.patientId);
  return { version: visit.version };
}

async function move(context: SchedulingContext, input: Step): Promise<Result<{ version: number }, DomainError>> {
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
