import type { ClaimFacts, Drug } from "@practicum/contracts/billing/claim-facts";
import type { PayerRules } from "@practicum/contracts/billing/payer-rules";
import type { Address, PersonName } from "@practicum/contracts/schema";
import type { Cents } from "@practicum/kernel/money";
import type { Adjustment } from "@practicum/x12/types";
import type { LocalDate } from "@practicum/kernel/local-date";

export type Sex = "female" | "male" | "unknown";

export interface ClaimProvider {
  readonly staffId: string;
  readonly family: string;
  readonly given: string;
  /** As people read it: "Chen, Ana MD". */
  readonly name: string;
  readonly npi: string | null;
  readonly taxonomy: string | null;
}

export interface ClaimLine {
  readonly lineNumber: number;
  readonly chargeId: string;
  readonly code: string;
  readonly label: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  /** Places in `diagnoses`, from 1. */
  readonly pointers: readonly number[];
  readonly amount: Cents;
  /** Loop 2410. Absent in claims built before it was kept. */
  readonly drug?: Drug | null;
}

/**
 * Everything a claim says, taken from its sources at one moment; what is missing there is null here, and a finding. It is a
 * snapshot: a later change of the patient or the payer reaches a claim only by building it again (BIL-22).
 */
export interface ClaimContent {
  readonly serviceDate: LocalDate;
  readonly diagnoses: readonly { readonly code: string; readonly label: string }[];
  readonly lines: readonly ClaimLine[];
  readonly billing: {
    readonly name: string;
    readonly npi: string;
    readonly taxId: string;
    readonly taxonomy: string;
    readonly address: Address;
    readonly phone: string;
    readonly clia: string | null;
    /** Loop 2010AB, where payments go elsewhere; absent where they do not, and in claims built before it was kept. */
    readonly payTo?: Address;
  } | null;
  readonly rendering: ClaimProvider | null;
  readonly supervising: ClaimProvider | null;
  readonly facility: {
    readonly locationId: string;
    readonly name: string;
    readonly npi: string | null;
    readonly address: Address;
    readonly placeOfService: string;
  } | null;
  readonly payer: {
    readonly payerId: string;
    readonly name: string;
    readonly electronicId: string;
    readonly kind: string;
    readonly claimFiling: string;
    readonly filingDays: number;
    readonly memberIdPattern: string | null;
    readonly capitated: boolean;
    readonly active: boolean;
    /** Absent in claims built before it was kept. */
    readonly rules?: PayerRules;
  };
  readonly coverage: {
    readonly coverageId: string;
    readonly memberId: string;
    readonly groupNumber: string | null;
    readonly priority: number;
    readonly from: LocalDate;
    readonly to: LocalDate | null;
    readonly relationship: "self" | "spouse" | "child" | "other";
    /** SBR05. */
    readonly secondaryReason?: string | null;
  };
  readonly subscriber: {
    readonly name: PersonName | null;
    readonly birthDate: LocalDate | null;
    readonly sex: Sex | null;
    readonly address: Address | null;
  };
  readonly patient: {
    readonly patientId: string;
    readonly mrn: string;
    readonly name: PersonName;
    readonly birthDate: LocalDate;
    readonly sex: Sex;
    readonly address: Address | null;
  };
  /** REF*F8, of a replacement. */
  readonly originalClaimNumber: string | null;
  /** When the payer decided on what a replacement or a void is about; absent in every other claim. */
  readonly decidedOn?: LocalDate;
  /** Absent in claims built before it was kept. */
  readonly facts?: ClaimFacts;
  /** Loops 2320, 2330 and 2430: the payers before this one, the first first. Absent in claims built before it was kept. */
  readonly earlier?: readonly EarlierPayer[];
}

/** A payer that decided before this one, with its decision as it stands (BIL-70). */
export interface EarlierPayer {
  readonly claimId: string;
  readonly payer: Pick<ClaimContent["payer"], "name" | "electronicId" | "claimFiling">;
  readonly coverage: Pick<ClaimContent["coverage"], "memberId" | "groupNumber" | "relationship">;
  readonly subscriber: ClaimContent["subscriber"];
  /** That payer's own number of the claim. */
  readonly payerClaimNumber: string;
  readonly decidedOn: LocalDate;
  readonly paid: Cents;
  /** Of the claim as a whole. */
  readonly adjustments: readonly Adjustment[];
  readonly lines: readonly EarlierLine[];
  /** Whether it refused a part that nobody has settled yet. */
  readonly openDenial: boolean;
}

export interface EarlierLine {
  /** Line of this claim; null when the payer decided on something that we did not bill so. */
  readonly lineNumber: number | null;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly quantity: number;
  readonly paid: Cents;
  readonly adjustments: readonly Adjustment[];
}
