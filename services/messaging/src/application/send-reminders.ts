import { reminderSent } from "@practicum/contracts/messaging/reminders";
import { addMinutes } from "@practicum/kernel/instant";
import { addressOf, languageOf, reminderText } from "../domain/reminder.ts";
import { sendWaiting, type AtWork } from "./send-waiting.ts";
import { pauseAfter, type FailedSending } from "../domain/failed-sending.ts";
import type { Notice } from "../ports/notifier.ts";
import { asReached } from "../replies/sql/replies.ts";
import { selectPatient } from "../sql/people.ts";
import { selectDue, selectWaiting, updateReminder } from "../sql/reminders.ts";
import type { ReminderTable } from "../sql/tables.ts";

/** What is to be sent, or null where the patient can't be reached any more. */
async function noticeFor({ transact, practice }: AtWork, reminder: ReminderTable): Promise<Notice | null> {
  return transact(async ({ tx }) => {
    const patient = await selectPatient(tx, reminder.patient_id);
    if (patient?.active === false) {
      await updateReminder(tx, reminder.reminder_id, { status: "cancelled" });
      return null;
    }
    const address = patient && addressOf(await asReached(tx, patient));
    if (!patient || !address) {
      await updateReminder(tx, reminder.reminder_id, { status: "no-address", channel: "none" });
      return null;
    }
    const language = languageOf(patient.language);
    const words = reminderText(
      { channel: address.channel, language },
      practice,
      reminder.starts_at,
      reminder.preparation,
    );
    return { key: reminder.reminder_id, ...address, language, ...words };
  });
}

const settle = (worker: AtWork, reminder: ReminderTable, failed: FailedSending | null) =>
  failed === null ? markSent(worker, reminder) : markFailed(worker, reminder, failed);

async function markSent({ transact }: AtWork, reminder: ReminderTable): Promise<void> {
  await transact(
    async (context) => {
      const waiting = await selectWaiting(context.tx, reminder.appointment_id);
      if (waiting?.reminder_id !== reminder.reminder_id) return;
      await updateReminder(context.tx, reminder.reminder_id, { status: "sent", sent_at: context.now, problem: null });
      context.emit(reminderSent, {
        reminderId: reminder.reminder_id,
        appointmentId: reminder.appointment_id,
        patientId: reminder.patient_id,
        channel: reminder.channel,
      });
    },
    { entry: reminder.reminder_id },
  );
}

async function markFailed({ transact }: AtWork, reminder: ReminderTable, failed: FailedSending): Promise<void> {
  const pauseMinutes = pauseAfter(failed, reminder.attempts);
  await transact(({ tx, now }) =>
    updateReminder(tx, reminder.reminder_id, {
      attempts: reminder.attempts + 1,
      status: pauseMinutes === undefined ? "failed" : "due",
      not_before: addMinutes(now, pauseMinutes ?? 0),
      problem: failed.problem,
    }),
  );
}

/** Sends the reminders whose moment has come. */
export const sendReminders = sendWaiting({ due: selectDue, noticeFor, settle });
