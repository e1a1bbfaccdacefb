import type { Cents } from "@practicum/kernel/money";
import type { LocalDate } from "@practicum/kernel/local-date";
import type {
  Address,
  Adjustment,
  Contact,
  DateRange,
  EntityId,
  EntityName,
  PersonName,
  Procedure,
  QualifiedAmount,
  QualifiedQuantity,
  Reference,
} from "../types.ts";

/** One ST..SE of a remittance advice (X12 005010X221A1): one payment to one payee. Several payees are several transactions. */
export interface Remittance835 {
  /** ST02. */
  readonly controlNumber: string;
  readonly payment: Payment835;
  /** TRN: reassociates the advice with the money. */
  readonly trace: {
    /** TRN02: check or EFT number. */
    readonly number: string;
    /** TRN03: "1" and the payer's tax id. */
    readonly payerId: string;
    /** TRN04. */
    readonly supplementalCode?: string;
  };
  /** CUR02, when not US dollars. */
  readonly currency?: string;
  /** REF*EV and REF*F2. */
  readonly receiverId?: string;
  readonly versionId?: string;
  /** DTM*405: the day that the payer closed its books. */
  readonly productionDate?: LocalDate;
  readonly payer: Payer835;
  readonly payee: Payee835;
  /** Loop 2000: TS3 and TS2, for the groups that have them. */
  readonly providerSummaries?: readonly ProviderSummary835[];
  /** Loops 2100 in the file's order. */
  readonly claims: readonly ClaimPayment835[];
  /** PLB: what was kept back or added beside the claims. A positive amount takes away from the payment. */
  readonly providerAdjustments: readonly ProviderAdjustment835[];
}

export interface Payment835 {
  /** BPR01: "I" money and advice together, "H" notice only (no money), "C", "D", "P", "U", "X". */
  readonly handling: string;
  readonly amount: Cents;
  /** BPR03. */
  readonly creditDebit: "C" | "D";
  /** BPR04: "ACH", "CHK", "NON", "FWT", "BOP". */
  readonly method: string;
  /** BPR05: "CCP" or "CTX". */
  readonly format?: string;
  /** BPR06 to BPR09. */
  readonly payerBank?: BankAccount;
  /** BPR10. */
  readonly originatorId?: string;
  /** BPR11. */
  readonly originatorSupplementalCode?: string;
  /** BPR12 to BPR15. */
  readonly payeeBank?: BankAccount;
  /** BPR16. */
  readonly date: LocalDate;
}

export interface BankAccount {
  /** "01" ABA routing number, "04" Canadian. */
  readonly routingQualifier: string;
  readonly routingNumber: string;
  /** "DA" checking, "SG" savings. */
  readonly accountQualifier: string;
  readonly account: string;
}

/** Loop 1000A. */
export interface Payer835 {
  readonly name: string;
  /** N104 with N103 XV. */
  readonly planId?: string;
  readonly address: Address;
  /** REF*2U, EO, HI, NF. */
  readonly secondaryIds?: readonly Reference[];
  /** PER*CX. */
  readonly businessContact?: Contact;
  /** PER*BL: at least one. */
  readonly technicalContacts: readonly Contact[];
  /** PER*IC: where policies are. */
  readonly webSite?: string;
}

/** Loop 1000B. */
export interface Payee835 {
  readonly name: string;
  /** N103 and N104: XX, FI or XV. */
  readonly id: EntityId;
  readonly address?: Address;
  /** REF*TJ tax id, PQ, 0B, D3. */
  readonly secondaryIds?: readonly Reference[];
  /** RDM01 to RDM03. */
  readonly delivery?: { readonly method: string; readonly name?: string; readonly address?: string };
}

export interface ProviderSummary835 {
  /** LX01 of the group. */
  readonly group: number;
  /** TS301. */
  readonly providerId: string;
  readonly facilityType: string;
  readonly fiscalPeriodEnd: LocalDate;
  readonly claimCount: number;
  readonly charge: Cents;
  /** TS306 to TS324 by position, where given: 13 is TS313. Amounts in cents except position 23, a count. */
  readonly further?: Readonly<Record<number, number>>;
  /** TS201 to TS219 by position. Amounts in cents except positions 7, 8, 10, 11, 16 and 17. */
  readonly inpatient?: Readonly<Record<number, number>>;
}

/** Loop 2100. */
export interface ClaimPayment835 {
  /** LX01 of the group the claim stands in. */
  readonly group: number;
  /** CLP01: CLM01 of the claim; "0" when the payer has none. */
  readonly id: string;
  /** CLP02: "1", "2", "3" processed as primary, secondary, tertiary; "4" denied; "19" to "21" and forwarded; "22" reversal; "23" not ours, forwarded; "25" predetermination. */
  readonly status: string;
  readonly charge: Cents;
  readonly paid: Cents;
  /** CLP05. */
  readonly patientResponsibility?: Cents;
  /** CLP06. */
  readonly filingIndicator: string;
  /** CLP07. */
  readonly payerClaimNumber: string;
  /** CLP08. */
  readonly facilityType?: string;
  /** CLP09. */
  readonly frequency?: string;
  /** CLP11 to CLP13. */
  readonly drg?: string;
  readonly drgWeight?: number;
  readonly dischargeFraction?: number;
  /** Claim level CAS. */
  readonly adjustments: readonly Adjustment[];
  /** NM1*QC; absent in some pharmacy claims. */
  readonly patient: { readonly name: PersonName; readonly id?: EntityId };
  /** NM1*IL, when the insured is not the patient. */
  readonly insured?: { readonly name: EntityName; readonly id?: EntityId };
  /** NM1*74: name or id as the payer has it. Empty texts where the payer left them out. */
  readonly correctedInsured?: { readonly name: EntityName; readonly id?: EntityId };
  /** NM1*82. */
  readonly renderingProvider?: { readonly name: EntityName; readonly id: EntityId };
  /** NM1*TT: where the claim was sent on to. */
  readonly crossoverCarrier?: { readonly name: string; readonly id: EntityId };
  /** NM1*PR: who should pay first. */
  readonly correctedPriorityPayer?: { readonly name: string; readonly id: EntityId };
  /** NM1*GB. */
  readonly otherSubscriber?: { readonly name: EntityName; readonly id?: EntityId };
  readonly inpatient?: InpatientAdjudication835;
  /** MOA. */
  readonly outpatient?: OutpatientAdjudication835;
  /** REF*1L, 1W, 28, 6P, 9A, 9C, BB, CE, EA, F8, G1, G3, IG, SY. */
  readonly references?: readonly Reference[];
  /** REF*0B, 1A to 1J, D3, G2, LU: the rendering provider's numbers. */
  readonly renderingIds?: readonly Reference[];
  /** DTM*232 and 233. */
  readonly statementFrom?: LocalDate;
  readonly statementTo?: LocalDate;
  /** DTM*036. */
  readonly coverageExpired?: LocalDate;
  /** DTM*050. */
  readonly received?: LocalDate;
  readonly contacts?: readonly Contact[];
  /** AMT: AU coverage, D8 discount, DY per day limit, F5 patient paid, I interest, NL, T tax, T2, ZK to ZO. */
  readonly amounts?: readonly QualifiedAmount[];
  readonly quantities?: readonly QualifiedQuantity[];
  readonly lines: readonly ServicePayment835[];
}

/** Loop 2110. */
export interface ServicePayment835 {
  /** SVC01: what was decided on. */
  readonly procedure: Procedure;
  readonly charge: Cents;
  readonly paid: Cents;
  /** SVC04. */
  readonly revenueCode?: string;
  /** SVC05: units paid; 1 when left out. */
  readonly quantity?: number;
  /** SVC06 and SVC07: what was billed, when it is not the same. */
  readonly submittedProcedure?: Procedure;
  readonly submittedQuantity?: number;
  /** DTM*472, or 150 and 151. */
  readonly serviceDates?: DateRange;
  readonly adjustments: readonly Adjustment[];
  /** REF*6R: the line's number of the claim. */
  readonly controlNumber?: string;
  /** REF*1S, APC, BB, E9, G1, G3, LU, RB. */
  readonly references?: readonly Reference[];
  /** REF*0B, 1A to 1J, D3, G2, HPI, SY, TJ. */
  readonly renderingIds?: readonly Reference[];
  /** REF*0K. */
  readonly policyIds?: readonly string[];
  /** AMT: B6 allowed, KH late filing reduction, T tax, T2, ZK to ZO. */
  readonly amounts?: readonly QualifiedAmount[];
  readonly quantities?: readonly QualifiedQuantity[];
  /** LQ: "HE" remark codes (RARC), "RX" pharmacy reject codes. */
  readonly remarks?: readonly { readonly qualifier: string; readonly code: string }[];
}

/** MOA. */
export interface OutpatientAdjudication835 {
  readonly reimbursementRate?: number;
  readonly payableAmount?: Cents;
  /** Remark codes (RARC) of the whole claim. */
  readonly remarks?: readonly string[];
  readonly esrdAmount?: Cents;
  readonly professionalComponent?: Cents;
}

/** MIA. */
export interface InpatientAdjudication835 {
  readonly coveredDays: number;
  /** Remark codes, MIA05 and MIA20 to MIA23. */
  readonly remarks?: readonly string[];
  /** MIA02 to MIA24 by position, as given. Amounts in cents except positions 2, 3 and 15. */
  readonly further?: Readonly<Record<number, number>>;
}

/** One PLB segment. */
export interface ProviderAdjustment835 {
  /** PLB01: NPI or the payer's provider number. */
  readonly providerId: string;
  readonly fiscalPeriodEnd: LocalDate;
  /** One to six. */
  readonly entries: readonly {
    /** "WO" recoupment, "FB" forward balance, "L6" interest, "72" authorized return, "CS", "J1", "LE" levy and so on. */
    readonly reason: string;
    readonly reference?: string;
    /** Positive takes away from the payment, negative adds. */
    readonly amount: Cents;
  }[];
}
