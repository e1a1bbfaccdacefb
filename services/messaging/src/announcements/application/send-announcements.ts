import { addMinutes } from "@practicum/kernel/instant";
import { sendWaiting, type AtWork } from "../../application/send-waiting.ts";
import { pauseAfter, type FailedSending } from "../../domain/failed-sending.ts";
import { languageOf } from "../../domain/reminder.ts";
import { maySend, sendTime } from "../../domain/send-hours.ts";
import type { MessagingContext } from "../../handlers.ts";
import type { Notice } from "../../ports/notifier.ts";
import { announcementText } from "../domain/announcement.ts";
import { decideSending } from "../domain/receiver.ts";
import { lockAnnouncement } from "../sql/announcements.ts";
import { selectReach } from "../sql/audience.ts";
import {
  changeFamily,
  holderOf,
  lockReceiver,
  postponeReceivers,
  selectDueReceivers,
  updateReceiver,
} from "../sql/receivers.ts";
import type { AnnouncementTable, ReceiverTable } from "../sql/tables.ts";
import { endWhenDone, hoursOf, tellAnnouncement } from "./tell-announcements.ts";

/** What is to be sent to one receiver, or null where nothing is to be sent now, or at all. */
async function noticeFor({ transact, practice }: AtWork, waiting: ReceiverTable): Promise<Notice | null> {
  return transact(
    async (context) => {
      const { tx, now } = context;
      const announcement = await lockAnnouncement(tx, waiting.announcement_id);
      const receiver = await lockReceiver(tx, waiting.receiver_id);
      if (announcement === null || receiver?.state !== "due" || receiver.not_before > now) return null;
      const hours = hoursOf(announcement);
      // What failed before is not tried again in the night.
      if (!maySend(hours, now, practice.timeZone)) {
        await postponeReceivers(tx, announcement.announcement_id, sendTime(hours, now, practice.timeZone));
        return null;
      }
      return decide(context, announcement, receiver);
    },
    { entry: waiting.receiver_id },
  );
}

/** MSG-172, MSG-176: by what is known of the patient at this moment. */
async function decide(
  context: MessagingContext,
  announcement: AnnouncementTable,
  receiver: ReceiverTable,
): Promise<Notice | null> {
  const { tx, now, practice } = context;
  const { receiver_id: receiverId } = receiver;
  const patient = await selectReach(tx, receiver.patient_id, announcement.way);
  const address = patient?.address ?? null;
  const holder = address === null ? null : await holderOf(tx, receiver, address);
  const move = decideSending(announcement.way, patient, holder !== null);
  // Another address than at the try before: who was to be told with this one there is told alone.
  if (receiver.address !== null && (move.kind !== "send" || receiver.address !== address))
    await changeFamily(tx, receiverId, { state: "due", told_with: null, not_before: now });
  if (move.kind === "send" && patient !== null && address !== null) {
    await updateReceiver(tx, receiverId, { address, channel: move.channel, problem: null });
    const values = { first: patient.preferred ?? patient.name.given, practice: practice.name };
    const to = { language: languageOf(patient.language), channel: move.channel };
    const said = announcementText(announcement.messages, to, values);
    const target = move.channel === "sms" ? patient.number : patient.mailbox;
    return { key: receiverId, channel: move.channel, to: target ?? address, ...said };
  }
  const settled = { address: null, channel: null, problem: null } as const;
  if (move.kind === "leave-out")
    await updateReceiver(tx, receiverId, { ...settled, state: "left-out", because: move.because });
  else if (holder !== null) {
    const state = holder.state === "failed" ? "failed" : "family";
    await updateReceiver(tx, receiverId, {
      ...settled,
      state,
      told_with: holder.receiver_id,
      problem: holder.problem,
    });
  }
  await endWhenDone(context, announcement);
  tellAnnouncement(context, announcement);
  return null;
}

async function settle({ transact }: AtWork, sent: ReceiverTable, failed: FailedSending | null): Promise<void> {
  await transact(
    async (context) => {
      const { tx, now } = context;
      const announcement = await lockAnnouncement(tx, sent.announcement_id);
      const receiver = await lockReceiver(tx, sent.receiver_id);
      if (announcement === null || receiver === null) return;
      if (failed === null) {
        // Whoever stops it in the same moment keeps back what has not gone: this one has.
        if (receiver.state !== "due" && receiver.state !== "not-sent") return;
        await updateReceiver(tx, receiver.receiver_id, { state: "sent", sent_at: now, problem: null });
        context.auditPatient(receiver.patient_id);
      } else if (receiver.state === "due") await keepFailure(context, receiver, failed);
      await endWhenDone(context, announcement);
      tellAnnouncement(context, announcement);
    },
    { entry: sent.receiver_id },
  );
}

/** MSG-178. */
async function keepFailure(
  { tx, now }: MessagingContext,
  receiver: ReceiverTable,
  failed: FailedSending,
): Promise<void> {
  const pause = pauseAfter(failed, receiver.attempts);
  const { problem } = failed;
  await updateReceiver(tx, receiver.receiver_id, {
    attempts: receiver.attempts + 1,
    state: pause === undefined ? "failed" : "due",
    not_before: addMinutes(now, pause ?? 0),
    problem,
  });
  if (pause === undefined) await changeFamily(tx, receiver.receiver_id, { state: "failed", problem });
}

/** Sends what announcements have to send. */
export const sendAnnouncements = sendWaiting({ due: selectDueReceivers, noticeFor, settle });
