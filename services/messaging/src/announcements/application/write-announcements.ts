import { fail, type DomainError } from "@practicum/contracts/error";
import type { announcementOperations, ReceiverState } from "@practicum/contracts/messaging/announcements";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import { checkAnnouncement, stateWord } from "../domain/announcement.ts";
import {
  countAnnouncements,
  insertAnnouncement,
  lockAnnouncement,
  selectAnnouncement,
  selectAnnouncements,
  updateAnnouncement,
} from "../sql/announcements.ts";
import { countReceiverStates, type StateCount } from "../sql/receivers.ts";
import type { AnnouncementTable } from "../sql/tables.ts";
import { tellAnnouncement } from "./tell-announcements.ts";

type Head = z.input<(typeof announcementOperations)["listAnnouncements"]["output"]>["announcements"][number];

export const listAnnouncements: Handlers["listAnnouncements"] = async ({ tx }, page) => {
  const { announcements, next } = await selectAnnouncements(tx, page);
  const counts = await countReceiverStates(
    tx,
    announcements.map((one) => one.announcement_id),
  );
  return ok({
    announcements: announcements.map((one) => headOf(one, counts)),
    next,
    all: page.before === null ? { count: await countAnnouncements(tx) } : null,
  });
};

export const getAnnouncement: Handlers["getAnnouncement"] = async ({ tx }, { announcementId }) => {
  const announcement = await selectAnnouncement(tx, announcementId);
  if (announcement === null) return fail("not-found");
  const { start_on: on, start_time: time } = announcement;
  return ok({
    ...headOf(announcement, await countReceiverStates(tx, [announcementId])),
    messages: announcement.messages,
    whom: announcement.whom,
    way: announcement.way,
    sendFrom: announcement.send_from,
    sendUntil: announcement.send_until,
    weekends: announcement.weekends,
    startAt: on === null || time === null ? null : { on, time },
    sentBy: announcement.sent_by,
    stoppedBy: announcement.stopped_by,
  });
};

const NO_STATES: { readonly [S in ReceiverState]: number } = {
  due: 0,
  sent: 0,
  failed: 0,
  family: 0,
  "left-out": 0,
  "not-sent": 0,
};

function headOf(announcement: AnnouncementTable, counts: readonly StateCount[]): Head {
  const own = counts.filter((one) => one.announcement_id === announcement.announcement_id);
  return {
    announcementId: announcement.announcement_id,
    name: announcement.name,
    state: announcement.state,
    beginsAt: announcement.begins_at,
    beganAt: announcement.began_at,
    endedAt: announcement.ended_at,
    savedAt: announcement.saved_at,
    savedBy: announcement.saved_by,
    figures: {
      people: own.reduce((sum, one) => sum + one.count, 0),
      states: { ...NO_STATES, ...Object.fromEntries(own.map((one) => [one.state, one.count])) },
    },
    version: announcement.version,
  };
}

const FRESH = {
  state: "draft",
  begins_at: null,
  began_at: null,
  ended_at: null,
  sent_by: null,
  stopped_by: null,
} as const;

/** The announcement as somebody saw it, still a draft, or in another of these states; locked. */
export async function inState(
  context: MessagingContext,
  seen: { readonly announcementId: Id<"announcement">; readonly version: number },
  states: readonly AnnouncementTable["state"][],
  otherwise: "announcement-begun" | "announcement-over",
): Promise<Result<AnnouncementTable, DomainError>> {
  const known = await lockAnnouncement(context.tx, seen.announcementId);
  if (known === null) return fail("not-found");
  if (!states.includes(known.state)) return fail(otherwise, { detail: { state: stateWord(known.state) } });
  return known.version === seen.version ? ok(known) : fail("stale-version");
}

/** A draft: nothing is sent by it (MSG-170, MSG-171). */
export const saveAnnouncement: Handlers["saveAnnouncement"] = async (context, input) => {
  const { tx, now, actor } = context;
  const checked = checkAnnouncement(input);
  if (!checked.ok) return checked;
  const version = input.version + 1;
  const content = {
    name: input.name,
    messages: input.messages,
    whom: input.whom,
    way: input.way,
    send_from: input.sendFrom,
    send_until: input.sendUntil,
    weekends: input.weekends,
    start_on: input.startAt?.on ?? null,
    start_time: input.startAt?.time ?? null,
    saved_at: now,
    saved_by: actor.name,
    version,
  };
  const { announcementId: announcement_id } = input;
  if (input.version === 0) {
    if (!(await insertAnnouncement(tx, { announcement_id, ...FRESH, made_at: now, ...content })))
      return fail("already-recorded");
  } else {
    const draft = await inState(context, input, ["draft"], "announcement-begun");
    if (!draft.ok) return draft;
    await updateAnnouncement(tx, announcement_id, content);
  }
  tellAnnouncement(context, { announcement_id });
  return ok({ version });
};

/** MSG-180. What was said of its moment is over by now. */
export const copyAnnouncement: Handlers["copyAnnouncement"] = async (context, { announcementId, copyId }) => {
  const { tx, now, actor } = context;
  const known = await selectAnnouncement(tx, announcementId);
  if (known === null) return fail("not-found");
  const copy: AnnouncementTable = {
    ...known,
    ...FRESH,
    announcement_id: copyId,
    start_on: null,
    start_time: null,
    made_at: now,
    saved_at: now,
    saved_by: actor.name,
    version: 1,
  };
  if (!(await insertAnnouncement(tx, copy))) return fail("already-recorded");
  tellAnnouncement(context, copy);
  return ok({ version: 1 });
};
