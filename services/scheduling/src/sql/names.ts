import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

export interface StaffName {
  readonly staffId: string;
  readonly displayName: string;
  readonly npi: string | null;
  readonly active: boolean;
  readonly version: number;
}

/** Keeps the newest that is known of a person, and gives it to the provider's columns. True when a column changed. */
export async function keepStaff(tx: T, staff: StaffName): Promise<boolean> {
  const { rows } = await sql`
    insert into staff (staff_id, display_name, npi, active, version)
    values (${staff.staffId}, ${staff.displayName}, ${staff.npi}, ${staff.active}, ${staff.version})
    on conflict (staff_id) do update set display_name = excluded.display_name, npi = excluded.npi, active = excluded.active,
      version = excluded.version where staff.version <= excluded.version
    returning staff_id`.execute(tx);
  if (rows.length === 0) return false;
  const changed = await sql`
    update resource set name = ${staff.displayName}, active = active and ${staff.active}, version = version + 1
    where staff_id = ${staff.staffId} and (name <> ${staff.displayName} or (active and not ${staff.active}::boolean))
    returning resource_id`.execute(tx);
  return changed.rows.length > 0;
}

export async function staffName(tx: T, staffId: string): Promise<string | undefined> {
  const row = await tx.selectFrom("staff").select("display_name").where("staff_id", "=", staffId).executeTakeFirst();
  return row?.display_name;
}

/** Keeps the newest that is known of a site. A site that closed takes its rooms and equipment with it. */
export async function keepLocation(
  tx: T,
  location: { readonly locationId: string; readonly name: string; readonly active: boolean; readonly version: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into location (location_id, name, active, version)
    values (${location.locationId}, ${location.name}, ${location.active}, ${location.version})
    on conflict (location_id) do update set name = excluded.name, active = excluded.active, version = excluded.version
      where location.version < excluded.version
    returning location_id`.execute(tx);
  if (rows.length === 0 || location.active) return false;
  const changed = await sql`
    update resource set active = false, version = version + 1
    where location_id = ${location.locationId} and active and kind <> 'provider' returning resource_id`.execute(tx);
  return changed.rows.length > 0;
}

/** Keeps whom a coverage names as primary care provider. */
export async function keepPcp(
  tx: T,
  c: {
    readonly patientId: string;
    readonly coverageId: string;
    readonly priority: number;
    readonly pcpNpi: string | null;
  },
): Promise<void> {
  await sql`
    insert into patient_pcp (patient_id, coverage_id, priority, pcp_npi)
    values (${c.patientId}, ${c.coverageId}, ${c.priority}, ${c.pcpNpi})
    on conflict (patient_id, coverage_id) do update set priority = excluded.priority, pcp_npi = excluded.pcp_npi`.execute(
    tx,
  );
}
