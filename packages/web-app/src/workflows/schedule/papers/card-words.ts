import { formatPhone } from "@practicum/ui/format.ts";

export type CardLanguage = "en" | "es";

interface Words {
  readonly locale: string;
  readonly title: string;
  readonly none: string;
  readonly bring: string;
  readonly call: (phone: string) => string;
  readonly minutes: (minutes: number) => string;
}

/** What stands on an appointment card, in words a tired person understands. */
export const cardWords: { readonly [L in CardLanguage]: Words } = {
  en: {
    locale: "en-US",
    title: "Your next appointments",
    none: "No visit is booked.",
    bring: "Please bring your insurance card, a photo ID and all your medicines, or a list of them.",
    call: (phone) =>
      `If you can't come, call us as soon as you know: ${formatPhone(phone)}. Somebody else may need the time.`,
    minutes: (minutes) => `about ${minutes} minutes`,
  },
  es: {
    locale: "es-US",
    title: "Sus próximas citas",
    none: "No hay ninguna cita programada.",
    bring: "Traiga su tarjeta del seguro, una identificación con foto y todas sus medicinas, o una lista de ellas.",
    call: (phone) =>
      `Si no puede venir, llámenos en cuanto lo sepa: ${formatPhone(phone)}. Otra persona puede necesitar la hora.`,
    minutes: (minutes) => `unos ${minutes} minutos`,
  },
};

/** "Monday, December 7, 2026, 8:15 AM" of a day and a time of the practice's wall clock. */
export function whenOf(date: string, start: string, language: CardLanguage): string {
  const at = new Date(`${date}T${start}:00Z`);
  return new Intl.DateTimeFormat(cardWords[language].locale, {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(at);
}
