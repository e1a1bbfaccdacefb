import { fail, type DomainError } from "@practicum/contracts/error";
import type { appointmentOperations } from "@practicum/contracts/scheduling/appointments";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { requireBooked } from "../domain/visit-flow.ts";
import { changeAppointment } from "../sql/appointments.ts";
import { insertFreed } from "../sql/slot-offers.ts";
import { emitChanged } from "./appointment-events.ts";
import { findAppointment } from "./find-appointment.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Cancels a booked visit; its time is free at once (SCH-32), and known as such (SCH-105). */
export async function cancelAppointment(
  context: SchedulingContext,
  input: z.output<typeof appointmentOperations.cancelAppointment.input>,
): Promise<Result<{ version: number }, DomainError>> {
  const found = await findAppointment(context, input);
  if (!found.ok) return found;
  const open = requireBooked(found.value.status);
  if (!open.ok) return open;
  const changed = await changeAppointment(context.tx, input, {
    status: "cancelled",
    status_since: context.now,
    cancel_reason: input.reason,
  });
  if (!changed) return fail("stale-version");
  // What has begun nobody can be offered any more.
  if (changed.startsAt > context.now) await insertFreed(context.tx, changed, "cancelled", context.now);
  emitChanged(context, changed, "cancelled");
  return ok({ version: changed.version });
}
