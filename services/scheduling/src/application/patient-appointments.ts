import type { Appointment, appointmentOperations } from "@practicum/contracts/scheduling/appointments";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { appointmentsOfPatient } from "../sql/appointments.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** SCH-92: all of them, the latest first. */
export async function patientAppointments(
  { tx }: SchedulingContext,
  { patientId }: z.output<typeof appointmentOperations.patientAppointments.input>,
): Promise<Ok<Appointment[]>> {
  const rows = await appointmentsOfPatient(tx, patientId);
  return ok(rows.map(shown));
}
