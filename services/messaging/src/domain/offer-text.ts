import { dateIn, timeIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { twelveHours, type Language } from "./reminder.ts";

interface Told {
  readonly startsAt: Instant;
  readonly expiresAt: Instant;
}

/** MSG-46, MSG-47: the practice, the day and the time, and nothing about health. */
export function offerText(
  what: "offer" | "end",
  language: Language,
  practice: { readonly name: string; readonly timeZone: TimeZone },
  { startsAt, expiresAt }: Told,
): { readonly subject: string; readonly text: string } {
  const date = formatDate(dateIn(startsAt, practice.timeZone));
  const time = twelveHours(timeIn(startsAt, practice.timeZone));
  const until = twelveHours(timeIn(expiresAt, practice.timeZone));
  if (language === "es") {
    return what === "offer"
      ? {
          subject: `Una cita antes en ${practice.name}`,
          text: `${practice.name}: quedó libre una cita el ${date} a las ${time}. Si la quiere, llámenos antes de las ${until}. La recibe quien llame primero.`,
        }
      : {
          subject: `La cita en ${practice.name} ya no está libre`,
          text: `${practice.name}: la cita del ${date} a las ${time} ya no está libre. Usted sigue en la lista de espera.`,
        };
  }
  return what === "offer"
    ? {
        subject: `A sooner appointment at ${practice.name}`,
        text: `${practice.name}: an appointment is free on ${date} at ${time}. If you want it, call us before ${until}. Who calls first has it.`,
      }
    : {
        subject: `The appointment at ${practice.name} is no longer free`,
        text: `${practice.name}: the appointment on ${date} at ${time} is no longer free. You are still on the wait list.`,
      };
}
