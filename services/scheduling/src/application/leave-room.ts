import type { encounterSigned } from "@practicum/contracts/charting/signing";
import type { z } from "zod";
import { isBeforeCheckout } from "../domain/visit-flow.ts";
import { appointmentById, changeAppointment } from "../sql/appointments.ts";
import { emitChanged } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

const TRIES_MAX = 3;

/** The signature of the note brings a visit that is under way to the checkout (SCH-45); one that is there or gone stays. */
export async function leaveRoom(
  context: SchedulingContext,
  { appointmentId }: z.output<typeof encounterSigned.payload>,
): Promise<void> {
  if (appointmentId === null) return;
  // Somebody may move the visit at the same moment: then it is looked at again.
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const visit = await appointmentById(context.tx, appointmentId);
    if (!visit || !isBeforeCheckout(visit.status)) return;
    const changed = await changeAppointment(context.tx, visit, { status: "checkout", status_since: context.now });
    if (changed) return emitChanged(context, changed, "advanced");
  }
  throw new Error("the visit was changed each time it was to be brought to the checkout");
}
