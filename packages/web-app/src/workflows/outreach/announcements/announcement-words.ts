import type {
  AnnouncementFate,
  announcementOperations,
  LeftOutBecause,
  ReceiverList,
} from "@practicum/contracts/messaging/announcements";
import { STOP_HINTS } from "@practicum/contracts/messaging/announcements";
import { textParts } from "@practicum/contracts/messaging/text-parts";
import type { z } from "zod";

export type Announcement = z.output<typeof announcementOperations.getAnnouncement.output>;
export type AnnouncementHead = z.output<
  typeof announcementOperations.listAnnouncements.output
>["announcements"][number];
export type MeantPerson = z.output<typeof announcementOperations.previewAnnouncement.output>["people"][number];
export type Receiver = z.output<typeof announcementOperations.listReceivers.output>["receivers"][number];

/** What becomes of a patient whom it means, in the order in which they are counted. */
export const fateWords: { readonly [F in AnnouncementFate]: string } = {
  sms: "Text message",
  email: "E-mail",
  family: "Once for a family",
  "said-stop": "Said STOP, and has no e-mail address",
  refused: "Wants no such messages",
  "no-address": "Nothing to reach them by",
  inactive: "Record is closed or deceased",
};

export const becauseWords: { readonly [B in LeftOutBecause]: string } = {
  "said-stop": "Said STOP, and has no e-mail address",
  refused: "Wants no such messages",
  "no-address": "Nothing to reach them by",
  inactive: "Record was closed or deceased",
  merged: "Record was merged",
};

export const listWords: { readonly [L in ReceiverList]: string } = {
  all: "All",
  "not-reached": "Not reached: to call",
  sent: "Sent",
  due: "Waiting",
  failed: "Failed",
  family: "Told with the family",
  "left-out": "Left out",
  "not-sent": "Stopped before",
};

/** About as long as first names become. */
const A_NAME = "Alexandria";

/** "About 143 characters, 1 text message": as it goes out, with a name and how to end it. */
export function lengthWords(text: string, language: "en" | "es", practice: string): string {
  const filled = text.replaceAll("{practice}", practice).replaceAll("{first}", A_NAME);
  const { characters, parts, wide } = textParts(`${filled} ${STOP_HINTS[language]}`);
  const messages = parts === 1 ? "1 text message" : `a text message of ${parts} parts`;
  return `About ${characters} characters, ${messages}${wide ? ": a character in it halves what fits into one" : ""}.`;
}
