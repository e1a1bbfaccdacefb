import type { Tx } from "@practicum/db/db";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import type { Preference, SlotProvider, SlotRoom, Taken } from "../domain/slots.ts";
import { VISIT_MINUTES_MAX } from "./booking.ts";
import { HOLD_MINUTES } from "./holds.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

export interface SlotProviderRow extends Omit<SlotProvider, "taken"> {
  readonly name: string;
  readonly staffId: Id<"staff">;
}

interface Wanted {
  readonly resourceId: string | null;
  readonly locationId: string | null;
}

function wantedProviders({ resourceId, locationId }: Wanted): RawBuilder<unknown> {
  return sql`r.kind = 'provider' and r.active
      and (${resourceId}::uuid is null or r.resource_id = ${resourceId}::uuid)
      and (${locationId}::uuid is null or r.location_id = ${locationId}::uuid)`;
}

/** Active providers, or the one asked for, of all sites or one, with their templates. */
export async function slotProviders(tx: T, wanted: Wanted & { readonly from: LocalDate }): Promise<SlotProviderRow[]> {
  const { rows } = await sql<SlotProviderRow>`
    select r.resource_id as "resourceId", r.location_id as "locationId", r.name, r.staff_id as "staffId",
      coalesce(json_agg(json_build_object('from', t.from_date, 'hours', t.hours)) filter (where t.resource_id is not null), '[]')
        as templates,
      coalesce((select json_agg(json_build_object('date', e.date, 'hours', e.hours)) from hours_exception e
        where e.resource_id = r.resource_id and e.date >= ${wanted.from}::date), '[]') as exceptions
    from resource r left join template t on t.resource_id = r.resource_id
    where ${wantedProviders(wanted)}
    group by r.resource_id order by r.name, r.resource_id`.execute(tx);
  return rows;
}

/**
 * What fills time, as whole minutes since 1970: `from[i]` to `to[i]`. A moment within a minute takes all of it. One row holds a
 * provider's, which is read ten times as fast as a row a visit.
 */
interface BusyRow {
  readonly from: readonly number[];
  readonly to: readonly number[];
}
const MINUTES = sql`coalesce(array_to_json(array_agg(floor(date_part('epoch', b.starts_at) / 60)::int)), '[]') as "from",
  coalesce(array_to_json(array_agg(ceil(date_part('epoch', b.ends_at) / 60)::int)), '[]') as "to"`;

/**
 * What fills the providers' time between two moments, in whichever of their columns, by column: visits, and holds of others. A look
 * into the index for each provider: planned as one join, it reads all providers' visits as often as there are providers.
 */
export async function busyBetween(
  tx: T,
  q: Wanted & {
    readonly from: Instant;
    readonly to: Instant;
    readonly holder: string;
    readonly now: Instant;
    /** Visits that are to be moved together: their time counts as free. */
    readonly exceptGroup?: string | null;
    readonly exceptVisits?: readonly string[];
  },
): Promise<{ readonly resourceId: string; readonly taken: Taken[] }[]> {
  const { rows } = await sql<BusyRow & { readonly resourceId: string }>`
    select r.resource_id as "resourceId", taken.* from resource r cross join lateral (
      select ${MINUTES} from (
        select starts_at, ends_at from appointment where provider_staff_id = r.staff_id and starts_at < ${q.to}::timestamptz
          and starts_at > ${addMinutes(q.from, -VISIT_MINUTES_MAX)}::timestamptz and ends_at > ${q.from}::timestamptz
          and status not in ('cancelled', 'no-show')
          and (${q.exceptGroup ?? null}::uuid is null or group_id is distinct from ${q.exceptGroup ?? null}::uuid)
          and appointment_id <> all(${q.exceptVisits ?? []}::uuid[])
        union all
        select starts_at, ends_at from hold where staff_id = r.staff_id and holder <> ${q.holder}
          and expires_at > ${q.now}::timestamptz and expires_at <= ${addMinutes(q.now, HOLD_MINUTES)}::timestamptz
      ) b
    ) taken where ${wantedProviders(q)}`.execute(tx);
  return rows.map((row) => ({ resourceId: row.resourceId, taken: takenOf(row) }));
}

/** When the equipment that a kind of visit needs is planned between two moments. */
export async function equipmentBusy(
  tx: T,
  q: {
    readonly visitTypeId: string;
    readonly from: Instant;
    readonly to: Instant;
    readonly exceptVisits?: readonly string[];
  },
): Promise<Taken[]> {
  const { rows } = await sql<BusyRow>`
    select ${MINUTES} from visit_type v join appointment b on b.planned_equipment_id = v.equipment_resource_id
    where v.visit_type_id = ${q.visitTypeId} and b.starts_at > ${addMinutes(q.from, -VISIT_MINUTES_MAX)}::timestamptz
      and b.ends_at > ${q.from}::timestamptz and b.starts_at < ${q.to}::timestamptz
      and b.status not in ('cancelled', 'no-show')
      and b.appointment_id <> all(${q.exceptVisits ?? []}::uuid[])`.execute(tx);
  return rows.flatMap(takenOf);
}

/**
 * The rooms of the kind that a kind of visit needs, at all sites, with when each is planned between two moments; null where it needs
 * none.
 */
export async function roomsBusy(
  tx: T,
  q: {
    readonly visitTypeId: string;
    readonly from: Instant;
    readonly to: Instant;
    readonly exceptVisits?: readonly string[];
  },
): Promise<SlotRoom[] | null> {
  const { rows } = await sql<
    BusyRow & { readonly resourceId: string | null; readonly locationId: string; readonly roomKind: string | null }
  >`
    select v.room_kind as "roomKind", m.resource_id as "resourceId", m.location_id as "locationId", taken.*
    from visit_type v left join resource m on m.room_kind = v.room_kind and m.active
    cross join lateral (
      select ${MINUTES} from appointment b where b.planned_room_id = m.resource_id
        and tstzrange(b.starts_at, b.ends_at) && tstzrange(${q.from}::timestamptz, ${q.to}::timestamptz)
        and b.status not in ('cancelled', 'no-show') and b.appointment_id <> all(${q.exceptVisits ?? []}::uuid[])
    ) taken where v.visit_type_id = ${q.visitTypeId}`.execute(tx);
  if (rows.every((row) => row.roomKind === null)) return null;
  return rows.flatMap(({ resourceId, locationId, ...busy }) =>
    resourceId === null ? [] : [{ resourceId, locationId, taken: takenOf(busy) }],
  );
}

/** When patients are somewhere else between two moments, whoever of them it is. */
export async function patientsBusy(
  tx: T,
  q: {
    readonly patientIds: readonly string[];
    readonly from: Instant;
    readonly to: Instant;
    readonly exceptGroup: string | null;
    readonly exceptVisits?: readonly string[];
  },
): Promise<Taken[]> {
  const { rows } = await sql<BusyRow>`
    select ${MINUTES} from appointment b where b.patient_id = any(${q.patientIds}::uuid[])
      and b.starts_at > ${addMinutes(q.from, -VISIT_MINUTES_MAX)}::timestamptz and b.starts_at < ${q.to}::timestamptz
      and b.status not in ('cancelled', 'no-show')
      and (${q.exceptGroup}::uuid is null or b.group_id is distinct from ${q.exceptGroup}::uuid)
      and b.appointment_id <> all(${q.exceptVisits ?? []}::uuid[])`.execute(tx);
  return rows.flatMap(takenOf);
}

function takenOf({ from, to }: BusyRow): Taken[] {
  return from.map((minute, index) => ({ from: minute, to: to[index] ?? minute }));
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
