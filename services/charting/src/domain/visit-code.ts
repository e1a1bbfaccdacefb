import { addMonths, formatDate, type LocalDate } from "@practicum/kernel/local-date";

/** The last visits of the patient before this one. */
export interface EarlierVisits {
  /** With a provider of this practice; null when none is known. */
  readonly here: { readonly on: LocalDate; readonly providerName: string } | null;
  /** In a history that was taken over: it may have been here, under another system, or elsewhere. */
  readonly takenOver: LocalDate | null;
}

/** A patient is new who was not seen here in three years (CPT, evaluation and management guidelines). */
const NEW_AFTER_MONTHS = 36;

/** The visit codes in pairs: for a new patient, for an established one. */
const PAIRS: readonly (readonly [isNew: RegExp, isEstablished: RegExp, newCodes: string, establishedCodes: string])[] =
  [
    [/^9920[2-5]$/, /^9921[1-5]$/, "99202 to 99205", "99211 to 99215"],
    [/^9938[1-7]$/, /^9939[1-7]$/, "99381 to 99387", "99391 to 99397"],
  ];

/**
 * What is wrong with a visit code for this patient, in words; null when nothing is (CHT-53). Where it can't be known whether the
 * patient was seen here, an established-patient code is left alone.
 */
export function visitCodeFault(code: string, serviceDate: LocalDate, earlier: EarlierVisits): string | null {
  const since = addMonths(serviceDate, -NEW_AFTER_MONTHS);
  const here = earlier.here !== null && earlier.here.on > since ? earlier.here : null;
  const maybeHere = earlier.takenOver !== null && earlier.takenOver > since;
  for (const [isNew, isEstablished, newCodes, establishedCodes] of PAIRS) {
    if (isNew.test(code) && here) {
      return `${code} is for a new patient, but ${here.providerName} saw this one on ${formatDate(here.on)}: choose one of ${establishedCodes}.`;
    }
    if (isEstablished.test(code) && !here && !maybeHere) {
      return `${code} is for an established patient, but this one has not been seen here in three years: choose one of ${newCodes}.`;
    }
  }
  return null;
}
