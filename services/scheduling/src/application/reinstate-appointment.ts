import { fail, type DomainError } from "@practicum/contracts/error";
import type { appointmentOperations } from "@practicum/contracts/scheduling/appointments";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { requireReinstatable } from "../domain/visit-flow.ts";
import { changeAppointment } from "../sql/appointments.ts";
import { loadBookingFacts } from "../sql/booking.ts";
import { refusedBy } from "../sql/refused-by.ts";
import { emitChanged } from "./appointment-events.ts";
import { findAppointment } from "./find-appointment.ts";
import { holderOf, type SchedulingContext } from "./scheduling-context.ts";
import { lookAheadTonight } from "./visits-ahead.ts";

/** Undoes a cancellation or a no-show while the time is still free (SCH-34). */
export async function reinstateAppointment(
  context: SchedulingContext,
  input: z.output<typeof appointmentOperations.reinstateAppointment.input>,
): Promise<Result<{ version: number }, DomainError>> {
  const found = await findAppointment(context, input);
  if (!found.ok) return found;
  const undoable = requireReinstatable(found.value.status);
  if (!undoable.ok) return undoable;
  const facts = await loadBookingFacts(context.tx, { ...found.value, holder: holderOf(context), now: context.now });
  // A visit that lay over another on purpose may lie there again.
  const taken =
    (facts.providerTaken && found.value.overbookReason === null) ||
    facts.patientTaken ||
    facts.equipmentTaken ||
    facts.heldByOther;
  if (taken) return fail("slot-taken");
  const another = facts.rooms.find((room) => !room.taken);
  if (facts.roomTaken && facts.roomKind !== null && !another)
    return fail("no-room-free", { detail: { room: facts.roomKind } });
  const changed = await refusedBy(() =>
    changeAppointment(context.tx, input, {
      status: "booked",
      status_since: context.now,
      cancel_reason: null,
      ...(facts.roomTaken ? { planned_room_id: another?.resourceId ?? null } : {}),
    }),
  );
  if (!changed.ok) return fail("slot-taken");
  if (!changed.value) return fail("stale-version");
  emitChanged(context, changed.value, "reinstated");
  await lookAheadTonight(context);
  return ok({ version: changed.value.version });
}
