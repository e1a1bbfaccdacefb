import type { Appointment, appointmentOperations } from "@practicum/contracts/scheduling/appointments";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { appointmentsOfPatient } from "../sql/appointments.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Decades of monthly visits fit. */
const APPOINTMENTS_MAX = 500;

export async function patientAppointments(
  { tx }: SchedulingContext,
  { patientId }: z.output<typeof appointmentOperations.patientAppointments.input>,
): Promise<Ok<Appointment[]>> {
  const rows = await appointmentsOfPatient(tx, patientId, APPOINTMENTS_MAX);
  return ok(rows.map(shown));
}
