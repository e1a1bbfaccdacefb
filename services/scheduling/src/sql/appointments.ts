import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { DayVisit } from "@practicum/contracts/scheduling/visits";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder, type Updateable } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

/** An appointment as the contract shows it, and what the service keeps beside. */
export type AppointmentRow = Appointment & { readonly encounterId: string | null };

/** Columns of an appointment `a` with the names of what it points to. */
export const VIEW = sql<AppointmentRow>`a.appointment_id as "appointmentId", a.patient_id as "patientId",
  json_build_object('family', p.family, 'given', p.given, 'middle', p.middle, 'suffix', p.suffix) as "patientName",
  p.birth_date as "birthDate", p.mrn::text as mrn, p.about ->> 'preferredName' as "patientPreferred",
  case when p.about ->> 'interpreter' in ('language', 'asl')
    then json_build_object('kind', p.about ->> 'interpreter', 'language', p.language) end as "patientInterpreter",
  case when p.death is not null then json_build_object('date', p.death -> 'date') end as "patientDeath", a.provider_resource_id as "providerResourceId",
  r.staff_id as "providerStaffId", coalesce(a.room_id, a.planned_room_id) as "roomResourceId",
  a.location_id as "locationId", a.visit_type_id as "visitTypeId", v.name as "visitTypeName", a.date,
  a.start_time as start, a.minutes, a.starts_at as "startsAt", a.ends_at as "endsAt", a.reason, a.status,
  a.overbook_reason as "overbookReason", a.cancel_reason as "cancelReason", a.status_since as "statusSince",
  a.arrived_at as "arrivedAt", a.confirmed_at as "confirmedAt", a.group_id as "groupId",
  case when a.series_id is not null then json_build_object('seriesId', a.series_id, 'place', a.series_place,
    'of', (select visits from visit_series where series_id = a.series_id),
    'apart', (a.date, a.start_time, a.provider_resource_id) is distinct from (a.series_date, a.series_start, a.series_resource_id)
  ) end as series,
  case when v.preparation <> '' then json_build_object('en', v.preparation, 'es', v.preparation_es) end as preparation, a.version, a.encounter_id as "encounterId"`;

/** What {@link VIEW} reads from, after `from ... a`. */
export const NAMES = sql`join patient p on p.patient_id = a.patient_id
  join resource r on r.resource_id = a.provider_resource_id
  join visit_type v on v.visit_type_id = a.visit_type_id`;

export async function appointmentById(tx: T, appointmentId: string): Promise<AppointmentRow | undefined> {
  const [row] = await select(tx, sql`where a.appointment_id = ${appointmentId}`);
  return row;
}

/** Of whom a day is: of one site or of all, of one provider's columns or of everybody's. */
export interface DayOf {
  readonly locationId: string | null;
  readonly staffId: string | null;
}

/**
 * The visits of a day with what the desk needs of the patient (SCH-60, SCH-91). The day is read first and its patients are looked up
 * by their keys: planned as one join, all patients of the practice are read for the hundred of a day.
 */
export async function appointmentsOfDay(
  tx: T,
  date: LocalDate,
  of: DayOf,
): Promise<(AppointmentRow & Pick<DayVisit, "phone" | "sex" | "consentsOn">)[]> {
  const { locationId, staffId } = of;
  const { rows } = await sql<AppointmentRow & Pick<DayVisit, "phone" | "sex" | "consentsOn">>`
    with day as materialized (
      select * from appointment where date = ${date}::date and (${locationId}::uuid is null or location_id = ${locationId}::uuid)
        and (${staffId}::uuid is null or provider_resource_id in (select resource_id from resource where staff_id = ${staffId}::uuid))
    )
    select ${VIEW}, p.phone, p.sex, (
      select b.date from appointment b
      where b.patient_id = a.patient_id and b.starts_at < a.starts_at + interval '2 days' and b.date <= a.date
        and b.check_in -> 'consent' ->> 'done' = 'true'
      order by b.starts_at desc limit 1
    ) as "consentsOn" from day a ${NAMES} order by a.starts_at, a.appointment_id`.execute(tx);
  return rows;
}

export async function appointmentsOfPatient(tx: T, patientId: string): Promise<AppointmentRow[]> {
  return select(tx, sql`where a.patient_id = ${patientId} order by a.starts_at desc, a.appointment_id`);
}

/** The visits that belong together, in the order of their times. */
export async function appointmentsOfGroup(tx: T, groupId: string): Promise<AppointmentRow[]> {
  return select(tx, sql`where a.group_id = ${groupId} order by a.starts_at, p.birth_date, a.appointment_id`);
}

/** The visits of a series, in the order of their places. */
export async function appointmentsOfSeries(tx: T, seriesId: string): Promise<AppointmentRow[]> {
  return select(tx, sql`where a.series_id = ${seriesId} order by a.series_place`);
}

async function select(tx: T, rest: RawBuilder<unknown>): Promise<AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`select ${VIEW} from appointment a ${NAMES} ${rest}`.execute(tx);
  return rows;
}

/** Changes a version of an appointment; undefined when that version is no longer there. A constraint may refuse it: see `attempt.ts`. */
export async function changeAppointment(
  tx: T,
  seen: { readonly appointmentId: string; readonly version: number },
  changes: Updateable<SchedulingTables["appointment"]>,
): Promise<AppointmentRow | undefined> {
  const row = await tx
    .updateTable("appointment")
    .set({ ...changes, version: seen.version + 1 })
    .where("appointment_id", "=", seen.appointmentId)
    .where("version", "=", seen.version)
    .returning("appointment_id")
    .executeTakeFirst();
  return row && appointmentById(tx, row.appointment_id);
}
