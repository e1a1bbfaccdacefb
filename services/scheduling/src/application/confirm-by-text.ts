import type { visitAnswered } from "@practicum/contracts/messaging/replies";
import type { z } from "zod";
import { appointmentById, changeAppointment } from "../sql/appointments.ts";
import { emitChanged } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** The patient has answered the reminder with yes: the visit is confirmed, where it is still booked and still this patient's (SCH-240). */
export async function confirmByText(
  context: SchedulingContext,
  { appointmentId, patientId }: z.output<typeof visitAnswered.payload>,
): Promise<void> {
  const visit = await appointmentById(context.tx, appointmentId);
  if (visit?.patientId !== patientId || visit.status !== "booked" || visit.confirmedAt !== null) return;
  context.auditPatient(patientId);
  const seen = { appointmentId, version: visit.version };
  const changed = await changeAppointment(context.tx, seen, { confirmed_at: context.now });
  if (changed) emitChanged(context, changed, "confirmed");
}
