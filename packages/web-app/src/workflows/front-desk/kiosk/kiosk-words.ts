import type { KioskDifference, KioskStep } from "@practicum/contracts/scheduling/kiosk";
import { formatPhone } from "@practicum/ui/format.ts";

const fields: { readonly [field: string]: string } = {
  name: "Name",
  phone: "Phone",
  email: "E-mail",
  address: "Address",
  language: "Language",
  emergencyContact: "Emergency contact",
  "contact.call": "May be called",
  "contact.voicemail": "Voicemail allowed",
  "contact.text": "Text messages allowed",
  "contact.email": "E-mail allowed",
  "new-coverage": "New insurance",
};

/** A field as the desk says it; a coverage by its payer. */
export function fieldWord(field: string, payerOf: (coverageId: string) => string | null): string {
  if (field.startsWith("coverage.")) return `Insurance: ${payerOf(field.slice("coverage.".length)) ?? "a coverage"}`;
  return fields[field] ?? field;
}

/** A value as the desk reads it. What is not there is said in words: it is unknown, not "no". */
export function valueWord({ field }: Pick<KioskDifference, "field">, value: string | null): string {
  if (value === null) return field.startsWith("contact.") ? "Not asked" : "None on file";
  return field === "phone" ? formatPhone(value) : value;
}

export const stepWords: { readonly [S in KioskStep]: string } = {
  "about-you": "about you",
  contact: "ways to be reached",
  insurance: "insurance",
  emergency: "emergency contact",
  history: "health",
  questions: "two questions",
  consents: "forms to sign",
  summary: "looking it over",
};
