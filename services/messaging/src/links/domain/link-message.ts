import { LINK_DAYS } from "@practicum/contracts/scheduling/booking-links";
import { addMinutes, dateIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import type { Random } from "@practicum/kernel/ports";
import type { Language } from "../../domain/reminder.ts";
import { mayCallAt, nextCallTime } from "../../outreach/domain/call-hours.ts";

/** Signs that nobody takes for another one; 26 of them are 130 bits, which nobody guesses. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789A";
const LENGTH = 26;

/** The part of a link that opens it (MSG-140). */
export function newLinkToken(random: Random): string {
  return Array.from({ length: LENGTH }, () => SIGNS[Math.floor(random.next() * SIGNS.length)] ?? "").join("");
}

/** Behind the # it is sent to no server and stands in no log. */
export function linkAddress(pages: string, slug: string, token: string): string {
  return `${pages}/book#${slug}.${token}`;
}

export function goodUntil(madeAt: Instant): Instant {
  return addMinutes(madeAt, LINK_DAYS * 24 * 60);
}

const HOURS = { callFrom: "08:00", callUntil: "20:00", weekends: true, until: null } as const;

/** The first moment from `at` on that is not in the night (MSG-142). */
export function wakingTime(at: Instant, zone: TimeZone): Instant {
  const hours = { ...HOURS, from: dateIn(at, zone) };
  return mayCallAt(hours, at, zone) ? at : (nextCallTime(hours, at, zone) ?? at);
}

/** The message's words: the practice, the link and until when, and nothing about health or the kind of visit (MSG-141). */
export function linkText(
  language: Language,
  channel: "sms" | "email",
  practice: { readonly name: string; readonly timeZone: TimeZone },
  link: { readonly address: string; readonly until: Instant },
): { readonly subject: string; readonly text: string } {
  const { name, timeZone } = practice;
  const date = formatDate(dateIn(link.until, timeZone));
  if (language === "es") {
    const stop = channel === "sms" ? " ALTO para no recibir más mensajes." : "";
    return {
      subject: `Elija la hora de su cita en ${name}`,
      text: `${name}: elija usted la hora de su cita: ${link.address} Vale hasta el ${date}.${stop}`,
    };
  }
  const stop = channel === "sms" ? " STOP ends these messages." : "";
  return {
    subject: `Choose the time of your visit at ${name}`,
    text: `${name}: choose the time of your visit yourself: ${link.address} Good until ${date}.${stop}`,
  };
}
