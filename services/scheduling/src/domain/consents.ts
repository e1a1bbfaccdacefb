import type { ConsentForm, SignatureGiven } from "@practicum/contracts/scheduling/consents";
import type { Instant } from "@practicum/kernel/instant";
import { addDays, addMonths, type LocalDate } from "@practicum/kernel/local-date";

export interface Signed {
  readonly patientId: string;
  readonly form: Pick<ConsentForm, "formId" | "version">;
  readonly title: string;
  readonly body: string;
  readonly language: "en" | "es";
  readonly name: string;
  readonly signature: SignatureGiven;
  readonly signedAt: Instant;
}

/** A signature as a text, of which the mark is made. */
export function signatureText(signature: SignatureGiven): string {
  if (signature.kind === "typed") return "typed";
  return signature.strokes.map((stroke) => stroke.map(([x, y]) => `${x},${y}`).join(" ")).join(";");
}

/** What the seal is made over: who signed what, in which words, when and how (SCH-171). A change of any of it shows. */
export function sealedText(of: Signed): string {
  const { patientId, form, title, body, language, name, signature, signedAt } = of;
  return JSON.stringify([
    "consent",
    patientId,
    form.formId,
    form.version,
    language,
    title,
    body,
    name,
    signedAt,
    signatureText(signature),
  ]);
}

/** The last day on which what was signed on a day counts; null is for good (SCH-172). */
export function countsUntil(signedOn: LocalDate, months: number | null): LocalDate | null {
  return months === null ? null : addDays(addMonths(signedOn, months), -1);
}

/** From which version on signatures count (SCH-200): a change that asks nobody again counts as the last one did. */
export function countsFrom(version: number, before: number, signAnew: boolean): number {
  return signAnew || before === 0 ? version : before;
}

/** When it was signed: as the tablet says, but not before it was handed over and not after it came (SCH-171). */
export function signingTime(told: Instant, openedAt: Instant, now: Instant): Instant {
  if (told < openedAt) return openedAt;
  return told > now ? now : told;
}
