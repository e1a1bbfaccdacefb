import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { appointmentById, type AppointmentRow } from "../sql/appointments.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** The appointment at the version that was seen; its patient goes into the audit entry. */
export async function findAppointment(
  context: SchedulingContext,
  seen: { readonly appointmentId: string; readonly version: number },
): Promise<Result<AppointmentRow, DomainError>> {
  const appointment = await appointmentById(context.tx, seen.appointmentId);
  if (!appointment) return fail("not-found", { field: "appointmentId" });
  context.auditPatient(appointment.patientId);
  return appointment.version === seen.version ? ok(appointment) : fail("stale-version");
}
