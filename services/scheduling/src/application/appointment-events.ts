import { appointmentBooked, appointmentChanged, type Appointment } from "@practicum/contracts/scheduling/appointments";
import type { z } from "zod";
import type { AppointmentRow } from "../sql/appointments.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Change = z.output<typeof appointmentChanged.payload>["change"];

/** The appointment as the contract shows it. */
export function shown({ encounterId: _encounterId, ...appointment }: AppointmentRow): Appointment {
  return appointment;
}

export function emitBooked(context: SchedulingContext, row: AppointmentRow): void {
  context.emit(appointmentBooked, shown(row));
}

export function emitChanged(context: SchedulingContext, row: AppointmentRow, change: Change): void {
  context.emit(appointmentChanged, { ...shown(row), change });
}
