import { accountNoticed } from "@practicum/contracts/identity/account";
import { addMinutes } from "@practicum/kernel/instant";
import { consumer, type Worker, type WorkerContext } from "@practicum/service/define-service";
import { accountMail } from "../domain/account-mail.ts";
import { failedSending, pauseAfter, type FailedSending } from "../domain/failed-sending.ts";
import type { MessagingPorts } from "../ports/notifier.ts";
import { insertMail, selectDueMail, updateMail } from "../sql/staff-mail.ts";
import type { MessagingSchema, StaffMailTable } from "../sql/tables.ts";

/** Writes the mail of a notice, one to each of its addresses; a notice that comes twice is the same mail (MSG-44). */
export const mailAccountNotice = consumer<MessagingSchema, MessagingPorts, typeof accountNoticed.payload>(
  accountNoticed,
  async ({ tx, now, practice, wake }, notice) => {
    const words = accountMail(notice, practice);
    for (const [index, address] of [...new Set(notice.emails)].entries()) {
      const mail = { mail_key: `${notice.noticeId}-${index}`, address, ...words };
      await insertMail(tx, { ...mail, status: "due", problem: null, attempts: 0, not_before: now });
    }
    wake("send-staff-mail");
  },
);

const BATCH = 50;

type AtWork = WorkerContext<MessagingSchema, MessagingPorts>;

/** Sends what waits. The key makes a second sending, after a crash between the two, the same one. */
export const sendStaffMail: Worker<MessagingSchema, MessagingPorts> = {
  everyMs: 30_000,
  async run(worker) {
    // What failed waits for a later moment, so each round has fewer.
    while ((await sendBatch(worker)) === BATCH);
  },
};

/** @returns how many there were. */
async function sendBatch(worker: AtWork): Promise<number> {
  const due = await worker.transact(({ tx, now }) => selectDueMail(tx, now, BATCH));
  for (const mail of due) {
    const failed = await trySend(worker, mail);
    await worker.transact(({ tx, now }) => {
      if (failed === null) return updateMail(tx, mail.mail_key, { status: "sent", problem: null });
      const pause = pauseAfter(failed, mail.attempts);
      return updateMail(tx, mail.mail_key, {
        attempts: mail.attempts + 1,
        status: pause === undefined ? "failed" : "due",
        not_before: addMinutes(now, pause ?? 0),
        problem: failed.problem,
      });
    });
  }
  return due.length;
}

async function trySend({ ports, practice }: AtWork, mail: StaffMailTable): Promise<FailedSending | null> {
  const { mail_key: key, address: to, subject, text } = mail;
  try {
    await ports.notifier.send(practice, { key, channel: "email", to, language: "en", subject, text });
    return null;
  } catch (error) {
    // Kept with the mail alone: it may repeat the address.
    return failedSending(error);
  }
}
