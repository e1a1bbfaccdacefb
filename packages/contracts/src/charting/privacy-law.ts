import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { z } from "zod";

/** What the law says of patients' requests about their own information, as data: 45 CFR 164.522 to 164.528. */

export const privacyRequestKind = z.enum(["access", "amendment", "accounting", "restriction", "confidential"]);
export type PrivacyRequestKind = z.output<typeof privacyRequestKind>;

/**
 * Days from the day it was received: 164.524(b)(2), 164.526(b)(2), 164.528(c)(1), each with one extension of 30 at most. Of a restriction (164.522(a)) and of
 * another way or address (164.522(b)) the law names no days: 30 and 10 are ours, and nothing is extended.
 */
export const privacyDays: { readonly [K in PrivacyRequestKind]: { readonly days: number; readonly more: number } } = {
  access: { days: 30, more: 30 },
  amendment: { days: 60, more: 30 },
  accounting: { days: 60, more: 30 },
  restriction: { days: 30, more: 0 },
  confidential: { days: 10, more: 0 },
};

/** A review of a refused access is decided within a reasonable time (164.524(d)(4)): 30 days are ours. */
export const REVIEW_DAYS = 30;
/** So many days before its deadline a request comes to the managers, whoever has it. */
export const WARN_DAYS = 7;
/** 164.528(a): six years back, and nothing before. */
export const ACCOUNT_YEARS = 6;

/** Until when it is answered by the law alone. */
export function privacyDue(kind: PrivacyRequestKind, receivedOn: LocalDate): LocalDate {
  return addDays(receivedOn, privacyDays[kind].days);
}

/** How far its one extension may go. */
export function privacyDueMax(kind: PrivacyRequestKind, receivedOn: LocalDate): LocalDate {
  return addDays(receivedOn, privacyDays[kind].days + privacyDays[kind].more);
}

/** Why a request is refused; a request is refused for a reason of its kind alone. */
export const privacyGround = z.enum([
  "not-verified",
  "not-held",
  "psychotherapy-notes",
  "legal-proceedings",
  "research",
  "confidential-source",
  "endangers",
  "refers-to-another",
  "representative-harm",
  "not-ours",
  "not-in-record-set",
  "not-open-to-access",
  "accurate",
  "not-agreed",
  "no-other-way",
  "payment-unclear",
]);
export type PrivacyGround = z.output<typeof privacyGround>;

/**
 * 164.524(a)(2), (a)(3) and (d)(3); 164.526(a)(2); 164.522(a)(1) and (b)(2); whoever asks is verified (164.514(h)). An account of disclosures is refused for
 * no other reason.
 */
export const privacyGrounds: { readonly [K in PrivacyRequestKind]: readonly PrivacyGround[] } = {
  access: [
    "endangers",
    "refers-to-another",
    "representative-harm",
    "psychotherapy-notes",
    "legal-proceedings",
    "research",
    "confidential-source",
    "not-held",
    "not-verified",
  ],
  amendment: ["accurate", "not-ours", "not-in-record-set", "not-open-to-access", "not-verified"],
  accounting: ["not-verified"],
  restriction: ["not-agreed", "not-verified"],
  confidential: ["no-other-way", "payment-unclear", "not-verified"],
};

/** A licensed professional who did not refuse looks at these again where the patient asks (164.524(a)(3), (a)(4)). */
export const reviewableGrounds: readonly PrivacyGround[] = ["endangers", "refers-to-another", "representative-harm"];

/** From whom something is kept: a health plan, people who work here, or somebody else (family, an employer). */
export const restrictionTarget = z.enum(["health-plan", "people-here", "others"]);
export type RestrictionTarget = z.output<typeof restrictionTarget>;

/** What was paid in full by somebody other than the plan is kept from the plan: the practice has to agree (164.522(a)(1)(vi)). */
export function mustAgree(asked: { readonly target: RestrictionTarget; readonly paidInFull: boolean } | null): boolean {
  return asked !== null && asked.target === "health-plan" && asked.paidInFull;
}

/** Why a disclosure is no part of the account (164.528(a)(1)). */
export const accountExemption = z.enum([
  "treatment-payment-operations",
  "to-patient",
  "authorized",
  "involved-in-care",
  "other-law",
]);
export type AccountExemption = z.output<typeof accountExemption>;

/** Whether a disclosure stands in the account that the patient gets on a day (CHT-319): no exception, not struck, and withheld no longer (164.528(a)(2)). */
export function isAccounted(
  one: {
    readonly exemption: AccountExemption | null;
    readonly withheldUntil: LocalDate | null;
    readonly struck: unknown;
  },
  today: LocalDate,
): boolean {
  return one.exemption === null && one.struck === null && (one.withheldUntil === null || today > one.withheldUntil);
}
