import { formatPhone } from "@practicum/ui/format.ts";

export interface Words {
  readonly locale: string;
  readonly title: string;
  readonly visit: string;
  readonly reason: string;
  readonly diagnoses: string;
  readonly measured: string;
  readonly instructions: string;
  readonly medications: string;
  readonly allergies: string;
  readonly next: string;
  readonly questions: string;
  readonly pressure: string;
  readonly pulse: string;
  readonly temperature: string;
  readonly weight: string;
  readonly height: string;
  readonly isNew: string;
  readonly stop: string;
  readonly noMedication: string;
  readonly noAllergy: string;
  readonly allergiesNotAsked: string;
  readonly noVisit: string;
  readonly noFollowUp: string;
  /** With the day around which it is to be. */
  readonly comeBack: (day: string) => string;
  readonly born: string;
  readonly printed: string;
  readonly emergency: string;
  /** Where something on the sheet is in another language than the sheet; null where nothing is. */
  readonly otherLanguage: string | null;
  readonly call: (practice: string, phone: string) => string;
}

/** What stands on an after-visit summary whatever the visit was, in words a tired person understands. */
export const words: { readonly en: Words; readonly es: Words } = {
  en: {
    locale: "en-US",
    title: "Your visit",
    visit: "When and with whom",
    reason: "Why you came",
    diagnoses: "What we talked about",
    measured: "What we measured",
    instructions: "What to do now",
    medications: "Your medicines now",
    allergies: "Your allergies, as we have them",
    next: "Your next visits",
    questions: "Questions?",
    pressure: "Blood pressure",
    pulse: "Pulse",
    temperature: "Temperature",
    weight: "Weight",
    height: "Height",
    isNew: "NEW",
    stop: "STOP taking",
    noMedication: "We have no medicine of yours on our list. Tell us if you take any.",
    noAllergy: "None that you know of.",
    allergiesNotAsked: "We have not asked you yet. Please tell us of any allergy.",
    noVisit: "No visit is booked.",
    noFollowUp: "You do not need to come back for this, unless something changes.",
    comeBack: (day) => `Please come back around ${day}`,
    born: "Born",
    printed: "Printed",
    emergency: "In an emergency call 911.",
    otherLanguage: null,
    call: (practice, phone) => `Call ${practice}: ${formatPhone(phone)}`,
  },
  es: {
    locale: "es-US",
    title: "Su visita",
    visit: "Cuándo y con quién",
    reason: "Por qué vino",
    diagnoses: "De qué hablamos",
    measured: "Lo que medimos",
    instructions: "Qué hacer ahora",
    medications: "Sus medicinas ahora",
    allergies: "Sus alergias, según nuestro registro",
    next: "Sus próximas visitas",
    questions: "¿Preguntas?",
    pressure: "Presión arterial",
    pulse: "Pulso",
    temperature: "Temperatura",
    weight: "Peso",
    height: "Estatura",
    isNew: "NUEVA",
    stop: "DEJE de tomar",
    noMedication: "No tenemos ninguna medicina suya en la lista. Díganos si toma alguna.",
    noAllergy: "Ninguna que usted sepa.",
    allergiesNotAsked: "Todavía no le hemos preguntado. Por favor díganos si tiene alguna alergia.",
    noVisit: "No hay ninguna visita programada.",
    noFollowUp: "No necesita volver por esto, a menos que algo cambie.",
    comeBack: (day) => `Por favor vuelva alrededor del ${day}`,
    born: "Fecha de nacimiento",
    printed: "Impreso",
    emergency: "En una emergencia llame al 911.",
    otherLanguage: "Lo que está en inglés se lo explicamos en español: pida un intérprete, es gratis.",
    call: (practice, phone) => `Llame a ${practice}: ${formatPhone(phone)}`,
  },
};
