import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, localTime, personName, text, version } from "../schema.ts";

/** Announcements: one message of the practice to many of its patients, whom nothing of a chart chooses. */

/** What a message may name in braces. */
export const ANNOUNCEMENT_FIELDS = ["first", "practice"] as const;

/** What stands at the end of a text message that nobody asked for. */
export const STOP_HINTS = {
  en: "Reply STOP for no more texts.",
  es: "Responda ALTO para no recibir más mensajes.",
} as const;

const WORDS_MAX = 600;
const words = z
  .string()
  .trim()
  .max(WORDS_MAX, { error: `Use at most ${WORDS_MAX} characters.` });

const visits = z.strictObject({
  from: localDate,
  /** The last day. */
  until: localDate,
  providerResourceId: id("resource").nullable(),
  locationId: id("location").nullable(),
});

/** All active patients; with `visits` those alone who have one in these days that is not cancelled. */
export const announcementWhom = z.strictObject({
  visits: visits.nullable(),
  /** Who speaks it: "es". Null: whatever they speak. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, { error: "Choose a language." })
    .nullable(),
});

const content = {
  /** For the desk alone. */
  name: text(80),
  /** In Spanish for who speaks it; empty: the English words. */
  messages: z.strictObject({ en: words.min(1, { error: "This is required." }), es: words }),
  whom: announcementWhom,
  /** `text`: by text message, else by e-mail. */
  way: z.enum(["text", "email"]),
  /** Outside of these hours, in the practice's time zone, nothing is sent. */
  sendFrom: localTime,
  sendUntil: localTime,
  weekends: z.boolean(),
  /** In the practice's time zone; null: at once. */
  startAt: z.strictObject({ on: localDate, time: localTime }).nullable(),
};

export const announcementState = z.enum([
  "draft",
  /** It begins at its moment, and may be undone whole until then. */
  "scheduled",
  "running",
  "done",
  /** The rest is not sent. */
  "stopped",
]);
export type AnnouncementState = z.output<typeof announcementState>;

/** What becomes of a patient whom an announcement means, before it begins. */
export const announcementFate = z.enum([
  "sms",
  "email",
  /** Somebody else of the same number or address gets it. */
  "family",
  /** The number wants no text messages, and there is no e-mail address. */
  "said-stop",
  /** The patient refuses the ways that there are. */
  "refused",
  "no-address",
  "inactive",
]);
export type AnnouncementFate = z.output<typeof announcementFate>;

export const receiverState = z.enum(["due", "sent", "failed", "family", "left-out", "not-sent"]);
export type ReceiverState = z.output<typeof receiverState>;

/** Why somebody was left out at the moment of sending. */
export const leftOutBecause = z.enum(["said-stop", "refused", "no-address", "inactive", "merged"]);
export type LeftOutBecause = z.output<typeof leftOutBecause>;

/** Each patient whom it meant when it began is in exactly one of them. */
const figures = z.object({ people: z.int(), states: z.record(receiverState, z.int()) });

const head = z.object({
  announcementId: id("announcement"),
  name: z.string(),
  state: announcementState,
  beginsAt: instant.nullable(),
  beganAt: instant.nullable(),
  endedAt: instant.nullable(),
  savedAt: instant,
  savedBy: z.string(),
  figures,
  version,
});

const person = { patientId: id("patient"), name: personName };

const receiver = z.object({
  ...person,
  phone: z.string().nullable(),
  language: z.string(),
  state: receiverState,
  because: leftOutBecause.nullable(),
  channel: z.enum(["sms", "email"]).nullable(),
  attempts: z.int(),
  notBefore: instant,
  sentAt: instant.nullable(),
  problem: z.string().nullable(),
});

/** `not-reached`: failed, and who could not be written to: the desk may call them. */
export const receiverList = z.enum(["all", "sent", "due", "failed", "family", "left-out", "not-sent", "not-reached"]);
export type ReceiverList = z.output<typeof receiverList>;

const one = { announcementId: id("announcement") };

/** How many of a list are not named to who asks, because their charts are restricted. */
const count = z.object({ count: z.int(), restricted: z.int() });

export const announcementOperations = {
  listAnnouncements: query({
    summary: "Announcements with how far each is, the latest first",
    permission: "outreach.read",
    input: z.strictObject(paging),
    output: z.object({
      announcements: z.array(head),
      next: z.string().nullable(),
      all: z.object({ count: z.int() }).nullable(),
    }),
  }),
  getAnnouncement: query({
    summary: "An announcement with all that it says",
    permission: "outreach.read",
    input: z.strictObject(one),
    output: head.extend({ ...content, sentBy: z.string().nullable(), stoppedBy: z.string().nullable() }),
    errors: ["not-found"],
  }),
  saveAnnouncement: command({
    summary: "Makes an announcement, which is a draft, or changes the draft",
    permission: "outreach.manage",
    input: z.strictObject({
      ...one,
      /** 0 makes it. */
      version: z.int().min(0),
      ...content,
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "already-recorded", "announcement-begun", "invalid-input"],
  }),
  copyAnnouncement: command({
    summary: "Makes a new draft with the words of an announcement",
    permission: "outreach.manage",
    input: z.strictObject({ ...one, copyId: id("announcement") }),
    output: z.object({ version }),
    errors: ["not-found", "already-recorded"],
  }),
  previewAnnouncement: query({
    summary: "Whom an announcement would be sent to now, and what becomes of each",
    permission: "outreach.read",
    input: z.strictObject({ ...one, text: z.string().max(80), ...paging }),
    output: z.object({
      people: z.array(z.object({ ...person, fate: announcementFate })),
      next: z.string().nullable(),
      /** With the first page. */
      all: count.nullable(),
      /** With the first page: of all whom it means, named here or not. */
      fates: z.record(announcementFate, z.int()).nullable(),
    }),
    errors: ["not-found"],
    patients: (_, output) => output.people.map(({ patientId }) => patientId),
  }),
  sendAnnouncement: command({
    summary: "Sends a draft, at once or at its moment: it begins two minutes later at the earliest",
    permission: "outreach.manage",
    input: z.strictObject({ ...one, version }),
    output: z.object({ version, beginsAt: instant }),
    errors: ["not-found", "stale-version", "announcement-begun", "nobody-to-tell", "invalid-input"],
  }),
  undoAnnouncement: command({
    summary: "Makes an announcement that has not begun a draft again: nothing of it is sent",
    permission: "outreach.manage",
    input: z.strictObject({ ...one, version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "announcement-begun"],
  }),
  stopAnnouncement: command({
    summary: "Stops an announcement that is being sent, or sends its rest after all",
    permission: "outreach.manage",
    input: z.strictObject({ ...one, version, stop: z.boolean() }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "announcement-over"],
  }),
  listReceivers: query({
    summary: "Whom an announcement was sent to, by what came of each",
    permission: "outreach.read",
    input: z.strictObject({ ...one, list: receiverList, text: z.string().max(80), ...paging }),
    output: z.object({
      receivers: z.array(receiver),
      next: z.string().nullable(),
      all: count.nullable(),
    }),
    patients: (_, output) => output.receivers.map(({ patientId }) => patientId),
  }),
  exportNotReached: query({
    summary: "Whom an announcement did not reach as CSV, with their telephone numbers",
    permission: "outreach.export",
    takesOut: true,
    input: z.strictObject(one),
    output: z.object({ name: z.string(), csv: z.string(), patientIds: z.array(id("patient")) }),
    errors: ["not-found"],
    patients: (_, output) => output.patientIds,
  }),
};

/** An announcement, or what became of its patients, changed. */
export const announcementChanged = event(
  "messaging.announcement-changed.v1",
  z.object(one),
  (p) => ({ announcementId: p.announcementId }),
  "outreach.read",
  [
    "messaging.listAnnouncements",
    "messaging.getAnnouncement",
    "messaging.previewAnnouncement",
    "messaging.listReceivers",
  ],
);
