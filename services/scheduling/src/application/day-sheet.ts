import type { visitOperations } from "@practicum/contracts/scheduling/visits";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import { hoursOn } from "../domain/hours.ts";
import { appointmentsOfDay, type DayOf } from "../sql/appointments.ts";
import { closuresBetween, resourcesOfDay } from "../sql/resources.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Day = z.input<typeof visitOperations.daySheet.output>;

/** One day with its columns (SCH-60): active resources, their hours, what is closed, and all appointments, cancelled ones too. */
export async function daySheet(
  { tx }: SchedulingContext,
  { date, locationId }: InputOf<typeof visitOperations.daySheet>,
): ReplyOf<typeof visitOperations.daySheet> {
  return ok(await dayOf(tx, date, { locationId, staffId: null }));
}

/** The same of one provider alone, for several days (SCH-222). */
export async function weekSheet(
  { tx }: SchedulingContext,
  { staffId, from, days }: InputOf<typeof visitOperations.weekSheet>,
): ReplyOf<typeof visitOperations.weekSheet> {
  const dates = Array.from({ length: days }, (_, index) => addDays(from, index));
  return ok(await Promise.all(dates.map(async (date) => dayOf(tx, date, { locationId: null, staffId }))));
}

async function dayOf(tx: SchedulingContext["tx"], date: LocalDate, of: DayOf): Promise<Day> {
  const [resources, closures, appointments] = await Promise.all([
    resourcesOfDay(tx, date, of),
    closuresBetween(tx, date, date),
    appointmentsOfDay(tx, date, of),
  ]);
  return {
    date,
    resources: resources.map((resource) => ({ ...resource, hours: hoursOn(date, resource.hours) })),
    closures: closures
      .filter((one) => of.locationId === null || one.locationId === null || one.locationId === of.locationId)
      .map(({ date: _date, until: _until, ...closure }) => closure),
    appointments: appointments.map((row) => ({
      ...shown(row),
      phone: row.phone,
      sex: row.sex,
      consentsOn: row.consentsOn,
    })),
  };
}
