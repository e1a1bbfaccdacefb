import type { Tx } from "@practicum/db/db";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { Preference, SlotProvider } from "../domain/slots.ts";
import { HOLD_MINUTES } from "./holds.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

export interface SlotProviderRow extends Omit<SlotProvider, "busy"> {
  readonly name: string;
  readonly staffId: Id<"staff">;
}

/** Active providers, or the one asked for, of all sites or one, with their templates. */
export async function slotProviders(
  tx: T,
  wanted: { readonly resourceId: string | null; readonly locationId: string | null; readonly from: LocalDate },
): Promise<SlotProviderRow[]> {
  const { rows } = await sql<SlotProviderRow>`
    select r.resource_id as "resourceId", r.location_id as "locationId", r.name, r.staff_id as "staffId",
      coalesce(json_agg(json_build_object('from', t.from_date, 'hours', t.hours)) filter (where t.resource_id is not null), '[]')
        as templates,
      coalesce((select json_agg(json_build_object('date', e.date, 'hours', e.hours)) from hours_exception e
        where e.resource_id = r.resource_id and e.date >= ${wanted.from}::date), '[]') as exceptions
    from resource r left join template t on t.resource_id = r.resource_id
    where r.kind = 'provider' and r.active
      and (${wanted.resourceId}::uuid is null or r.resource_id = ${wanted.resourceId}::uuid)
      and (${wanted.locationId}::uuid is null or r.location_id = ${wanted.locationId}::uuid)
    group by r.resource_id order by r.name, r.resource_id`.execute(tx);
  return rows;
}

export interface BusyRow {
  readonly resourceId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** What fills the providers' time between two moments, in whichever of their columns: visits, and holds of others. */
export async function busyBetween(
  tx: T,
  q: {
    readonly resourceIds: readonly string[];
    readonly from: Instant;
    readonly to: Instant;
    readonly holder: string;
    readonly now: Instant;
  },
): Promise<BusyRow[]> {
  const { rows } = await sql<BusyRow>`
    select r.resource_id as "resourceId", a.starts_at as "startsAt", a.ends_at as "endsAt"
    from resource r join appointment a on a.provider_staff_id = r.staff_id
    where r.resource_id = any(${q.resourceIds}::uuid[]) and a.starts_at >= ${q.from}::timestamptz
      and a.starts_at < ${q.to}::timestamptz and a.status not in ('cancelled', 'no-show')
    union all
    select r.resource_id, h.starts_at, h.ends_at from resource r join hold h on h.staff_id = r.staff_id
    where r.resource_id = any(${q.resourceIds}::uuid[]) and h.holder <> ${q.holder} and h.expires_at > ${q.now}::timestamptz
      and h.expires_at <= ${addMinutes(q.now, HOLD_MINUTES)}::timestamptz`.execute(tx);
  return rows;
}

/** When a piece of equipment is planned between two moments. */
export async function equipmentBusy(
  tx: T,
  q: { readonly equipmentId: string; readonly from: Instant; readonly to: Instant },
): Promise<Pick<BusyRow, "startsAt" | "endsAt">[]> {
  const { rows } = await sql<Pick<BusyRow, "startsAt" | "endsAt">>`
    select starts_at as "startsAt", ends_at as "endsAt" from appointment
    where planned_equipment_id = ${q.equipmentId} and starts_at >= ${q.from}::timestamptz and starts_at < ${q.to}::timestamptz
      and status not in ('cancelled', 'no-show')`.execute(tx);
  return rows;
}

/** Whom the payer names as the patient's own physician, and who saw the patient last. */
export async function providersOfPatient(tx: T, patientId: string, now: Instant): Promise<Preference> {
  const { rows } = await sql<{ pcp: string[]; last: string | null }>`
    select array(
        select r.resource_id from patient_pcp c join staff s on s.npi = c.pcp_npi
        join resource r on r.staff_id = s.staff_id and r.active
        where c.patient_id = ${patientId} order by c.priority, r.resource_id) as pcp,
      (select provider_resource_id from appointment
        where patient_id = ${patientId} and starts_at < ${now}::timestamptz and status not in ('cancelled', 'no-show')
        order by starts_at desc limit 1) as last`.execute(tx);
  return rows[0] ?? { pcp: [], last: null };
}
