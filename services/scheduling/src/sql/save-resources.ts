import type { Resource, VisitType } from "@practicum/contracts/scheduling/resources";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { ClosureView } from "./resources.ts";
import type { SchedulingTables, WeekHours } from "./tables.ts";

type T = Tx<SchedulingTables>;
type New<R> = Omit<R, "version">;
interface Saved {
  readonly version: number;
}

/** The version written; undefined when one with that id exists already. */
export async function insertResource(tx: T, r: New<Resource>): Promise<number | undefined> {
  const { rows } = await sql<Saved>`
    insert into resource (resource_id, kind, name, staff_id, location_id, active)
    values (${r.resourceId}, ${r.kind}, ${r.name}, ${r.staffId}, ${r.locationId}, ${r.active})
    on conflict (resource_id) do nothing returning version`.execute(tx);
  return rows[0]?.version;
}

/** The version written; undefined when the one that was seen is no longer there. */
export async function updateResource(tx: T, r: New<Resource>, version: number): Promise<number | undefined> {
  const { rows } = await sql<Saved>`
    update resource set kind = ${r.kind}, name = ${r.name}, staff_id = ${r.staffId}, location_id = ${r.locationId},
      active = ${r.active}, version = version + 1
    where resource_id = ${r.resourceId} and version = ${version} returning version`.execute(tx);
  return rows[0]?.version;
}

/** The version written; undefined when one with that id exists already. */
export async function insertVisitType(tx: T, v: New<VisitType>): Promise<number | undefined> {
  const { rows } = await sql<Saved>`
    insert into visit_type (visit_type_id, name, minutes, new_patient, active)
    values (${v.visitTypeId}, ${v.name}, ${v.minutes}, ${v.newPatient}, ${v.active})
    on conflict (visit_type_id) do nothing returning version`.execute(tx);
  return rows[0]?.version;
}

/** The version written; undefined when the one that was seen is no longer there. */
export async function updateVisitType(tx: T, v: New<VisitType>, version: number): Promise<number | undefined> {
  const { rows } = await sql<Saved>`
    update visit_type set name = ${v.name}, minutes = ${v.minutes}, new_patient = ${v.newPatient}, active = ${v.active},
      version = version + 1
    where visit_type_id = ${v.visitTypeId} and version = ${version} returning version`.execute(tx);
  return rows[0]?.version;
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

/** False when one with that id exists already. */
export async function insertClosure(tx: T, c: NewClosure): Promise<boolean> {
  const { rows } = await sql`
    insert into closure (closure_id, location_id, resource_id, date, start_time, end_time, reason)
    values (${c.closureId}, ${c.locationId}, ${c.resourceId}, ${c.date}, ${c.start}, ${c.end}, ${c.reason})
    on conflict (closure_id) do nothing returning closure_id`.execute(tx);
  return rows.length > 0;
}

/** Whether the closure with that id is just this one. */
export async function isClosure(tx: T, c: NewClosure): Promise<boolean> {
  const { rows } = await sql`
    select 1 from closure where closure_id = ${c.closureId}
      and (location_id, resource_id, date, start_time, end_time, reason)
      is not distinct from (${c.locationId}, ${c.resourceId}, ${c.date}, ${c.start}, ${c.end}, ${c.reason})`.execute(
    tx,
  );
  return rows.length > 0;
}
