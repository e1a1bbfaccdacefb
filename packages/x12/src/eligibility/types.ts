import type { Cents } from "@practicum/kernel/money";
import type { LocalDate } from "@practicum/kernel/local-date";
import type {
  Address,
  Contact,
  DateRange,
  EntityId,
  EntityName,
  PersonName,
  Procedure,
  Reference,
  Sex,
  TransactionHeader,
} from "../types.ts";

/** One ST..SE of eligibility questions (X12 005010X279A1, 270). */
export interface Transaction270 extends TransactionHeader {
  /** BHT02: "13" request, "01" cancellation, "36" authority to deduct. */
  readonly purpose: string;
  /** BHT06: "RT" for Medicaid spend-down; normally absent. */
  readonly transactionType?: string;
  readonly inquiries: readonly EligibilityInquiry[];
}

/** One person asked about (loop 2000C or 2000D). */
export interface EligibilityInquiry {
  /** Loop 2100A: the payer. */
  readonly source: InformationSource;
  /** Loop 2100B: the provider that asks. */
  readonly receiver: InformationReceiver;
  readonly subscriber: EligibilityPerson;
  /** Loop 2100D: the person asked about, when not the subscriber. */
  readonly dependent?: EligibilityPerson;
  /** TRN of the person asked about. */
  readonly traces?: readonly Trace[];
  /** DTP*291 or 307 of the person; for a single day both ends are equal. */
  readonly dates?: readonly QualifiedDates[];
  /** Loops 2110C or 2110D: EQ, at least one. */
  readonly requests: readonly EligibilityRequest[];
}

/** Loop 2100A. */
export interface InformationSource {
  /** NM101: "PR" payer, "2B", "36", "GP", "P5". */
  readonly role: string;
  readonly name: EntityName;
  readonly id: EntityId;
}

/** Loop 2100B. */
export interface InformationReceiver {
  /** NM101: "1P" provider, "2B", "36", "80" hospital, "FA", "GP", "P5", "PR". */
  readonly role: string;
  readonly name: EntityName;
  readonly id: EntityId;
  readonly secondaryIds?: readonly Reference[];
  readonly address?: Address;
  /** PRV: "BI", "PE" and so on, with taxonomy. */
  readonly provider?: { readonly role: string; readonly taxonomy: string };
}

export interface Trace {
  /** TRN01: "1" this transaction's sender gave it, "2" it is given back. */
  readonly type: string;
  readonly number: string;
  /** TRN03: ten characters, "9" and a tax id, mostly. */
  readonly originatorId: string;
  readonly supplemental?: string;
}

export interface QualifiedDates extends DateRange {
  readonly qualifier: string;
}

/** Loops 2100C and 2100D. */
export interface EligibilityPerson {
  /** Both parts may be left out when the id alone is known: `last` is then empty. */
  readonly name: PersonName;
  /** NM108 MI and NM109. A dependent has none. */
  readonly id?: EntityId;
  /** REF: 18 plan, 1L group policy, 6P group, SY, EJ patient account, F6 HIC, and so on. */
  readonly references?: readonly Reference[];
  readonly address?: Address;
  readonly birthDate?: LocalDate;
  readonly sex?: Sex;
  /** INS02: "18" self, "01" spouse, "19" child, "34" other adult. */
  readonly relationship?: string;
  /** PRV. */
  readonly provider?: { readonly role: string; readonly idQualifier: string; readonly id: string };
  /** HI, without the dot. */
  readonly diagnoses?: readonly { readonly qualifier: string; readonly code: string }[];
}

export interface EligibilityRequest {
  /** EQ01, "30" health benefit plan coverage, "98" office visit. */
  readonly serviceTypes: readonly string[];
  /** EQ02. */
  readonly procedure?: Procedure;
  /** EQ03. */
  readonly coverageLevel?: string;
  /** DTP*291 of the service. */
  readonly dates?: DateRange;
  /** AMT*R and AMT*PB: spend-down. */
  readonly spendDown?: Cents;
}

/** One ST..SE of eligibility answers (X12 005010X279A1, 271). */
export interface Transaction271 extends TransactionHeader {
  /** BHT02: "11" response, "06" confirmation. */
  readonly purpose: string;
  readonly responses: readonly EligibilityResponse[];
}

/**
 * One answer. It stands at the deepest level that the payer could reach: with a rejected source there is no receiver, and
 * so on.
 */
export interface EligibilityResponse {
  readonly source: InformationSource & { readonly contacts?: readonly Contact[] };
  readonly sourceRejections?: readonly Rejection271[];
  readonly receiver?: Omit<InformationReceiver, "address">;
  readonly receiverRejections?: readonly Rejection271[];
  readonly subscriber?: EligibilityPerson271;
  readonly dependent?: EligibilityPerson271;
  readonly traces?: readonly Trace[];
  /** DTP of the person: 291 plan, 346 plan begin, 347 plan end, 356, 357, 307 eligibility, 636, 771, 539, 540, 096, 102, 152, 318, 340, 341, 342, 343, 382, 435, 442, 458, 472, 473. */
  readonly dates?: readonly QualifiedDates[];
  readonly benefits: readonly Benefit271[];
}

export interface EligibilityPerson271 extends EligibilityPerson {
  readonly rejections?: readonly Rejection271[];
}

/** AAA. */
export interface Rejection271 {
  /** AAA01: whether the request was valid in form. */
  readonly valid: boolean;
  /** AAA03: "72" member id, "73" name, "71" birth date, "75" not found, "42" cannot respond now, and so on. */
  readonly reason: string;
  /** AAA04: "C" correct and resend, "N" do not resend, "R" resend allowed, "S", "P", "W", "X", "Y". */
  readonly followUp: string;
}

/** Loop 2110: EB and what hangs on it. */
export interface Benefit271 {
  /** EB01: "1" to "5" active, "6" to "8" inactive, "A" coinsurance, "B" copay, "C" deductible, "G" stop loss, "L" primary care provider, "R" other payer, and so on. */
  readonly kind: string;
  /** EB02: "IND", "FAM". */
  readonly coverageLevel?: string;
  /** EB03. */
  readonly serviceTypes?: readonly string[];
  /** EB04: "HM", "PR", "MC", "MB". */
  readonly insuranceType?: string;
  /** EB05. */
  readonly planDescription?: string;
  /** EB06: "23" calendar year, "27" visit, "29" remaining. */
  readonly period?: string;
  readonly amount?: Cents;
  /** EB08, a fraction: 0.2 is a coinsurance of 20 percent. */
  readonly percent?: number;
  readonly quantityQualifier?: string;
  readonly quantity?: number;
  /** EB11: "Y", "N", "U". */
  readonly authorizationRequired?: string;
  /** EB12: "Y" in network, "N" out of it, "U", "W" both. */
  readonly inNetwork?: string;
  readonly procedure?: Procedure;
  /** EB14: diagnosis code pointers. */
  readonly diagnosisPointers?: readonly number[];
  /** HSD by position, as given. */
  readonly delivery?: readonly Readonly<Record<number, string>>[];
  readonly references?: readonly Reference[];
  readonly dates?: readonly QualifiedDates[];
  readonly rejections?: readonly Rejection271[];
  /** MSG. */
  readonly messages?: readonly string[];
  /** Loops 2115: III. */
  readonly additional?: readonly { readonly qualifier?: string; readonly code?: string; readonly text?: string }[];
  /** Loops 2120 between LS and LE: the primary care provider (NM101 P3), other payers and so on. */
  readonly entities?: readonly BenefitEntity271[];
}

export interface BenefitEntity271 {
  readonly role: string;
  readonly name: EntityName;
  readonly id?: EntityId;
  readonly address?: Address;
  readonly contacts?: readonly Contact[];
  readonly provider?: { readonly role: string; readonly idQualifier: string; readonly id: string };
}

/** What the front desk wants to know of an answer; see `summarizeEligibility`. */
export interface EligibilitySummary {
  readonly status: "active" | "inactive" | "rejected" | "unknown";
  readonly planDescription?: string;
  readonly insuranceType?: string;
  readonly coverageFrom?: LocalDate;
  readonly coverageTo?: LocalDate;
  /** Copay of an office visit, in network where the payer tells them apart. */
  readonly officeCopay?: Cents;
  readonly coinsurancePercent?: number;
  readonly deductible?: Cents;
  readonly deductibleRemaining?: Cents;
  readonly outOfPocketRemaining?: Cents;
  readonly primaryCareProvider?: { readonly name: EntityName; readonly id?: EntityId };
  readonly rejections: readonly Rejection271[];
}
