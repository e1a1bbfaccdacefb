import type { visitOperations } from "@practicum/contracts/scheduling/visits";
import { dateIn, timeIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import { holdsOn, hoursOn, releaseOf } from "../domain/hours.ts";
import { appointmentsOfDay, type DayOf } from "../sql/appointments.ts";
import { allVisitTypes, closuresBetween, resourcesOfDay, type ClosureView } from "../sql/resources.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Day = z.input<typeof visitOperations.daySheet.output>;

/** One day with its columns (SCH-60): active resources, their hours, what is closed, and all appointments, cancelled ones too. */
export async function daySheet(
  context: SchedulingContext,
  { date, locationId }: InputOf<typeof visitOperations.daySheet>,
): ReplyOf<typeof visitOperations.daySheet> {
  return ok(await dayOf(context, date, { locationId, staffId: null }));
}

/** The same of one provider alone, for several days (SCH-222). */
export async function weekSheet(
  context: SchedulingContext,
  { staffId, from, days }: InputOf<typeof visitOperations.weekSheet>,
): ReplyOf<typeof visitOperations.weekSheet> {
  const dates = Array.from({ length: days }, (_, index) => addDays(from, index));
  return ok(await Promise.all(dates.map(async (date) => dayOf(context, date, { locationId: null, staffId }))));
}

async function dayOf({ tx, now, practice }: SchedulingContext, date: LocalDate, of: DayOf): Promise<Day> {
  const [resources, closures, appointments] = await Promise.all([
    resourcesOfDay(tx, date, of),
    closuresBetween(tx, date, date),
    appointmentsOfDay(tx, date, of),
  ]);
  // Most days have no kept time, and need no names for it.
  const types = closures.some((one) => one.keptFor.length > 0) ? await allVisitTypes(tx) : [];
  return {
    date,
    resources: resources.map((resource) => ({ ...resource, hours: hoursOn(date, resource.hours) })),
    closures: closures
      .filter((one) => of.locationId === null || one.locationId === null || one.locationId === of.locationId)
      .flatMap((one) => shownClosure(one, { date, now, zone: practice.timeZone, types })),
    appointments: appointments.map((row) => ({
      ...shown(row),
      phone: row.phone,
      sex: row.sex,
      consentsOn: row.consentsOn,
    })),
  };
}

/** A closure as a day shows it; nothing on another day of the week, nor where kept time is everybody's by now (SCH-306 to SCH-308). */
function shownClosure(
  closure: ClosureView,
  on: {
    readonly date: LocalDate;
    readonly now: Instant;
    readonly zone: TimeZone;
    readonly types: readonly { readonly visitTypeId: string; readonly name: string }[];
  },
): Day["closures"] {
  const releasedAt = releaseOf(on.date, closure, on.zone);
  if (!holdsOn(on.date, closure) || (releasedAt !== null && releasedAt <= on.now)) return [];
  const { resourceId, locationId, start, end, reason, keptFor } = closure;
  const names = on.types.filter((type) => keptFor.includes(type.visitTypeId)).map((type) => type.name);
  const released = releasedAt && { date: dateIn(releasedAt, on.zone), time: timeIn(releasedAt, on.zone) };
  return [{ resourceId, locationId, start, end, reason, keptFor: names, released }];
}
