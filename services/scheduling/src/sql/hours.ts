import type { ListedClosure } from "@practicum/contracts/scheduling/hours";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { LocalDate } from "@practicum/kernel/local-date";
import { NAMES, VIEW, type AppointmentRow } from "./appointments.ts";
import { sql } from "kysely";
import type { ClosureView } from "./resources.ts";
import type { SchedulingTables, WeekHours } from "./tables.ts";

type T = Tx<SchedulingTables>;

interface Day {
  readonly resourceId: string;
  readonly date: LocalDate;
}
interface OtherHours extends Day {
  readonly hours: readonly WeekHours[];
  readonly reason: string;
}

/** Weekly hours by the day they begin, the latest first. */
export async function templatesOf(
  tx: T,
  resourceId: string,
): Promise<{ readonly from: LocalDate; readonly hours: readonly WeekHours[] }[]> {
  return tx
    .selectFrom("template")
    .select(["from_date as from", "hours"])
    .where("resource_id", "=", resourceId)
    .orderBy("from_date", "desc")
    .execute();
}

export async function saveHours(
  tx: T,
  t: { readonly resourceId: string; readonly from: LocalDate; readonly hours: readonly WeekHours[] },
): Promise<void> {
  await sql`
    insert into template (resource_id, from_date, hours) values (${t.resourceId}, ${t.from}, ${json(t.hours)})
    on conflict (resource_id, from_date) do update set hours = excluded.hours`.execute(tx);
}

type NewClosure = ClosureView & { readonly closureId: string };

const daysOf = ({ weekdays }: NewClosure) => (weekdays === null ? null : json(weekdays));

/** False when one with that id exists already. */
export async function insertClosure(tx: T, c: NewClosure): Promise<boolean> {
  const { rows } = await sql`
    insert into closure (closure_id, location_id, resource_id, date, until, start_time, end_time, reason, weekdays, kept_for,
      released_hours)
    values (${c.closureId}, ${c.locationId}, ${c.resourceId}, ${c.date}, ${c.until}, ${c.start}, ${c.end}, ${c.reason},
      ${daysOf(c)}, ${json(c.keptFor)}, ${c.releasedHours})
    on conflict (closure_id) do nothing returning closure_id`.execute(tx);
  return rows.length > 0;
}

/** Whether the closure with that id is just this one. */
export async function isClosure(tx: T, c: NewClosure): Promise<boolean> {
  const { rows } = await sql`
    select 1 from closure where closure_id = ${c.closureId}
      and (location_id, resource_id, date, until, start_time, end_time, reason, weekdays, kept_for, released_hours)
      is not distinct from (${c.locationId}, ${c.resourceId}, ${c.date}, ${c.until}, ${c.start}, ${c.end}, ${c.reason},
        ${daysOf(c)}::jsonb, ${json(c.keptFor)}::jsonb, ${c.releasedHours})`.execute(tx);
  return rows.length > 0;
}

/** False when there is none. */
export async function deleteTemplate(
  tx: T,
  t: { readonly resourceId: string; readonly from: LocalDate },
): Promise<boolean> {
  const gone = await tx
    .deleteFrom("template")
    .where("resource_id", "=", t.resourceId)
    .where("from_date", "=", t.from)
    .returning("resource_id")
    .execute();
  return gone.length > 0;
}

/** Days with other hours, from a day on. */
export async function exceptionsOf(
  tx: T,
  resourceId: string,
  from: LocalDate,
): Promise<Omit<OtherHours, "resourceId">[]> {
  return tx
    .selectFrom("hours_exception")
    .select(["date", "hours", "reason"])
    .where("resource_id", "=", resourceId)
    .where("date", ">=", from)
    .orderBy("date")
    .execute();
}

export async function saveException(tx: T, e: OtherHours): Promise<void> {
  await sql`
    insert into hours_exception (resource_id, date, hours, reason)
    values (${e.resourceId}, ${e.date}, ${json(e.hours)}, ${e.reason})
    on conflict (resource_id, date) do update set hours = excluded.hours, reason = excluded.reason`.execute(tx);
}

/** False when there is none. */
export async function deleteException(tx: T, day: Day): Promise<boolean> {
  const gone = await tx
    .deleteFrom("hours_exception")
    .where("resource_id", "=", day.resourceId)
    .where("date", "=", day.date)
    .returning("date")
    .execute();
  return gone.length > 0;
}

/** How many booked visits of a day lie outside of its hours. */
export async function countOutside(tx: T, day: Omit<OtherHours, "reason">): Promise<number> {
  const { rows } = await sql<{ visits: number }>`
    select count(*)::int as visits from appointment a
    where a.provider_resource_id = ${day.resourceId} and a.date = ${day.date}::date and a.status = 'booked' and not exists (
      select 1 from jsonb_to_recordset(${json(day.hours)}::jsonb) as h (start time, "end" time)
      where a.start_time >= h.start and a.start_time + make_interval(mins => a.minutes) <= h."end")`.execute(tx);
  return rows[0]?.visits ?? 0;
}

/**
 * Whether a visit `a` is still booked inside a closure `c`: of its provider, of its room or of what else it has planned (SCH-295). In
 * kept time nobody has to be moved.
 */
const INSIDE = sql`a.date between c.date and c.until and a.status = 'booked' and c.kept_for = '[]'
  and (c.weekdays is null or c.weekdays @> to_jsonb(extract(isodow from a.date)::int))
  and (c.location_id is null or a.location_id = c.location_id)
  and (c.resource_id is null or c.resource_id in (a.provider_resource_id, a.planned_room_id, a.planned_equipment_id))
  and (c.start_time is null or (a.start_time < c.end_time
    and a.start_time + make_interval(mins => a.minutes) > c.start_time))`;

/** The visits that are still booked inside a closure, in their order. */
export async function visitsInClosure(
  tx: T,
  closureId: string,
): Promise<(AppointmentRow & { readonly phone: string | null })[]> {
  const { rows } = await sql<AppointmentRow & { readonly phone: string | null }>`
    select ${VIEW}, p.phone from closure c join appointment a on ${INSIDE} ${NAMES}
    where c.closure_id = ${closureId} order by a.starts_at, a.appointment_id`.execute(tx);
  return rows;
}

/** Closures that end on a day or later, the next first, with the visits that are still booked inside. */
export async function closuresFrom(tx: T, from: LocalDate): Promise<ListedClosure[]> {
  const { rows } = await sql<ListedClosure>`
    select c.closure_id as "closureId", c.location_id as "locationId", c.resource_id as "resourceId", c.date, c.until,
      c.start_time as start, c.end_time as end, c.reason, c.weekdays, c.kept_for as "keptFor", c.released_hours as "releasedHours",
      (select count(*)::int from appointment a where ${INSIDE}) as "bookedVisits"
    from closure c where c.until >= ${from}::date order by c.date, c.start_time nulls first, c.closure_id`.execute(tx);
  return rows;
}

/** The first and the last day of a closure. */
export async function closureDays(
  tx: T,
  closureId: string,
): Promise<{ readonly date: LocalDate; readonly until: LocalDate } | undefined> {
  return tx.selectFrom("closure").select(["date", "until"]).where("closure_id", "=", closureId).executeTakeFirst();
}

export async function endClosure(tx: T, closureId: string, until: LocalDate): Promise<void> {
  await tx.updateTable("closure").set({ until }).where("closure_id", "=", closureId).execute();
}

export async function deleteClosure(tx: T, closureId: string): Promise<void> {
  await tx.deleteFrom("closure").where("closure_id", "=", closureId).execute();
}
