import type {
  AccountExemption,
  PrivacyGround,
  PrivacyRequestKind,
  RestrictionTarget,
} from "@practicum/contracts/charting/privacy-law";
import type { PrivacyRequestState, PrivacyStepKind } from "@practicum/contracts/charting/privacy-requests";
import { daysBetween, type LocalDate } from "@practicum/kernel/local-date";

export const privacyKindWords: { readonly [K in PrivacyRequestKind]: string } = {
  access: "Copy of the record",
  amendment: "Amendment",
  accounting: "Account of disclosures",
  restriction: "Restriction",
  confidential: "Another way to be reached",
};

export const privacyStateWords: { readonly [S in PrivacyRequestState]: string } = {
  open: "Open",
  "in-review": "In review",
  granted: "Accepted",
  denied: "Refused",
  withdrawn: "Withdrawn",
  ended: "Ended",
};

export const privacyStepWords: { readonly [S in PrivacyStepKind]: string } = {
  received: "Received",
  assigned: "Given to somebody",
  extended: "Deadline extended",
  "fee-told": "Fee told to the patient",
  granted: "Accepted",
  denied: "Refused",
  withdrawn: "Withdrawn",
  "review-asked": "The patient asks for a review",
  upheld: "The reviewer upholds the refusal",
  overturned: "The reviewer accepts it",
  disagreed: "The patient disagrees in writing",
  rebutted: "The practice answers the disagreement",
  ended: "The restriction ends",
  reopened: "Opened again",
};

/** What its words are called where the step is chosen. */
export const privacyWordsLabel: { readonly [S in PrivacyStepKind]: string } = {
  received: "Words",
  assigned: "Note, if there is one",
  extended: "Why more time is needed",
  "fee-told": "What it is for, and how the patient was told",
  granted: "The answer: what was done",
  denied: "The reason in plain words",
  withdrawn: "Who withdrew it, and how",
  "review-asked": "How the patient asked, and who reviews it",
  upheld: "Who reviewed it, and why it stays refused",
  overturned: "Who reviewed it, and what is given now",
  disagreed: "The patient's statement",
  rebutted: "The practice's answer",
  ended: "Who ended it, and why",
  reopened: "Why it is opened again",
};

export const privacyGroundWords: { readonly [G in PrivacyGround]: string } = {
  "not-verified": "Who asked is not shown to be the patient, or to stand for the patient",
  "not-held": "We do not have it",
  "psychotherapy-notes": "Psychotherapy notes",
  "legal-proceedings": "Put together for a lawsuit or a hearing",
  research: "Part of a study that is under way, as agreed",
  "confidential-source": "Told in confidence by somebody else",
  endangers: "It would endanger somebody's life or safety",
  "refers-to-another": "It is about another person, who could be harmed",
  "representative-harm": "Given to who stands for the patient, it could do harm",
  "not-ours": "We did not write it, and who did can still amend it",
  "not-in-record-set": "It is no part of the record",
  "not-open-to-access": "It is a part that the patient has no access to",
  accurate: "What stands there is accurate and complete",
  "not-agreed": "The practice does not agree to it",
  "no-other-way": "No other address or way was named",
  "payment-unclear": "It was not said how payment will be handled",
};

export const restrictionTargetWords: { readonly [T in RestrictionTarget]: string } = {
  "health-plan": "From the health plan",
  "people-here": "From people who work here",
  others: "From family or others",
};

export const exemptionWords: { readonly [E in AccountExemption]: string } = {
  "treatment-payment-operations": "For treatment, payment or the practice's work",
  "to-patient": "To the patient",
  authorized: "As the patient authorized",
  "involved-in-care": "To family who help with the care",
  "other-law": "Another exception of 45 CFR 164.528(a)(1)",
};

/** How many days are left, in words. */
export function dueWords(today: LocalDate, dueOn: LocalDate): { readonly words: string; readonly late: boolean } {
  const days = daysBetween(today, dueOn);
  if (days < 0) return { words: `${-days} ${days === -1 ? "day" : "days"} late`, late: true };
  return { words: days === 0 ? "today" : `in ${days} ${days === 1 ? "day" : "days"}`, late: false };
}
