import type { TimeZone } from "@practicum/kernel/instant";
import type { Cents } from "@practicum/kernel/money";

/**
 * What a simulated payer's contract and policies say, as data a person can read. What it pays follows from this alone
 * (`adjudicate.ts`), to the cent. The payers' names are real, their rules here are invented.
 */
export interface PayerRules {
  /** NM109 of loop 2010BB, by which a claim finds this payer. */
  readonly electronicId: string;
  readonly name: string;
  readonly kind: "hmo" | "ppo" | "medicare" | "medicaid" | "medicaid-managed";
  /** SBR09 and CLP06. */
  readonly claimFiling: string;
  /** EB04: "HM", "PR", "MB", "MC". */
  readonly insuranceType: string;
  /** Nine digits, invented: for TRN03 and BPR10. */
  readonly taxId: string;
  readonly address: { readonly line1: string; readonly city: string; readonly state: string; readonly zip: string };
  readonly phone: string;
  /** What a member number looks like, anchored. */
  readonly memberIdPattern: string;
  readonly plans: readonly [Plan, ...Plan[]];
  readonly contract: Contract;
  /** Days from the service in which a first claim, and a corrected one, must arrive. */
  readonly filingDays: number;
  readonly correctedFilingDays: number;
  /** Services that need an authorization number (REF*G1), by code. */
  readonly authorizationFor: readonly string[];
  /** Services that need a referral number (REF*9F) unless the assigned physician gave them. */
  readonly referralFor: readonly string[];
  /** Drugs (J codes) are paid only with their NDC. */
  readonly drugNumber: boolean;
  /** Laboratory, imaging and equipment are paid only with the NPI of who ordered them (2420E, or 2310A). */
  readonly orderingProvider: boolean;
  /** Diagnoses, by their beginning, that are paid only once the claim says of which accident they come. */
  readonly accidentFor: readonly string[];
  /** Whether frequency 7 and 8 are taken (CLM05-3). */
  readonly replacements: boolean;
  /** Of how many visits one is paid as the next lower level, without a word; 0 for never. */
  readonly downcodesOneIn: number;
  readonly nonCovered: readonly string[];
  readonly bundling: readonly Bundling[];
  readonly necessity: readonly Necessity[];
  /** Taken off every payment, as Medicare's 2 %: hundredths of a percent (200 is 2 %). */
  readonly sequestrationBasisPoints: number;
  /** Paid on claims decided later than this, simple interest a year. */
  readonly interest: { readonly afterDays: number; readonly annualBasisPoints: number } | null;
  /** Where claims go on to after this payer paid, when the member has that coverage too. */
  readonly crossoverTo: string | null;
  /** Days from receipt: to the 277CA, and to the 835. Both ends included. */
  readonly acknowledgeDays: readonly [number, number];
  readonly payDays: readonly [number, number];
  /** Of how many claims one is decided wrongly, as payers do; 0 for never. */
  readonly mistakeOneIn: number;
}

export interface Plan {
  readonly planId: string;
  readonly name: string;
  readonly officeCopay: Cents;
  readonly specialistCopay: Cents;
  /** A calendar year's. */
  readonly deductible: Cents;
  readonly coinsurancePercent: number;
  readonly outOfPocketMax: Cents | null;
  /** Whether a member has an assigned primary care provider. */
  readonly primaryCareRequired: boolean;
}

export type Contract =
  /** A share of the base rates, in percent; a code without a base rate is paid at a share of the charge. */
  | {
      readonly kind: "fee-schedule";
      readonly percentOfBase: number;
      readonly percentOfCharge: number;
      readonly overrides: { readonly [code: string]: Cents };
    }
  /** A monthly amount per member covers everything but the carve-outs, which are paid by fee schedule. */
  | {
      readonly kind: "capitation";
      readonly perMemberPerMonth: Cents;
      readonly carveOuts: readonly string[];
      readonly percentOfBase: number;
    };

/** `included` is part of `comprehensive` on the same day; modifier 59, XE, XP, XS or XU separates them where `separable`. */
export interface Bundling {
  readonly comprehensive: string;
  readonly included: string;
  readonly separable: boolean;
}

/** Services that are paid only for diagnoses that begin with one of these (without the dot). */
export interface Necessity {
  readonly codes: readonly string[];
  readonly diagnoses: readonly string[];
}

/** Payers' days are counted in this zone. */
export const payerTimeZone: TimeZone = "America/Los_Angeles";
