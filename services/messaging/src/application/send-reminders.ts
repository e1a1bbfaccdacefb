import { reminderSent } from "@practicum/contracts/messaging/reminders";
import { addMinutes } from "@practicum/kernel/instant";
import type { Worker, WorkerContext } from "@practicum/service/define-service";
import { addressOf, languageOf, reminderText } from "../domain/reminder.ts";
import { failedSending, pauseAfter, type FailedSending } from "../domain/failed-sending.ts";
import type { MessagingPorts, Notice } from "../ports/notifier.ts";
import { withoutStopped } from "../replies/sql/replies.ts";
import { selectPatient } from "../sql/people.ts";
import { selectDue, selectWaiting, updateReminder } from "../sql/reminders.ts";
import type { MessagingSchema, ReminderTable } from "../sql/tables.ts";

const BATCH = 50;

type AtWork = WorkerContext<MessagingSchema, MessagingPorts>;

/** Sends the reminders whose moment has come. The key makes a second sending, after a crash between the two, the same one. */
export const sendReminders: Worker<MessagingSchema, MessagingPorts> = {
  everyMs: 30_000,
  async run(worker) {
    // What failed waits for a later moment, so each round has fewer.
    while ((await sendBatch(worker)) === BATCH);
  },
};

/** @returns how many there were. */
async function sendBatch(worker: AtWork): Promise<number> {
  const due = await worker.transact(({ tx, now }) => selectDue(tx, now, BATCH));
  for (const reminder of due) {
    const notice = await noticeFor(worker, reminder);
    if (notice === null) continue;
    const failed = await trySend(worker, notice);
    await (failed === null ? markSent(worker, reminder) : markFailed(worker, reminder, failed));
  }
  return due.length;
}

/** What is to be sent, or null where the patient can't be reached any more. */
async function noticeFor({ transact, practice }: AtWork, reminder: ReminderTable): Promise<Notice | null> {
  return transact(async ({ tx }) => {
    const patient = await selectPatient(tx, reminder.patient_id);
    const address = patient && addressOf(await withoutStopped(tx, patient));
    if (!patient || !address) {
      await updateReminder(tx, reminder.reminder_id, { status: "no-address", channel: "none" });
      return null;
    }
    const language = languageOf(patient.language);
    return { key: reminder.reminder_id, ...address, language, ...reminderText(language, practice, reminder.starts_at) };
  });
}

async function trySend({ ports, practice }: AtWork, notice: Notice): Promise<FailedSending | null> {
  try {
    await ports.notifier.send(practice, notice);
    return null;
  } catch (error) {
    // Kept with the reminder in the patient's record, and nowhere else: it may repeat the address.
    return failedSending(error);
  }
}

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
