import { fail, type DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

/** A patient's written consent to disclose records of substance use treatment (42 CFR 2.31), as far as a sending is held to it. */
export interface Part2Consent {
  readonly consentId: string;
  readonly patientId: string;
  readonly to: string;
  readonly signedOn: LocalDate;
  readonly expiresOn: LocalDate | null;
  readonly revokedOn: LocalDate | null;
}

/** What is said in the letter, in the words of 42 CFR 2.32 (a)(2) and, so that it is understood, in ours. */
const NOTICE = {
  en: "42 CFR part 2 prohibits unauthorized use or disclosure of these records. They were sent under the patient’s written consent: do not pass them on beyond what that consent or the law allows.",
  es: "42 CFR part 2 prohibits unauthorized use or disclosure of these records. Se envían con el consentimiento escrito del paciente: no los comparta más allá de lo que ese consentimiento o la ley permiten.",
} as const;

/** The letter's text with the notice (CHT-295); one that has it stays as it is. */
export function withNotice(text: string, language: "en" | "es"): string {
  const notice = NOTICE[language];
  return text.includes(notice) ? text : `${text.trimEnd()}\n\n${notice}`;
}

/** Whether whom a consent names is whom the letter goes to: one has all the words of the other, titles aside. */
function namesRecipient(consentTo: string, to: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "" && !TITLES.has(word));
  const [allowed, actual] = [words(consentTo), words(to)];
  const hasAll = (all: readonly string[], some: readonly string[]) =>
    some.length > 0 && some.every((word) => all.includes(word));
  return hasAll(actual, allowed) || hasAll(allowed, actual);
}

const TITLES: ReadonlySet<string> = new Set([
  "dr",
  "md",
  "do",
  "np",
  "pa",
  "phd",
  "mr",
  "mrs",
  "ms",
  "the",
  "of",
  "and",
]);

/** Records of a program under Part 2 go out under a consent that stands that day and lets this recipient have them (CHT-294). */
export function decideConsent(
  consent: Part2Consent | undefined,
  sending: { readonly patientId: string; readonly to: string; readonly today: LocalDate },
): Result<string, DomainError> {
  if (!consent || consent.patientId !== sending.patientId) return fail("consent-needed", { field: "consentId" });
  const at = (message: string) =>
    fail("invalid-input", { field: "consentId", fields: [{ field: "consentId", message }] });
  if (consent.revokedOn !== null) return at("The patient has revoked this consent.");
  if (consent.expiresOn !== null && consent.expiresOn < sending.today) return at("This consent has expired.");
  if (consent.signedOn > sending.today) return at("This consent is signed on a day to come.");
  if (!namesRecipient(consent.to, sending.to)) return at(`This consent names another recipient: ${consent.to}.`);
  return ok(consent.consentId);
}

/** A consent that can be: signed on no day to come, and not expired before it was signed. */
export function checkConsent(
  consent: { readonly signedOn: LocalDate; readonly expiresOn: LocalDate | null },
  today: LocalDate,
): Result<void, DomainError> {
  const at = (field: string, message: string) => fail("invalid-input", { field, fields: [{ field, message }] });
  if (consent.signedOn > today) return at("signedOn", "It can’t be signed on a day to come.");
  if (consent.expiresOn !== null && consent.expiresOn < consent.signedOn)
    return at("expiresOn", "It expires before it was signed.");
  return ok();
}
