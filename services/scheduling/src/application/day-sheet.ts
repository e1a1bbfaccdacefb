import type { visitOperations } from "@practicum/contracts/scheduling/visits";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { hoursOn } from "../domain/hours.ts";
import { appointmentsOfDay } from "../sql/appointments.ts";
import { closuresBetween, resourcesOfDay } from "../sql/resources.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** One day with its columns (SCH-60): active resources, their hours, what is closed, and all appointments, cancelled ones too. */
export async function daySheet(
  { tx }: SchedulingContext,
  { date, locationId }: z.output<typeof visitOperations.daySheet.input>,
): Promise<Ok<z.input<typeof visitOperations.daySheet.output>>> {
  const [resources, closures, appointments] = await Promise.all([
    resourcesOfDay(tx, date, locationId),
    closuresBetween(tx, date, date),
    appointmentsOfDay(tx, date, locationId),
  ]);
  return ok({
    date,
    resources: resources.map((resource) => ({ ...resource, hours: hoursOn(date, resource.hours) })),
    closures: closures
      .filter((closure) => locationId === null || closure.locationId === null || closure.locationId === locationId)
      .map(({ date: _date, until: _until, ...closure }) => closure),
    appointments: appointments.map((row) => ({
      ...shown(row),
      phone: row.phone,
      sex: row.sex,
      consentsOn: row.consentsOn,
    })),
  });
}
