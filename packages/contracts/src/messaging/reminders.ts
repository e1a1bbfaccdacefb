import { z } from "zod";
import { event, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant } from "../schema.ts";

/** Reminders of appointments. */

export const reminder = z.object({
  reminderId: id("reminder"),
  appointmentId: id("appointment"),
  patientId: id("patient"),
  channel: z.enum(["sms", "email", "none"]),
  dueAt: instant,
  sentAt: instant.nullable(),
  status: z.enum(["scheduled", "sent", "failed", "cancelled", "no-address"]),
  text: z.string(),
  problem: z.string().nullable(),
});

export const reminderOperations = {
  listReminders: query({
    summary: "Reminders of a patient's appointments",
    permission: "message.read",
    input: z.strictObject({ patientId: id("patient") }),
    output: z.array(reminder),
    about: byPatient,
  }),
};

export const reminderSent = event(
  "messaging.reminder-sent.v1",
  z.object({
    reminderId: id("reminder"),
    appointmentId: id("appointment"),
    patientId: id("patient"),
    channel: z.enum(["sms", "email", "none"]),
  }),
  (p) => ({ appointmentId: p.appointmentId, patientId: p.patientId }),
  "message.read",
  ["messaging.listReminders"],
);
