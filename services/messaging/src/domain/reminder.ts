import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import { addMinutes, dateIn, timeIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";

const BEFORE_MINUTES = 24 * 60;

/** When the reminder of a visit is due, or null where there is to be none (MSG-30, MSG-31). */
export function reminderDue(
  visit: { readonly status: AppointmentStatus; readonly startsAt: Instant },
  now: Instant,
): Instant | null {
  if (visit.status !== "booked") return null;
  const dueAt = addMinutes(visit.startsAt, -BEFORE_MINUTES);
  return dueAt > now ? dueAt : null;
}

export type Language = "en" | "es";

export interface Preparation {
  readonly en: string;
  readonly es: string;
}

/** The way a reminder goes; none where there is no address. */
export type ReminderChannel = "sms" | "email" | "none";

export function languageOf(tag: string): Language {
  return tag.toLowerCase().split("-")[0] === "es" ? "es" : "en";
}

/** How a patient can be reached (MSG-33). */
export function addressOf(patient: {
  readonly phone: string | null;
  readonly email: string | null;
}): { readonly channel: "sms" | "email"; readonly to: string } | null {
  if (patient.phone !== null) return { channel: "sms", to: patient.phone };
  return patient.email === null ? null : { channel: "email", to: patient.email };
}

/**
 * The reminder's words: the practice, the day and the time, and nothing about health (MSG-34). A text message says how to answer it,
 * and is short enough for one part where the practice's name is.
 */
export function reminderText(
  { channel, language }: { readonly channel: ReminderChannel; readonly language: Language },
  practice: { readonly name: string; readonly timeZone: TimeZone },
  startsAt: Instant,
  preparation: Preparation | null = null,
): { readonly subject: string; readonly text: string } {
  const before = beforehand(preparation, language);
  const date = formatDate(dateIn(startsAt, practice.timeZone));
  const time = twelveHours(timeIn(startsAt, practice.timeZone));
  if (language === "es") {
    const answer =
      channel === "sms"
        ? "Responda SÍ si viene, NO si no puede. ALTO para no recibir más mensajes."
        : "Si no puede venir, llámenos, por favor.";
    return {
      subject: `Recordatorio de su cita en ${practice.name}`,
      text: `${practice.name}: le recordamos su cita el ${date} a las ${time}. ${before}${answer}`,
    };
  }
  const answer =
    channel === "sms"
      ? "Reply YES to confirm, NO if you can't come. STOP ends these messages."
      : "If you can't come, please call us.";
  return {
    subject: `Your appointment at ${practice.name}`,
    text: `${practice.name}: this is a reminder of your appointment on ${date} at ${time}. ${before}${answer}`,
  };
}

/** The practice's own words on what to do before a kind of visit (MSG-220); where there are none in Spanish the English ones are sent. */
function beforehand(preparation: Preparation | null, language: Language): string {
  if (preparation === null || preparation.en === "") return "";
  const words = language === "es" && preparation.es !== "" ? preparation.es : preparation.en;
  return `${language === "es" ? "Antes de venir" : "Before you come"}: ${/[.!?]$/.test(words) ? words : `${words}.`} `;
}

/** "8:15 AM" of "08:15". */
export function twelveHours(time: string): string {
  const hour = Number(time.slice(0, 2));
  return `${hour % 12 === 0 ? 12 : hour % 12}:${time.slice(3, 5)} ${hour < 12 ? "AM" : "PM"}`;
}
