import type { messaging } from "@practicum/contracts/messaging";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";
import type { MessagingSchema, ReminderTable } from "./tables.ts";

export type Reminder = z.input<(typeof messaging)["listReminders"]["output"]>[number];

const columns = [
  "reminder_id",
  "appointment_id",
  "patient_id",
  "channel",
  "due_at",
  "starts_at",
  "preparation",
  "sent_at",
  "status",
  "text",
  "problem",
  "attempts",
  "not_before",
] as const;

/** Keeps the visit as it is in this version. @returns false when it is not newer than what was heard of before (MSG-32). */
export async function isNews(tx: Tx<MessagingSchema>, visit: Appointment): Promise<boolean> {
  const { version } = visit;
  const known = {
    version,
    patient_id: visit.patientId,
    starts_at: visit.startsAt,
    status: visit.status,
    visit_type_id: visit.visitTypeId,
    provider_resource_id: visit.providerResourceId,
    location_id: visit.locationId,
  };
  const kept = await tx
    .insertInto("appointment")
    .values({ appointment_id: visit.appointmentId, ...known })
    .onConflict((conflict) =>
      conflict.column("appointment_id").doUpdateSet(known).where("appointment.version", "<", version),
    )
    .returning("version")
    .executeTakeFirst();
  return kept !== undefined;
}

/** A visit as it was heard of last. */
export async function selectVisit(
  tx: Tx<MessagingSchema>,
  appointmentId: Id<"appointment">,
): Promise<{ readonly starts_at: Instant | null } | null> {
  const row = await tx
    .selectFrom("appointment")
    .select("starts_at")
    .where("appointment_id", "=", appointmentId)
    .executeTakeFirst();
  return row ?? null;
}

/** The visit's reminder that is yet to be sent. */
export async function selectWaiting(
  tx: Tx<MessagingSchema>,
  appointmentId: Id<"appointment">,
): Promise<ReminderTable | null> {
  const row = await tx
    .selectFrom("reminder")
    .select(columns)
    .where("appointment_id", "=", appointmentId)
    .where("status", "in", ["scheduled", "due"])
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function insertReminder(tx: Tx<MessagingSchema>, reminder: ReminderTable): Promise<void> {
  await tx.insertInto("reminder").values(reminder).execute();
}

export async function updateReminder(
  tx: Tx<MessagingSchema>,
  reminderId: Id<"reminder">,
  changed: Partial<Omit<ReminderTable, "reminder_id">>,
): Promise<void> {
  await tx.updateTable("reminder").set(changed).where("reminder_id", "=", reminderId).execute();
}

/** Reminders whose moment has come, the longest waiting first. */
export async function selectDue(tx: Tx<MessagingSchema>, now: Instant, limit: number): Promise<ReminderTable[]> {
  return (
    tx
      .selectFrom("reminder")
      .select(columns)
      .where("status", "=", "due")
      .where("not_before", "<=", now)
      .orderBy("not_before")
      .orderBy("reminder_id")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

export async function selectRemindersOfPatient(tx: Tx<MessagingSchema>, patientId: Id<"patient">): Promise<Reminder[]> {
  const rows = await tx
    .selectFrom("reminder")
    .select(columns)
    .where("patient_id", "=", patientId)
    .orderBy("due_at", "desc")
    .orderBy("reminder_id", "desc")
    .execute();
  return rows.map((row) => ({
    reminderId: row.reminder_id,
    appointmentId: row.appointment_id,
    patientId: row.patient_id,
    channel: row.channel,
    dueAt: row.due_at,
    sentAt: row.sent_at,
    status: row.status === "due" ? "scheduled" : row.status,
    text: row.text,
    problem: row.problem,
  }));
}
