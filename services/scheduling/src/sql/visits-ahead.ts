import { sql } from "kysely";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Tx } from "@practicum/db/db";
import { NAMES, VIEW, type AppointmentRow } from "./appointments.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

/** The first days after this one that have booked visits. */
// limit: as many days as are looked after; the others have an evening of their own
const days = (after: LocalDate, limit: number) =>
  sql`(select distinct date from appointment where status = 'booked' and date > ${after}::date order by date limit ${limit})`;

/** What is booked on a day, and on the first days after it that have visits, in their order. */
export async function comingAppointments(tx: T, today: LocalDate, limit: number): Promise<AppointmentRow[]> {
  // The view of an appointment is raw, and has its names by raw joins.
  const { rows } = await sql<AppointmentRow>`select ${VIEW} from appointment a ${NAMES}
    where a.status = 'booked' and (a.date = ${today}::date or a.date in ${days(today, limit)})
    order by a.starts_at, a.appointment_id`.execute(tx);
  return rows;
}

export interface VisitAhead {
  readonly date: LocalDate;
  readonly appointmentId: string;
  readonly patientId: string;
}

/** The same without today, as far as a payer needs it. */
export async function bookedAhead(tx: T, today: LocalDate, limit: number): Promise<VisitAhead[]> {
  return tx
    .selectFrom("appointment")
    .select(["date", "appointment_id as appointmentId", "patient_id as patientId"])
    .where("status", "=", "booked")
    .where(sql<boolean>`date in ${days(today, limit)}`)
    .orderBy("starts_at")
    .orderBy("appointment_id")
    .execute();
}
