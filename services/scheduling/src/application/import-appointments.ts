import { describeError } from "@practicum/contracts/error";
import type { ImportedRow } from "@practicum/contracts/scheduling/imports";
import { must } from "@practicum/kernel/assert";
import type { ImportKind, Judged } from "@practicum/service/imports/import-kind";
import { appointmentById } from "../sql/appointments.ts";
import { patientsByNumber } from "../sql/imports.ts";
import type { SchedulingTables } from "../sql/tables.ts";
import { bookAppointment } from "./book-appointment.ts";
import { bookable } from "./bookable.ts";
import { cancelAppointment } from "./cancel-appointment.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Visit = Extract<ImportedRow, { kind: "appointments" }>;

/** Visits that are still to come, booked by the rules of a booking (SCH-184, SCH-185). */
export const importAppointments: ImportKind<SchedulingTables, unknown, ImportedRow> = {
  async judge(context, run, rows) {
    const visits = rows.map(({ row }) => row as Visit);
    const patients = await patientsByNumber(
      context.tx,
      run.system,
      visits.map((one) => one.oldNumber),
    );
    const judged: Judged[] = [];
    for (const visit of visits) judged.push(await judge(context, visit, patients.get(visit.oldNumber)));
    return judged;
  },

  async take(context, _run, row, content) {
    const { kind: _, oldNumber: _number, ...visit } = content as Visit;
    const patientId = must(row.about_patient_id);
    const appointmentId = context.ids.next<"appointment">();
    const booked = await bookAppointment(context, {
      ...visit,
      appointmentId,
      patientId,
      roomResourceId: null,
      overbookReason: null,
    });
    return booked.ok
      ? { state: "taken", patientId, recordId: appointmentId }
      : { state: "refused", patientId, problem: refusal(booked.error) };
  },

  async untake(context, _run, row) {
    const appointment = await appointmentById(context.tx, must(row.record_id));
    if (appointment?.status === "cancelled") return null;
    if (!appointment || appointment.status !== "booked" || appointment.version !== 1)
      return { message: "The visit was changed, confirmed or begun since. Cancel it on the schedule if it is wrong." };
    const { appointmentId, version } = appointment;
    await cancelAppointment(context, { appointmentId, version, reason: "The import was taken back" });
    return null;
  },
};

async function judge(context: SchedulingContext, visit: Visit, patientId: string | undefined): Promise<Judged> {
  if (patientId === undefined)
    return {
      state: "refused",
      problem: {
        field: "oldNumber",
        message: "No patient has this number. Import the patients of the old system first.",
      },
    };
  if (visit.date < context.today)
    return {
      state: "refused",
      patientId,
      problem: {
        field: "date",
        message: "The visit has been. Only visits to come are booked; the old system keeps the others.",
      },
    };
  const free = await bookable(context, { ...visit, patientId });
  return free.ok ? { state: "new", patientId } : { state: "refused", patientId, problem: refusal(free.error) };
}

const FIELDS: { readonly [field: string]: string } = { start: "start", date: "date" };

function refusal(error: Parameters<typeof describeError>[0]) {
  // limit: an error's words, cut to what the report keeps.
  return { field: FIELDS[error.field ?? ""] ?? "start", message: describeError(error).slice(0, 200) };
}
