import { fail, type DomainError } from "@practicum/contracts/error";
import type { appointmentOperations } from "@practicum/contracts/scheduling/appointments";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { requireBooked } from "../domain/visit-flow.ts";
import { changeAppointment } from "../sql/appointments.ts";
import { emitChanged } from "./appointment-events.ts";
import { findAppointment } from "./find-appointment.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Says that the patient has confirmed the visit, or takes it back (SCH-90). Said again, it is answered as done and changes nothing. */
export async function confirmAppointment(
  context: SchedulingContext,
  input: z.output<typeof appointmentOperations.confirmAppointment.input>,
): Promise<Result<{ version: number }, DomainError>> {
  const found = await findAppointment(context, input);
  if (!found.ok) return found;
  const open = requireBooked(found.value.status);
  if (!open.ok) return open;
  if ((found.value.confirmedAt !== null) === input.confirmed) return ok({ version: found.value.version });
  const changed = await changeAppointment(context.tx, input, { confirmed_at: input.confirmed ? context.now : null });
  if (!changed) return fail("stale-version");
  emitChanged(context, changed, "confirmed");
  return ok({ version: changed.version });
}
