import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { TimerHandler } from "@practicum/service/define-service";
import { maySend, sendTime } from "../../domain/send-hours.ts";
import type { Handlers } from "../../handlers.ts";
import type { MessagingPorts } from "../../ports/notifier.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { beginning } from "../domain/announcement.ts";
import { fateOf } from "../domain/receiver.ts";
import { lockAnnouncement, updateAnnouncement } from "../sql/announcements.ts";
import { countFacts, fixReceivers } from "../sql/audience.ts";
import { moveReceivers, stopFamilies } from "../sql/receivers.ts";
import type { AnnouncementTable } from "../sql/tables.ts";
import { endWhenDone, hoursOf, tellAnnouncement } from "./tell-announcements.ts";
import { inState } from "./write-announcements.ts";

/** MSG-174: it begins two minutes later at the earliest, so that it may be undone whole. */
export const sendAnnouncement: Handlers["sendAnnouncement"] = async (context, input) => {
  const { tx, now, practice, actor } = context;
  const draft = await inState(context, input, ["draft"], "announcement-begun");
  if (!draft.ok) return draft;
  const { start_on: on, start_time: time, way } = draft.value;
  const startAt = on === null || time === null ? null : { on, time };
  const begins = beginning({ startAt, ...hoursOf(draft.value) }, now, practice.timeZone);
  if (!begins.ok) return begins;
  const facts = await countFacts(tx, draft.value, practice.timeZone);
  const isTold = facts.some(({ first, ...one }) => ["sms", "email"].includes(fateOf(way, one, first)));
  if (!isTold) return fail("nobody-to-tell");
  const version = input.version + 1;
  const beginsAt = begins.value;
  const { announcementId } = input;
  await updateAnnouncement(tx, announcementId, {
    state: "scheduled",
    begins_at: beginsAt,
    sent_by: actor.name,
    version,
  });
  await context.schedule("announcement-begins", announcementId, beginsAt, {});
  tellAnnouncement(context, draft.value);
  return ok({ version, beginsAt });
};

/** MSG-174. */
export const undoAnnouncement: Handlers["undoAnnouncement"] = async (context, input) => {
  const known = await inState(context, input, ["scheduled"], "announcement-begun");
  if (!known.ok) return known;
  const version = input.version + 1;
  await updateAnnouncement(context.tx, input.announcementId, {
    state: "draft",
    begins_at: null,
    sent_by: null,
    version,
  });
  await context.cancelTimer("announcement-begins", input.announcementId);
  tellAnnouncement(context, known.value);
  return ok({ version });
};

/** Its moment has come: from here on it stands whom it means (MSG-175). */
export const announcementBegins: TimerHandler<MessagingSchema, MessagingPorts> = async (context, { key }) => {
  const { tx, now, practice } = context;
  const known = await lockAnnouncement(tx, key as AnnouncementTable["announcement_id"]);
  if (known?.state !== "scheduled" || known.begins_at === null || known.begins_at > now) return;
  const { announcement_id: announcementId } = known;
  // The clock was set on, or nobody was here at that moment: it is not made up for in the night.
  if (!maySend(hoursOf(known), now, practice.timeZone)) {
    const beginsAt = sendTime(hoursOf(known), now, practice.timeZone);
    await updateAnnouncement(tx, announcementId, { begins_at: beginsAt });
    await context.schedule("announcement-begins", announcementId, beginsAt, {});
    return tellAnnouncement(context, known);
  }
  await fixReceivers(tx, known, now, practice.timeZone);
  await updateAnnouncement(tx, announcementId, { state: "running", began_at: now });
  await endWhenDone(context, { ...known, state: "running" });
  tellAnnouncement(context, known);
  context.wake("send-announcements");
};

/** MSG-177: the rest is not sent, what is sent stays sent; and the other way round. */
export const stopAnnouncement: Handlers["stopAnnouncement"] = async (context, input) => {
  const { tx, now, actor } = context;
  const { announcementId, stop } = input;
  const known = await inState(context, input, [stop ? "running" : "stopped"], "announcement-over");
  if (!known.ok) return known;
  const version = input.version + 1;
  if (stop) {
    await stopFamilies(tx, announcementId);
    await moveReceivers(tx, announcementId, "due", { state: "not-sent" });
    const over = { state: "stopped", ended_at: now, stopped_by: actor.name } as const;
    await updateAnnouncement(tx, announcementId, { ...over, version });
  } else {
    await moveReceivers(tx, announcementId, "not-sent", { state: "due", not_before: now });
    const again = { state: "running", ended_at: null, stopped_by: null } as const;
    await updateAnnouncement(tx, announcementId, { ...again, version });
    await endWhenDone(context, { ...known.value, ...again });
    context.wake("send-announcements");
  }
  tellAnnouncement(context, known.value);
  return ok({ version });
};
