import { LINK_CHANGE_HOURS } from "@practicum/contracts/scheduling/booking-links";

export type BookLanguage = "en" | "es";

const en = {
  title: "Book your visit",
  birthDate: "Your date of birth (month / day / year)",
  birthHint: "So that nobody else uses your link, enter the date of birth of the person whom the message is for.",
  begin: "Continue",
  badDate: "Enter the date of birth as MM/DD/YYYY.",
  wrong:
    "This link and date of birth do not match, or the link is over. Look at the date again. After three wrong dates the link ends; then please call the practice.",
  tooMany: "Too many tries. Wait some minutes, or call the practice.",
  tryAgain: "There is no connection right now. Nothing was lost: please try again.",
  noLink: "Open the link in your message again. If it is over, please call the practice.",
  over: "This page rested too long, or the link is over. Enter the date of birth again, or call the practice.",
  choose: "Choose a time",
  chooseHint: (type: string, minutes: number) =>
    `${type}, about ${minutes} minutes. Times are those of the practice's clock.`,
  moveHint: "Choose the new time. Until you confirm it, your visit stays as it is.",
  noTimes: "No times are free here at the moment. Please call the practice.",
  looking: "Looking for free times…",
  later: "Later days",
  earlier: "First days",
  with: (name: string) => `with ${name}`,
  sure: "Is this right?",
  confirm: "Book this time",
  confirmMove: "Move to this time",
  back: "Back",
  taken: "Somebody has just taken that time. These are free now.",
  overlap: "You have another visit at that time. Choose another one.",
  refused: "That time can't be booked any more. These are free now.",
  booked: "Your visit is booked",
  changeUntil: (when: string) => `You can move or cancel it here until ${when}.`,
  tooLate: `It begins within ${LINK_CHANGE_HOURS} hours, so please call the practice to change it.`,
  move: "Move the visit",
  cancel: "Cancel the visit",
  cancelSure: "Press again to cancel the visit",
  cancelled: "Your visit is cancelled",
  cancelledHint: "This link is used up. To come at another time, please call the practice.",
  hasVisit: "You have a visit already",
  hasVisitHint: "A visit of this kind is in the schedule for you. To change it, please call the practice.",
  keep: "You can open this page again by the link in your message.",
};

export type BookWords = typeof en;

const es: BookWords = {
  title: "Reserve su cita",
  birthDate: "Su fecha de nacimiento (mes / día / año)",
  birthHint:
    "Para que nadie más use su enlace, escriba la fecha de nacimiento de la persona a quien va dirigido el mensaje.",
  begin: "Continuar",
  badDate: "Escriba la fecha de nacimiento así: MM/DD/AAAA.",
  wrong:
    "El enlace y la fecha de nacimiento no coinciden, o el enlace ya no vale. Revise la fecha. Después de tres fechas equivocadas el enlace se cierra; en ese caso llame al consultorio.",
  tooMany: "Demasiados intentos. Espere unos minutos o llame al consultorio.",
  tryAgain: "No hay conexión en este momento. No se perdió nada: inténtelo otra vez.",
  noLink: "Abra otra vez el enlace de su mensaje. Si ya no vale, llame al consultorio.",
  over: "La página estuvo demasiado tiempo sin usarse, o el enlace ya no vale. Escriba otra vez la fecha de nacimiento o llame al consultorio.",
  choose: "Elija una hora",
  chooseHint: (type, minutes) => `${type}, unos ${minutes} minutos. Las horas son las del reloj del consultorio.`,
  moveHint: "Elija la nueva hora. Hasta que la confirme, su cita queda como está.",
  noTimes: "Por ahora no hay horas libres aquí. Llame al consultorio, por favor.",
  looking: "Buscando horas libres…",
  later: "Días siguientes",
  earlier: "Primeros días",
  with: (name) => `con ${name}`,
  sure: "¿Es correcto?",
  confirm: "Reservar esta hora",
  confirmMove: "Cambiar a esta hora",
  back: "Atrás",
  taken: "Alguien acaba de tomar esa hora. Estas están libres ahora.",
  overlap: "Usted tiene otra cita a esa hora. Elija otra.",
  refused: "Esa hora ya no se puede reservar. Estas están libres ahora.",
  booked: "Su cita está reservada",
  changeUntil: (when) => `Aquí puede cambiarla o cancelarla (hasta el ${when}).`,
  tooLate: `Empieza en menos de ${LINK_CHANGE_HOURS} horas; para cambiarla llame al consultorio, por favor.`,
  move: "Cambiar la cita",
  cancel: "Cancelar la cita",
  cancelSure: "Pulse otra vez para cancelar la cita",
  cancelled: "Su cita está cancelada",
  cancelledHint: "Este enlace ya no vale. Para venir en otro momento, llame al consultorio.",
  hasVisit: "Usted ya tiene una cita",
  hasVisitHint: "Ya hay una cita de este tipo para usted. Para cambiarla, llame al consultorio.",
  keep: "Puede abrir esta página otra vez con el enlace de su mensaje.",
};

export const bookWords: { readonly [L in BookLanguage]: BookWords } = { en, es };

const locales = { en: "en-US", es: "es-US" } as const;

/** "Tuesday, December 1" */
export function dayText(language: BookLanguage, date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString(locales[language], {
    weekday: "long",
    month: "long",
    day: "numeric",
  });
}

/** "9:15 AM" */
export function timeText(language: BookLanguage, start: string): string {
  return Temporal.PlainTime.from(start).toLocaleString(locales[language], { hour: "numeric", minute: "2-digit" });
}

/** A moment on the practice's clock. */
export function momentText(language: BookLanguage, at: string, timeZone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  const [date, time] = [local.toPlainDate().toString(), local.toPlainTime().toString()];
  return `${dayText(language, date)}, ${timeText(language, time)}`;
}
