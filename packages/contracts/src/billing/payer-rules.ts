import { z } from "zod";

/** What a payer accepts and asks for, kept with the payer: the claims follow it, no program knows any payer's name. */

/** A procedure code, or the beginning of some: "94060", "J*". */
const codeOrBeginning = z
  .string()
  .regex(/^([0-9A-Z]{5}|[0-9A-Z]{1,4}\*)$/, { error: "Enter codes of five characters, or a beginning, as J*." });

const days = z.int({ error: "Enter whole days." }).min(1, { error: "Enter at least one day." }).max(3650);
const filingBasis = z.enum(["service", "decision"]);

/** In what time claims have to be there beside the first one, whose days stand with the payer (BIL-237). */
export const filingRules = z.strictObject({
  /** Days for a corrected claim; null where the payer has said none. */
  correctedDays: days.nullable(),
  /** What they count from: the service, or the payer's decision. */
  correctedFrom: filingBasis,
  /** What the days of a later payer count from: the service, or the decision of the payer before. */
  laterFrom: filingBasis,
});

export type FilingRules = z.output<typeof filingRules>;

export const ORDINARY_FILING: FilingRules = { correctedDays: null, correctedFrom: "decision", laterFrom: "decision" };

export const payerRules = z.strictObject({
  /** How a decided claim is corrected: by a replacement (frequency 7), or by a new claim or a reopening. */
  corrections: z.enum(["replacement", "new-claim"]),
  /** Laboratory, imaging and equipment lines name who ordered them (2310A, 2420E). */
  orderingProvider: z.boolean(),
  /** Lines of drugs carry the national drug code (LIN, CTP). */
  drugNumber: z.boolean(),
  /** As a later payer it wants to know why it is not first (SBR05). */
  secondaryReason: z.boolean(),
  /** Every claim is of an accident: its date and the insurer's number of it (REF*Y4) are needed. */
  casualty: z.boolean(),
  /** Services that need an authorization (REF*G1), and a referral (REF*9F). */
  authorizationFor: z.array(codeOrBeginning).max(500),
  referralFor: z.array(codeOrBeginning).max(500),
  /** Diagnoses, by their beginning, for which it asks whether there was an accident. */
  accidentFor: z
    .array(z.string().regex(/^[A-Z][0-9A-Z]{0,6}$/, { error: "Enter the beginning of a diagnosis." }))
    .max(100),
  filing: filingRules.default(ORDINARY_FILING),
  /** It takes claims on paper (CMS-1500), beside electronic ones or alone. */
  paperClaims: z.boolean().default(false),
  /** After so many days without a decision it is asked where a claim stands (276); null: only when a person asks. */
  statusAfterDays: days.nullable().default(45),
});

export type PayerRules = z.output<typeof payerRules>;

/** Nothing asked for beyond what the standard wants. */
export const ORDINARY_RULES: PayerRules = {
  corrections: "replacement",
  orderingProvider: false,
  drugNumber: false,
  secondaryReason: false,
  casualty: false,
  authorizationFor: [],
  referralFor: [],
  accidentFor: [],
  filing: ORDINARY_FILING,
  paperClaims: false,
  statusAfterDays: 45,
};

/**
 * What a new payer of a kind begins with; a person changes it at the payer.
 * - Medicare Part B takes no frequency 7 or 8 (CMS, Standard Companion Guide Health Care Claim: Professional, CLM05-3); a corrected
 *   claim is a new one, or a reopening (Medicare Claims Processing Manual, publication 100-04, chapter 34, section 10). Who ordered:
 *   the same manual, chapter 26, section 10.4, item 17. Why it is not first: Medicare Secondary Payer Manual, publication 100-05.
 * - Medicaid wants the NDC of drugs that a clinician gives (Deficit Reduction Act of 2005, section 6002).
 */
export function rulesOfKind(kind: string): PayerRules {
  switch (kind) {
    case "medicare":
      return {
        ...ORDINARY_RULES,
        corrections: "new-claim",
        orderingProvider: true,
        secondaryReason: true,
        filing: { ...ORDINARY_FILING, laterFrom: "service" },
      };
    case "medicaid":
    case "medicaid-managed":
      return { ...ORDINARY_RULES, drugNumber: true };
    case "workers-comp":
    case "auto":
      return { ...ORDINARY_RULES, casualty: true };
    default:
      return ORDINARY_RULES;
  }
}

/** Where the time for claims of a kind of payer is public; null where the contract says it, so that the payer must be asked. */
export function filingSourceOfKind(kind: string): string | null {
  switch (kind) {
    case "medicare":
      return "a calendar year from the service, after another payer too (42 CFR 424.44)";
    case "medicaid":
    case "medicaid-managed":
      return "at most twelve months from the service (42 CFR 447.45); the state or the plan may give less";
    case "tricare":
      return "a year from the service (32 CFR 199.7)";
    default:
      return null;
  }
}

/** Whether a code is on such a list. */
export function codeListed(list: readonly string[], code: string): boolean {
  return list.some((one) => (one.endsWith("*") ? code.startsWith(one.slice(0, -1)) : one === code));
}
