import { appointmentBooked, appointmentChanged, type Appointment } from "@practicum/contracts/scheduling/appointments";
import { consumer, type TimerHandler } from "@practicum/service/define-service";
import { addressOf, languageOf, reminderDue, reminderText } from "../domain/reminder.ts";
import type { MessagingContext } from "../handlers.ts";
import { visitOfMember } from "../outreach/application/visit-of-member.ts";
import type { MessagingPorts } from "../ports/notifier.ts";
import { recallsOfVisit } from "../recalls/application/follow-recalls.ts";
import { asReached } from "../replies/sql/replies.ts";
import { selectPatient } from "../sql/people.ts";
import { insertReminder, isNews, selectWaiting, updateReminder } from "../sql/reminders.ts";
import type { MessagingSchema, PatientTable } from "../sql/tables.ts";

export const planBooked = consumer<MessagingSchema, MessagingPorts, typeof appointmentBooked.payload>(
  appointmentBooked,
  (context, visit) => plan(context, visit),
);

export const planChanged = consumer<MessagingSchema, MessagingPorts, typeof appointmentChanged.payload>(
  appointmentChanged,
  (context, visit) => plan(context, visit),
);

/** Brings the visit's reminder in line with the visit (MSG-30 to MSG-32). */
async function plan(context: MessagingContext, visit: Appointment): Promise<void> {
  const { tx, now, ids, practice } = context;
  if (!(await isNews(tx, visit))) return;
  await visitOfMember(context, visit.patientId);
  await recallsOfVisit(context, visit);
  const dueAt = reminderDue(visit, now);
  const waiting = await selectWaiting(tx, visit.appointmentId);
  const preparation = visit.preparation ?? null;
  if (waiting && waiting.due_at === dueAt) return;
  if (waiting) await updateReminder(tx, waiting.reminder_id, { status: "cancelled" });
  if (dueAt === null) return context.cancelTimer("remind", visit.appointmentId);
  const patient = await selectPatient(tx, visit.patientId);
  const channel = channelOf(patient && (await asReached(tx, patient)));
  const language = languageOf(patient?.language ?? "en");
  await insertReminder(tx, {
    reminder_id: ids.next(),
    appointment_id: visit.appointmentId,
    patient_id: visit.patientId,
    channel,
    due_at: dueAt,
    starts_at: visit.startsAt,
    preparation,
    sent_at: null,
    status: "scheduled",
    text: reminderText({ channel, language }, practice, visit.startsAt, preparation).text,
    problem: null,
    attempts: 0,
    not_before: dueAt,
  });
  await context.schedule("remind", visit.appointmentId, dueAt, {});
}

/** The moment has come: who can be reached is handed to the worker that sends, the others are marked (MSG-33, MSG-36). */
export const remind: TimerHandler<MessagingSchema, MessagingPorts> = async (context, { key: appointmentId }) => {
  const { tx, practice } = context;
  const waiting = await selectWaiting(tx, appointmentId);
  if (waiting?.status !== "scheduled") return;
  const patient = await selectPatient(tx, waiting.patient_id);
  if (patient?.active === false) return updateReminder(tx, waiting.reminder_id, { status: "cancelled" });
  const channel = channelOf(patient && (await asReached(tx, patient)));
  const language = languageOf(patient?.language ?? "en");
  const { text } = reminderText({ channel, language }, practice, waiting.starts_at, waiting.preparation);
  const status = channel === "none" ? "no-address" : "due";
  await updateReminder(tx, waiting.reminder_id, { status, channel, text });
  if (status === "due") context.wake("send-reminders");
};

function channelOf(patient: PatientTable | null) {
  return (patient && addressOf(patient)?.channel) ?? "none";
}
