import { fail, type DomainError } from "@practicum/contracts/error";
import type { appointmentOperations } from "@practicum/contracts/scheduling/appointments";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { requireBooked } from "../domain/visit-flow.ts";
import { changeAppointment } from "../sql/appointments.ts";
import { emitChanged } from "./appointment-events.ts";
import { findAppointment } from "./find-appointment.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Says that the patient did not come (SCH-33). Nobody has failed to come to a visit of a later day. */
export async function markNoShow(
  context: SchedulingContext,
  input: z.output<typeof appointmentOperations.markNoShow.input>,
): Promise<Result<{ version: number }, DomainError>> {
  const found = await findAppointment(context, input);
  if (!found.ok) return found;
  const open = requireBooked(found.value.status);
  if (!open.ok) return open;
  if (found.value.date > context.today) return fail("appointment-not-open", { detail: { status: "on a later day" } });
  const changed = await changeAppointment(context.tx, input, { status: "no-show", status_since: context.now });
  if (!changed) return fail("stale-version");
  emitChanged(context, changed, "no-show");
  return ok({ version: changed.version });
}
