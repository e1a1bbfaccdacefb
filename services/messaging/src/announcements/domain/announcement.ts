import { fail, type DomainError } from "@practicum/contracts/error";
import {
  ANNOUNCEMENT_FIELDS,
  STOP_HINTS,
  type announcementOperations,
  type AnnouncementState,
} from "@practicum/contracts/messaging/announcements";
import { addMinutes, atLocal, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { fillIn, unknownField } from "../../domain/message-fields.ts";
import type { Language } from "../../domain/reminder.ts";
import { sendTime, type SendHours } from "../../domain/send-hours.ts";

/**
 * The course of an announcement:
 *
 *   draft --send--> scheduled --its moment--> running --nobody is left--> done
 *   scheduled --undo--> draft
 *   running --stop--> stopped --send the rest--> running
 */
export type Content = z.output<(typeof announcementOperations)["saveAnnouncement"]["input"]>;

/** Until then it is undone whole, and nothing was sent (MSG-174). */
const UNDO_MINUTES = 2;

const stateWords: { readonly [S in AnnouncementState]: string } = {
  draft: "a draft",
  scheduled: "about to be sent",
  running: "being sent",
  done: "sent",
  stopped: "stopped",
};

/** What is said of an announcement in a refusal. */
export function stateWord(state: AnnouncementState): string {
  return stateWords[state];
}

type Checked = Pick<Content, "messages" | "whom" | "sendFrom" | "sendUntil">;

/** Whether an announcement can be: its days and hours have an end after their beginning, and its fields are filled in (MSG-170, MSG-171). */
export function checkAnnouncement({ messages, whom, sendFrom, sendUntil }: Checked): Result<undefined, DomainError> {
  if (whom.visits !== null && whom.visits.until < whom.visits.from)
    return refuse("whom.visits.until", "The last day is before the first one.");
  if (sendUntil <= sendFrom) return refuse("sendUntil", "Enter a time after the first one.");
  for (const language of ["en", "es"] as const) {
    const wrong = unknownField(messages[language], ANNOUNCEMENT_FIELDS);
    if (wrong !== null)
      return refuse(`messages.${language}`, `{${wrong}} is not filled in by anything. Use {first}, {practice}.`);
  }
  return ok();
}

type Start = Pick<Content, "startAt"> & SendHours;

/** When an announcement that is sent now begins: within its hours, and late enough to be undone before (MSG-174). */
export function beginning(start: Start, now: Instant, zone: TimeZone): Result<Instant, DomainError> {
  const soonest = addMinutes(now, UNDO_MINUTES);
  if (start.startAt === null) return ok(sendTime(start, soonest, zone));
  const chosen = atLocal(start.startAt.on, start.startAt.time, zone);
  if (chosen < now) return refuse("startAt", "This moment is over. Choose a later one, or send it at once.");
  return ok(sendTime(start, chosen > soonest ? chosen : soonest, zone));
}

function refuse(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** The words of one message, in the patient's language where there are such, else in English. */
export function announcementText(
  messages: Content["messages"],
  to: { readonly language: Language; readonly channel: "sms" | "email" },
  values: { readonly [F in (typeof ANNOUNCEMENT_FIELDS)[number]]: string },
): { readonly language: Language; readonly subject: string; readonly text: string } {
  const language = to.language === "es" && messages.es !== "" ? "es" : "en";
  const text = fillIn(messages[language], values);
  const subject = language === "es" ? `Un mensaje de ${values.practice}` : `A message from ${values.practice}`;
  return { language, subject, text: to.channel === "sms" ? `${text} ${STOP_HINTS[language]}` : text };
}
