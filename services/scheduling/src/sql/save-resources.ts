import type { Resource, VisitType } from "@practicum/contracts/scheduling/resources";
import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;
type New<R> = Omit<R, "version">;
interface Saved {
  readonly version: number;
}

/** The version written; undefined when one with that id exists already. */
export async function insertResource(tx: T, r: New<Resource>): Promise<number | undefined> {
  const { rows } = await sql<Saved>`
    insert into resource (resource_id, kind, name, staff_id, location_id, room_kind, active)
    values (${r.resourceId}, ${r.kind}, ${r.name}, ${r.staffId}, ${r.locationId}, ${r.roomKind ?? null}, ${r.active})
    on conflict (resource_id) do nothing returning version`.execute(tx);
  return rows[0]?.version;
}

/** The version written; undefined when the one that was seen is no longer there. */
export async function updateResource(tx: T, r: New<Resource>, version: number): Promise<number | undefined> {
  const { rows } = await sql<Saved>`
    update resource set kind = ${r.kind}, name = ${r.name}, staff_id = ${r.staffId}, location_id = ${r.locationId},
      room_kind = ${r.roomKind ?? null}, active = ${r.active}, version = version + 1
    where resource_id = ${r.resourceId} and version = ${version} returning version`.execute(tx);
  return rows[0]?.version;
}

/** The version written; undefined when one with that id exists already. */
export async function insertVisitType(tx: T, v: New<VisitType>): Promise<number | undefined> {
  const { rows } = await sql<Saved>`
    insert into visit_type (visit_type_id, name, minutes, new_patient, equipment_resource_id, provider_minutes, room_kind,
      preparation, preparation_es, active)
    values (${v.visitTypeId}, ${v.name}, ${v.minutes}, ${v.newPatient}, ${v.equipmentResourceId},
      ${JSON.stringify(v.providerMinutes)}::jsonb, ${v.roomKind}, ${v.preparation}, ${v.preparationEs}, ${v.active})
    on conflict (visit_type_id) do nothing returning version`.execute(tx);
  return rows[0]?.version;
}

/** The version written; undefined when the one that was seen is no longer there. */
export async function updateVisitType(tx: T, v: New<VisitType>, version: number): Promise<number | undefined> {
  const { rows } = await sql<Saved>`
    update visit_type set name = ${v.name}, minutes = ${v.minutes}, new_patient = ${v.newPatient},
      equipment_resource_id = ${v.equipmentResourceId}, provider_minutes = ${JSON.stringify(v.providerMinutes)}::jsonb,
      room_kind = ${v.roomKind}, preparation = ${v.preparation}, preparation_es = ${v.preparationEs}, active = ${v.active},
      version = version + 1
    where visit_type_id = ${v.visitTypeId} and version = ${version} returning version`.execute(tx);
  return rows[0]?.version;
}
