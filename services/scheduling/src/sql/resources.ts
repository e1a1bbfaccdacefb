import type { Resource, VisitType } from "@practicum/contracts/scheduling/resources";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { Closure, WeekHours } from "../domain/hours.ts";
import type { DayOf } from "./appointments.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

const resourceColumns = sql<Resource>`r.resource_id as "resourceId", r.kind, r.name, r.staff_id as "staffId",
  r.location_id as "locationId", r.room_kind as "roomKind", r.active, r.version`;

/** Providers first, then rooms and equipment, each by name. */
export async function allResources(tx: T): Promise<Resource[]> {
  const { rows } =
    await sql<Resource>`select ${resourceColumns} from resource r order by r.kind <> 'provider', r.kind = 'equipment', r.name, r.resource_id`.execute(
      tx,
    );
  return rows;
}

export async function resourceById(tx: T, resourceId: string): Promise<Resource | undefined> {
  const { rows } =
    await sql<Resource>`select ${resourceColumns} from resource r where r.resource_id = ${resourceId}`.execute(tx);
  return rows[0];
}

/** Whether some room that is in use is of a kind. */
export async function hasRoomKind(tx: T, roomKind: string): Promise<boolean> {
  const { rows } = await sql`select from resource where room_kind = ${roomKind} and active limit 1`.execute(tx);
  return rows.length > 0;
}

export async function allVisitTypes(tx: T): Promise<VisitType[]> {
  const { rows } = await sql<VisitType>`
    select visit_type_id as "visitTypeId", name, minutes, new_patient as "newPatient", equipment_resource_id as "equipmentResourceId",
      provider_minutes as "providerMinutes", room_kind as "roomKind", preparation, preparation_es as "preparationEs", active, version
    from visit_type order by name, visit_type_id`.execute(tx);
  return rows;
}

/**
 * Resources of a day with the weekly hours in force then; without a site, of all sites. Those in use, and a provider's column that was
 * taken out of use while visits stand in it: nobody may lose sight of them.
 */
export async function resourcesOfDay(
  tx: T,
  date: LocalDate,
  { locationId, staffId }: DayOf,
): Promise<(Resource & { readonly hours: readonly WeekHours[] })[]> {
  const { rows } = await sql<Resource & { readonly hours: readonly WeekHours[] }>`
    select ${resourceColumns}, coalesce(e.hours, t.hours, '[]') as hours
    from resource r left join lateral (
      select hours from template where resource_id = r.resource_id and from_date <= ${date}::date order by from_date desc limit 1
    ) t on true left join hours_exception e on e.resource_id = r.resource_id and e.date = ${date}::date
    where (r.active or r.kind = 'provider' and exists (
        select from appointment a where a.provider_resource_id = r.resource_id and a.date = ${date}::date and a.status <> 'cancelled'
      )) and (${locationId}::uuid is null or r.location_id = ${locationId}::uuid)
      and (${staffId}::uuid is null or r.staff_id = ${staffId}::uuid)
    order by r.kind <> 'provider', r.kind = 'equipment', r.name, r.resource_id`.execute(tx);
  return rows;
}

export type ClosureView = Closure & { readonly reason: string };

export async function closuresBetween(tx: T, from: LocalDate, to: LocalDate): Promise<ClosureView[]> {
  const { rows } = await sql<ClosureView>`
    select location_id as "locationId", resource_id as "resourceId", date, until, start_time as start, end_time as end, reason,
      weekdays, kept_for as "keptFor", released_hours as "releasedHours"
    from closure where date <= ${to}::date and until >= ${from}::date order by date, start_time, closure_id`.execute(
    tx,
  );
  return rows;
}
