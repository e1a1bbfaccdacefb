import type { SeriesSlot } from "@practicum/contracts/scheduling/series";
import type { Tx } from "@practicum/db/db";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import type { BookingFacts } from "../domain/booking.ts";
import type { WeekHours } from "../domain/hours.ts";
import { HOLD_MINUTES } from "./holds.ts";
import { NAMES, VIEW, type AppointmentRow } from "./appointments.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

export interface BookingRequest {
  readonly appointmentId: string;
  readonly patientId: string;
  /** Null where it is not known yet. */
  readonly visitTypeId: string | null;
  readonly providerResourceId: string;
  readonly roomResourceId: string | null;
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly minutes: number | null;
  readonly startsAt: Instant;
  /** Whose holds don't stand in the way. */
  readonly holder: string;
  readonly now: Instant;
  /** Visits that are moved in the same breath: none of them stands in the way. */
  readonly movedToo?: readonly string[];
}

/** How long a kind of visit `v` takes with one person (SCH-290). */
export function minutesWith(staffId: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`coalesce((select (own ->> 'minutes')::int from jsonb_array_elements(v.provider_minutes) own
    where own ->> 'staffId' = ${staffId}::text limit 1), v.minutes)`;
}

export type LoadedFacts = Omit<BookingFacts, "now" | "zone">;

interface FactsRow extends Omit<LoadedFacts, "provider" | "visitTypeId"> {
  readonly resourceId: string | null;
  readonly staffId: string | null;
  readonly locationId: string | null;
  readonly bookable: boolean;
  readonly hours: readonly WeekHours[];
}

/** No visit is longer, so a rival that starts earlier than this before ours has ended. */
export const VISIT_MINUTES_MAX = 240;

/** All that the decision rests on, in one statement. A visit that is being moved does not stand in its own way. */
export async function loadBookingFacts(tx: T, q: BookingRequest): Promise<LoadedFacts> {
  const leaving = [q.appointmentId, ...(q.movedToo ?? [])];
  const { rows } = await sql<FactsRow>`
    with ask as (
      select ${q.startsAt}::timestamptz as starts_at,
        ${q.startsAt}::timestamptz + make_interval(mins => coalesce(${q.minutes}::int, t.minutes, 5)) as ends_at,
        t.minutes as type_minutes, v.equipment_resource_id as equipment_id, v.room_kind
      from (select 1) one left join visit_type v on v.visit_type_id = ${q.visitTypeId} and v.active
        left join lateral (select ${minutesWith(sql`(select staff_id from resource where resource_id = ${q.providerResourceId})`)} as minutes) t on true
    )
    select ask.type_minutes as "typeMinutes",
      exists (select 1 from patient where patient_id = ${q.patientId} and active) as "patientFound",
      exists (select 1 from patient where patient_id = ${q.patientId} and death is not null) as "patientDied",
      r.resource_id as "resourceId", r.staff_id as "staffId", r.location_id as "locationId",
      coalesce(r.active and r.kind = 'provider', false) as bookable,
      coalesce((select hours from hours_exception where resource_id = r.resource_id and date = ${q.date}::date),
        (select hours from template where resource_id = r.resource_id and from_date <= ${q.date}::date
        order by from_date desc limit 1), '[]') as hours,
      ${q.roomResourceId}::uuid is null or exists (
        select 1 from resource where resource_id = ${q.roomResourceId}::uuid and kind = 'room' and active) as "roomFound",
      coalesce((select json_agg(json_build_object('resourceId', c.resource_id, 'locationId', c.location_id, 'date', c.date, 'until', c.until,
        'start', to_char(c.start_time, 'HH24:MI'), 'end', to_char(c.end_time, 'HH24:MI'),
        'weekdays', c.weekdays, 'keptFor', c.kept_for, 'releasedHours', c.released_hours))
        from closure c where ${q.date}::date between c.date and c.until), '[]') as closures,
      exists (select 1 from appointment a where a.provider_staff_id = r.staff_id
        and a.starts_at < ask.ends_at and a.starts_at > ask.starts_at - make_interval(mins => ${VISIT_MINUTES_MAX})
        and a.ends_at > ask.starts_at and a.status not in ('cancelled', 'no-show')
        and a.appointment_id <> all(${leaving}::uuid[])) as "providerTaken",
      exists (select 1 from appointment a join resource o on o.resource_id = a.provider_resource_id
        where a.provider_staff_id = r.staff_id and o.location_id <> r.location_id
        and a.starts_at < ask.ends_at and a.starts_at > ask.starts_at - make_interval(mins => ${VISIT_MINUTES_MAX})
        and a.ends_at > ask.starts_at and a.status not in ('cancelled', 'no-show')
        and a.appointment_id <> all(${leaving}::uuid[])) as "providerAway",
      exists (select 1 from appointment a where a.patient_id = ${q.patientId}
        and a.starts_at < ask.ends_at and a.ends_at > ask.starts_at and a.status not in ('cancelled', 'no-show')
        and a.appointment_id <> all(${leaving}::uuid[])) as "patientTaken",
      exists (select 1 from appointment a where a.planned_room_id = ${q.roomResourceId}::uuid
        and tstzrange(a.starts_at, a.ends_at) && tstzrange(ask.starts_at, ask.ends_at)
        and a.status not in ('cancelled', 'no-show') and a.appointment_id <> all(${leaving}::uuid[])) as "roomTaken",
      ask.room_kind as "roomKind",
      coalesce((select json_agg(json_build_object('resourceId', m.resource_id, 'locationId', m.location_id, 'taken', exists (
          select 1 from appointment a where a.planned_room_id = m.resource_id
          and tstzrange(a.starts_at, a.ends_at) && tstzrange(ask.starts_at, ask.ends_at)
          and a.status not in ('cancelled', 'no-show') and a.appointment_id <> all(${leaving}::uuid[])))
          order by m.name, m.resource_id)
        from resource m where m.location_id = r.location_id and m.room_kind = ask.room_kind and m.active), '[]') as rooms,
      ask.equipment_id as "equipmentId",
      exists (select 1 from appointment a where a.planned_equipment_id = ask.equipment_id
        and tstzrange(a.starts_at, a.ends_at) && tstzrange(ask.starts_at, ask.ends_at)
        and a.status not in ('cancelled', 'no-show') and a.appointment_id <> all(${leaving}::uuid[])) as "equipmentTaken",
      exists (select 1 from hold h where h.staff_id = r.staff_id and h.holder <> ${q.holder}
        and h.starts_at < ask.ends_at and h.ends_at > ask.starts_at and h.expires_at > ${q.now}::timestamptz and h.expires_at <= ${addMinutes(q.now, HOLD_MINUTES)}::timestamptz) as "heldByOther"
    from ask left join resource r on r.resource_id = ${q.providerResourceId}`.execute(tx);
  const { resourceId, staffId, locationId, bookable, hours, ...facts } = rows[0] ?? NOTHING;
  return {
    ...facts,
    visitTypeId: q.visitTypeId,
    provider:
      resourceId === null || staffId === null || locationId === null
        ? null
        : { resourceId, staffId, locationId, bookable, hours },
  };
}

const NOTHING: FactsRow = {
  resourceId: null,
  staffId: null,
  locationId: null,
  bookable: false,
  hours: [],
  typeMinutes: null,
  patientFound: false,
  patientDied: false,
  roomFound: false,
  closures: [],
  providerTaken: false,
  providerAway: false,
  patientTaken: false,
  roomTaken: false,
  roomKind: null,
  rooms: [],
  equipmentId: null,
  equipmentTaken: false,
  heldByOther: false,
};

export interface NewAppointment extends BookingRequest {
  readonly visitTypeId: string;
  readonly endsAt: Instant;
  readonly minutes: number;
  readonly locationId: string;
  readonly providerStaffId: string;
  readonly equipmentId: string | null;
  readonly reason: string;
  readonly overAnother: boolean;
  readonly overbookReason: string | null;
  /** The visits that belong together with it. */
  readonly groupId?: string | null;
  readonly series?: SeriesPlace | null;
}

/** Which one of its series a visit is, and where the series puts it. */
export interface SeriesPlace {
  readonly seriesId: string;
  readonly place: number;
  readonly planned: SeriesSlot;
}

/**
 * Writes the visit and gives the booker's hold back, in one statement. A rival that committed first makes it write nothing
 * (ON CONFLICT over the exclusion constraints), without an error in the connection pool.
 */
export async function insertAppointment(tx: T, a: NewAppointment): Promise<AppointmentRow | undefined> {
  const { rows } = await sql<AppointmentRow>`
    with a as (
      insert into appointment (appointment_id, patient_id, provider_resource_id, provider_staff_id, planned_room_id,
        planned_equipment_id, location_id, visit_type_id,
        date, start_time, minutes, starts_at, ends_at, reason, status, overbook_reason, over_another, status_since, group_id,
        series_id, series_place, series_date, series_start, series_resource_id)
      values (${a.appointmentId}, ${a.patientId}, ${a.providerResourceId}, ${a.providerStaffId}, ${a.roomResourceId},
        ${a.equipmentId}, ${a.locationId}, ${a.visitTypeId},
        ${a.date}, ${a.start}, ${a.minutes}, ${a.startsAt}, ${a.endsAt}, ${a.reason}, 'booked', ${a.overbookReason},
        ${a.overAnother}, ${a.now}, ${a.groupId ?? null},
        ${a.series?.seriesId ?? null}, ${a.series?.place ?? null}, ${a.series?.planned.date ?? null}, ${a.series?.planned.start ?? null},
        ${a.series?.planned.providerResourceId ?? null})
      on conflict do nothing returning *
    ), given_back as (
      delete from hold where holder = ${a.holder} and exists (select 1 from a)
    )
    select ${VIEW} from a ${NAMES}`.execute(tx);
  return rows[0];
}
