import { announcementChanged } from "@practicum/contracts/messaging/announcements";
import type { MessagingContext } from "../../handlers.ts";
import type { SendHours } from "../../domain/send-hours.ts";
import { updateAnnouncement } from "../sql/announcements.ts";
import { isAnyDue } from "../sql/receivers.ts";
import type { AnnouncementTable } from "../sql/tables.ts";

/** What shows this announcement is old. */
export function tellAnnouncement(
  context: MessagingContext,
  { announcement_id: announcementId }: Pick<AnnouncementTable, "announcement_id">,
): void {
  context.emit(announcementChanged, { announcementId });
}

export function hoursOf(announcement: AnnouncementTable): SendHours {
  const { send_from: sendFrom, send_until: sendUntil, weekends } = announcement;
  return { sendFrom, sendUntil, weekends };
}

/** Where nobody is left who waits, an announcement that is being sent is done. */
export async function endWhenDone(context: MessagingContext, announcement: AnnouncementTable): Promise<void> {
  const { tx, now } = context;
  const { announcement_id } = announcement;
  if (announcement.state !== "running" || (await isAnyDue(tx, announcement_id))) return;
  await updateAnnouncement(tx, announcement_id, { state: "done", ended_at: now });
}
