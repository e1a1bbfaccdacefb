import { sql } from "kysely";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Tx } from "@practicum/db/db";
import { NAMES, VIEW, type AppointmentRow } from "./appointments.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

/** How far it is looked ahead: so many days that have visits, and none later than that. */
export interface Ahead {
  readonly days: number;
  readonly until: LocalDate;
}

/** The first days after this one that have booked visits. */
// limit: as many days as are looked after; the others have an evening of their own
const daysAfter = (after: LocalDate, { days, until }: Ahead) =>
  sql`(select distinct date from appointment where status = 'booked' and date > ${after}::date and date <= ${until}::date
    order by date limit ${days})`;

/** The first day after this one that has a booked visit; null where none has. */
export async function nextBookedDay(tx: T, after: LocalDate): Promise<LocalDate | null> {
  const row = await tx
    .selectFrom("appointment")
    .select((eb) => eb.fn.min("date").as("date"))
    .where("status", "=", "booked")
    .where("date", ">", after)
    .executeTakeFirst();
  return row?.date ?? null;
}

/** What is booked on a day, and on the first days after it that have visits, in their order. */
export async function comingAppointments(tx: T, today: LocalDate, ahead: Ahead): Promise<AppointmentRow[]> {
  // The view of an appointment is raw, and has its names by raw joins.
  const { rows } = await sql<AppointmentRow>`select ${VIEW} from appointment a ${NAMES}
    where a.status = 'booked' and (a.date = ${today}::date or a.date in ${daysAfter(today, ahead)})
    order by a.starts_at, a.appointment_id`.execute(tx);
  return rows;
}

export interface VisitAhead {
  readonly date: LocalDate;
  readonly appointmentId: string;
  readonly patientId: string;
}

/** The same without today, as far as a payer needs it. */
export async function bookedAhead(tx: T, today: LocalDate, ahead: Ahead): Promise<VisitAhead[]> {
  return tx
    .selectFrom("appointment")
    .select(["date", "appointment_id as appointmentId", "patient_id as patientId"])
    .where("status", "=", "booked")
    .where(sql<boolean>`date in ${daysAfter(today, ahead)}`)
    .orderBy("starts_at")
    .orderBy("appointment_id")
    .execute();
}
