import type { callOperations } from "@practicum/contracts/messaging/calls";
import type { outreachOperations } from "@practicum/contracts/messaging/outreach";
import type { AttemptOutcome, rosterOperations } from "@practicum/contracts/messaging/rosters";
import { dateIn, timeIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import type { z } from "zod";

export type Campaign = z.output<typeof outreachOperations.getCampaign.output>;
export type Progress = Campaign["progress"];
export type Taken = z.output<typeof callOperations.takeCard.output>;
export type Card = NonNullable<Taken["card"]>;
export type Wait = NonNullable<Taken["wait"]>;
export type Member = z.output<typeof rosterOperations.listMembers.output>["members"][number];
export type Attempt = Card["history"][number];

/** What came of a call, as the caller says it: its key, its button, and how it stands in the history. */
export const outcomes: readonly {
  readonly outcome: AttemptOutcome;
  readonly key: string;
  readonly button: string;
  readonly word: string;
}[] = [
  { outcome: "booked", key: "1", button: "Reached: book", word: "Reached, wants a visit" },
  { outcome: "declined", key: "2", button: "Reached: declined", word: "Reached, declined" },
  { outcome: "callback", key: "3", button: "Call back…", word: "Reached, asked to be called back" },
  { outcome: "left-message", key: "4", button: "Left a message", word: "Left a message" },
  { outcome: "no-answer", key: "5", button: "No answer", word: "No answer" },
  { outcome: "wrong-number", key: "6", button: "Wrong number", word: "Wrong number" },
  { outcome: "language-needed", key: "7", button: "Language needed…", word: "Another language needed" },
  { outcome: "gone", key: "8", button: "Moved or died", word: "Moved away or died" },
  { outcome: "do-not-call", key: "9", button: "Do not call", word: "Asked not to be called" },
];

export function outcomeWord(outcome: AttemptOutcome): string {
  return outcomes.find((one) => one.outcome === outcome)?.word ?? outcome;
}

export const languages = [
  { value: "en", label: "English" },
  { value: "es", label: "Spanish" },
  { value: "zh", label: "Chinese" },
  { value: "vi", label: "Vietnamese" },
  { value: "tl", label: "Tagalog" },
  { value: "ko", label: "Korean" },
  { value: "ar", label: "Arabic" },
  { value: "hy", label: "Armenian" },
  { value: "fa", label: "Farsi" },
  { value: "ru", label: "Russian" },
  { value: "km", label: "Khmer" },
  { value: "hmn", label: "Hmong" },
] as const;

/** The language's name, or its code where we have no name for it. */
export function languageWord(tag: string): string {
  const base = tag.split("-")[0];
  return languages.find((one) => one.value === base)?.label ?? tag;
}

/** "11/24/2026 at 9:00 AM" */
export function momentWords(at: Instant, zone: TimeZone): string {
  return `${formatDate(dateIn(at, zone))} at ${formatTime(timeIn(at, zone))}`;
}

export function stateWord(member: Pick<Member, "state" | "attempts" | "callback" | "match" | "visitAt">): string {
  switch (member.state) {
    case "waiting":
      if (member.match === "pending") return "Being looked up";
      if (member.match === "unsure") return "To review";
      if (member.callback) return "Call back";
      return member.attempts === 0 ? "Not called" : "To call again";
    case "yes":
      return member.visitAt === null ? "Said yes" : "Booked";
    case "declined":
      return "Declined";
    case "unreachable":
      return "Not reached";
    case "no-number":
      return "No number";
    case "gone":
      return "Moved or died";
    case "do-not-call":
      return "Do not call";
    case "withdrawn":
      return "Import undone";
  }
}

/** Why there is no card, and what to do then. */
export function waitWords({ because, at }: Wait, zone: TimeZone): { readonly title: string; readonly text: string } {
  const when = at === null ? "" : momentWords(at, zone);
  switch (because) {
    case "ended":
      return { title: "The campaign is over", text: "Nobody of it is called any more." };
    case "not-begun":
      return { title: "The campaign has not begun", text: when && `Calls begin on ${when}.` };
    case "quiet-hours":
      return {
        title: "Quiet hours",
        text: when ? `Nobody is called now. Calls go on on ${when}.` : "Nobody is called now.",
      };
    case "later":
      return { title: "Nobody is due now", text: `The next one is due on ${when}.` };
    case "others":
      return {
        title: "Other callers have the cards that are left",
        text: when && `What is not called is free again by ${when}.`,
      };
    case "language":
      return {
        title: "Nobody is left who speaks your languages",
        text: "Others wait: choose more languages, or leave them to a colleague.",
      };
    case "review":
      return {
        title: "Only people to review are left",
        text: "Say in People, under To review, whether they are patients here.",
      };
    case "done":
      return { title: "Everybody was called", text: "Nobody is left to call." };
  }
}
