import type { BillingPaper, PaperWords } from "@practicum/contracts/billing/billing-paper";
import { digits } from "../../../forms/address-fields.tsx";

/** What bills say, as a form holds it. */
export interface PaperValues extends Record<string, unknown> {
  elsewhere: boolean;
  payTo: { line1: string; line2: string; city: string; state: string; zip: string };
  phone: string;
  payUrl: string;
  logo: string | null;
  words: { en: PaperWords; es: PaperWords };
}

export function paperValues({ payTo, phone, payUrl, logo, words }: BillingPaper): PaperValues {
  return {
    elsewhere: payTo !== null,
    payTo: payTo ? { ...payTo, line2: payTo.line2 ?? "" } : { line1: "", line2: "", city: "", state: "", zip: "" },
    phone: phone ?? "",
    payUrl: payUrl ?? "",
    logo,
    words,
  };
}

/** What the contract takes, from what people type. */
export function paperInput({ elsewhere, payTo, phone, payUrl, logo, words }: PaperValues): BillingPaper {
  return {
    payTo: elsewhere
      ? { ...payTo, line2: payTo.line2 || null, state: payTo.state.trim().toUpperCase(), zip: digits(payTo.zip) }
      : null,
    phone: digits(phone) || null,
    payUrl: payUrl.trim() || null,
    logo,
    words,
  };
}

const PARTS: { readonly [part: string]: string } = {
  payTo: "pay-to address",
  phone: "phone",
  payUrl: "web address",
  logo: "logo",
  greeting: "greeting",
  notice1: "first notice",
  notice2: "second notice",
  notice3: "third notice",
  howToPay: "how to pay",
};
const LANGUAGES: { readonly [language: string]: string } = { en: "English", es: "Spanish" };

/** "words.es.notice3" is the third notice in Spanish. */
export function changeWords(field: string): string {
  const [first = "", language = "", word = ""] = field.split(".");
  if (first !== "words") return PARTS[first] ?? first;
  return `${PARTS[word] ?? word} (${LANGUAGES[language] ?? language})`;
}
