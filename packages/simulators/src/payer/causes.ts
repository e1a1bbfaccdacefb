/**
 * Why a payer did not pay, or paid less: kept beside every answer for teaching, never sent in the file. `field` names what a
 * person would mend, in the practice's words.
 */
export interface Cause {
  /** Group and reason code as the 835 says it: "CO-50". */
  readonly code: string;
  readonly remark?: string;
  /** Which line, from 1; absent when it is the whole claim. */
  readonly line?: number;
  readonly policy:
    | "duplicate"
    | "timely-filing"
    | "coverage-not-started"
    | "coverage-ended"
    | "wrong-primary-care"
    | "other-payer-first"
    | "authorization"
    | "referral"
    | "non-covered"
    | "medical-necessity"
    | "bundled"
    | "missing-information"
    | "drug-number"
    | "ordering-provider"
    | "accident"
    | "another-payers"
    | "not-in-plan"
    | "downcoded"
    | "payer-mistake";
  readonly field: string;
  readonly words: string;
}

export const causeWords: { readonly [P in Cause["policy"]]: { readonly field: string; readonly words: string } } = {
  duplicate: {
    field: "claim.facts.duplicateBecause",
    words:
      "The same service was billed before. Find the first claim; if this one corrects it, send it as a replacement.",
  },
  "timely-filing": {
    field: "claim.filingDeadline",
    words:
      "The claim came after the contract's filing limit. With proof that an earlier one was accepted in time, appeal.",
  },
  "coverage-not-started": { field: "coverage.from", words: "The coverage begins after the date of service." },
  "coverage-ended": {
    field: "coverage.to",
    words: "The coverage had ended on the date of service. Ask the patient for the new insurance.",
  },
  "wrong-primary-care": {
    field: "coverage.pcpNpi",
    words:
      "Another physician is the member's assigned primary care provider. Have the assignment changed before the next visit.",
  },
  "other-payer-first": {
    field: "coverage.priority",
    words: "Another insurance pays first. Bill that one, then this one with its answer.",
  },
  authorization: {
    field: "claim.facts.authorization",
    words: "This service needs an authorization number that the claim does not carry.",
  },
  referral: {
    field: "claim.facts.referral",
    words: "This service needs a referral number that the claim does not carry.",
  },
  "non-covered": { field: "charge.code", words: "The plan does not cover this service." },
  "medical-necessity": {
    field: "charge.pointers",
    words: "None of the diagnoses that the line points to supports this service under the payer's policy.",
  },
  bundled: {
    field: "charge.modifiers",
    words:
      "This service is part of another one of the same day. If it was separate, the note must say so and the line needs a modifier.",
  },
  "missing-information": {
    field: "staff.npi",
    words: "Something the payer needs is missing from the claim; the remark code says what.",
  },
  "drug-number": {
    field: "charge.drug.ndc",
    words: "This payer pays a drug only with its NDC and the quantity that was given.",
  },
  "ordering-provider": {
    field: "claim.facts.ordering.npi",
    words: "Tests, images and equipment need the name and NPI of who ordered them.",
  },
  accident: {
    field: "claim.facts.accident.cause",
    words: "The diagnosis is an injury: the payer wants to know of which accident it comes, and when that was.",
  },
  "another-payers": {
    field: "coverage.payerId",
    words: "The member belongs to another payer's plan. Ask the patient for the card of that one, and bill it.",
  },
  "not-in-plan": {
    field: "coverage.planName",
    words:
      "The member's plan covers office visits alone. Bill another coverage, or give it up: it is not the patient's.",
  },
  downcoded: {
    field: "payer",
    words:
      "The payer paid the visit as a lower level than was billed, and did not say so. Compare the codes; appeal with the note.",
  },
  "payer-mistake": {
    field: "payer",
    words: "The payer paid less than its contract says. Compare with the expected amount and ask for a correction.",
  },
};
