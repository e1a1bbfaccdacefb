import { fail, type DomainError } from "@practicum/contracts/error";
import type { Appointment, appointmentOperations } from "@practicum/contracts/scheduling/appointments";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { appointmentById } from "../sql/appointments.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

export async function getAppointment(
  { tx }: SchedulingContext,
  { appointmentId }: z.output<typeof appointmentOperations.getAppointment.input>,
): Promise<Result<Appointment, DomainError>> {
  const row = await appointmentById(tx, appointmentId);
  return row ? ok(shown(row)) : fail("not-found");
}
