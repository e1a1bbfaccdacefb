import type { Cents } from "@practicum/kernel/money";
import type { LocalDate } from "@practicum/kernel/local-date";
import type {
  Address,
  Adjustment,
  Contact,
  EntityId,
  EntityName,
  PersonName,
  Reference,
  Sex,
  TransactionHeader,
} from "../types.ts";
import type { ServiceLine837P } from "./line-types.ts";
import type {
  AmbulanceTransport,
  Attachment,
  ConditionIndicator,
  Contract,
  Note,
  Provider837P,
  ReferringProvider,
  Repricing,
  ServiceFacility,
} from "./part-types.ts";

// The lines and the parts of a claim have files of their own; their names are to be had here too.
export type { LineAdjudication837P, ServiceLine837P } from "./line-types.ts";
export type { Provider837P, ReferringProvider, ServiceFacility } from "./part-types.ts";

/** One ST..SE of professional claims (X12 005010X222A1). */
export interface Transaction837P extends TransactionHeader {
  /** BHT02: "00" original, "18" reissue. */
  readonly purpose: string;
  /** BHT06: claims to be paid, encounters to be reported, or subrogation demands. */
  readonly kind: "CH" | "RP" | "31";
  /** Loop 1000A. */
  readonly submitter: Submitter;
  /** Loop 1000B: name and id (NM109, qualifier 46). */
  readonly receiver: { readonly name: string; readonly id: string };
  readonly claims: readonly Claim837P[];
}

export interface Submitter {
  readonly name: EntityName;
  /** NM109, qualifier 46. */
  readonly id: string;
  /** One or two PER. */
  readonly contacts: readonly Contact[];
}

/**
 * One claim (loop 2300) with everybody it belongs to (2000A, 2000B, 2000C). The writer groups neighbours that have equal
 * billing provider, subscriber and patient under one hierarchical level.
 */
export interface Claim837P {
  readonly billingProvider: BillingProvider;
  readonly subscriber: Subscriber837P;
  /** Loop 2010BB: who is asked to pay. */
  readonly payer: Payer837P;
  /** Loop 2000C: only when the patient is not the subscriber. */
  readonly patient?: Patient837P;

  /** CLM01, at most 20 characters: comes back in 277CA and 835. */
  readonly id: string;
  /** CLM02: the sum of the lines' charges. */
  readonly charge: Cents;
  /** CLM05-1, two digits: "11" office. */
  readonly placeOfService: string;
  /** CLM05-3: "1" original, "7" replacement, "8" void. 7 and 8 need `originalClaimNumber`. */
  readonly frequency: string;
  /** CLM06. */
  readonly providerSignatureOnFile: boolean;
  /** CLM07: "A" assigned, "B" assigned for laboratory only, "C" not assigned. */
  readonly assignment: "A" | "B" | "C";
  /** CLM08: "Y", "N", "W" (not applicable). */
  readonly benefitsAssigned: "Y" | "N" | "W";
  /** CLM09: "I" informed consent, "Y" signed release. */
  readonly releaseOfInformation: "I" | "Y";
  /** CLM10: "P" when the provider signed for the patient. */
  readonly patientSignatureSource?: string;
  /** CLM11: "AA" auto accident, "EM" employment, "OA" other accident; AA needs the state. */
  readonly relatedCauses?: { readonly causes: readonly string[]; readonly state?: string; readonly country?: string };
  /** CLM12. */
  readonly specialProgram?: string;
  /** CLM20. */
  readonly delayReason?: string;

  readonly dates?: ClaimDates837P;
  /** PWK: papers sent beside the claim. */
  readonly attachments?: readonly Attachment[];
  /** CN1. */
  readonly contract?: Contract;
  /** AMT*F5: what the patient paid. */
  readonly patientPaid?: Cents;

  /** REF*G1. */
  readonly priorAuthorization?: string;
  /** REF*9F. */
  readonly referralNumber?: string;
  /** REF*F8: the payer's number of the claim that this one replaces or voids. */
  readonly originalClaimNumber?: string;
  /** REF*X4. */
  readonly clia?: string;
  /** REF*EA. */
  readonly medicalRecordNumber?: string;
  /** REF*D9: a clearinghouse's own number. */
  readonly clearinghouseTrace?: string;
  /** Any other REF of loop 2300: 4N, F5, EW, 9A, 9C, LX, P4, 1J. */
  readonly references?: readonly Reference[];

  /** K3. */
  readonly fileInformation?: readonly string[];
  /** NTE of the claim: "ADD", "CER", "DCP", "DGN", "TPO". */
  readonly notes?: readonly Note[];
  /** CR1. */
  readonly ambulance?: AmbulanceTransport;
  /** CR2: condition code and descriptions. */
  readonly spinalManipulation?: {
    readonly condition: string;
    readonly description?: string;
    readonly description2?: string;
  };
  /** CRC: "07" ambulance, "E1" to "E3" vision, "75" homebound, "ZZ" EPSDT. */
  readonly conditions?: readonly ConditionIndicator[];

  /** HI: the first is the principal. Codes without the dot. */
  readonly diagnoses: readonly Diagnosis[];
  /** HI*BP and BO: anesthesia related procedures. */
  readonly anesthesiaProcedures?: readonly string[];
  /** HI*BG. */
  readonly conditionCodes?: readonly string[];
  readonly pricing?: Repricing;

  /** Loops 2310A: "DN" referring, "P3" primary care. */
  readonly referringProviders?: readonly ReferringProvider[];
  /** Loop 2310B. */
  readonly renderingProvider?: Provider837P;
  /** Loop 2310C: where the service was given, when not at the billing provider's address. */
  readonly serviceFacility?: ServiceFacility;
  /** Loop 2310D. */
  readonly supervisingProvider?: Provider837P;
  /** Loops 2310E and 2310F. */
  readonly ambulancePickUp?: Address;
  readonly ambulanceDropOff?: Address & { readonly name?: string };

  /** Loops 2320: the other payers, those before us with what they decided, those after us without. */
  readonly otherSubscribers?: readonly OtherSubscriber837P[];
  /** Loops 2400, 1 to 50. */
  readonly lines: readonly ServiceLine837P[];
}

/** Loops 2000A, 2010AA, 2010AB, 2010AC. */
export interface BillingProvider {
  readonly name: EntityName;
  /** NM109; absent only for those who need none (atypical providers). */
  readonly npi?: string;
  /** A street address (no PO box), 9 digit ZIP. */
  readonly address: Address;
  /** REF*EI employer's number or REF*SY social security number: nine digits. */
  readonly taxId: { readonly qualifier: "EI" | "SY"; readonly value: string };
  /** PRV03: provider taxonomy. */
  readonly taxonomy?: string;
  /** REF*0B, 1G: licence and UPIN. */
  readonly secondaryIds?: readonly Reference[];
  readonly contacts?: readonly Contact[];
  /** Loop 2010AB. */
  readonly payToAddress?: Address;
  /** Loop 2010AC: only for subrogation demands. */
  readonly payToPlan?: {
    readonly name: string;
    readonly id: EntityId;
    readonly address: Address;
    readonly taxId: string;
    readonly secondaryIds?: readonly Reference[];
  };
  /** CUR02, for claims not in US dollars. */
  readonly currency?: string;
}

/** Loops 2000B and 2010BA. */
export interface Subscriber837P {
  /** SBR01: "P" primary, "S" secondary, "T" tertiary, "A" to "H" further, "U" unknown. */
  readonly responsibility: string;
  /** SBR03. */
  readonly groupNumber?: string;
  /** SBR04. */
  readonly groupName?: string;
  /** SBR05: why Medicare is not primary. */
  readonly insuranceType?: string;
  /** SBR09: "MB", "MC", "CI", "HM", "12" (PPO), "BL" and so on. */
  readonly filingIndicator?: string;
  readonly name: EntityName;
  /** NM109 with NM108 MI (or II). */
  readonly memberId?: string;
  /** Only when it is not "MI". */
  readonly memberIdQualifier?: string;
  /** Wanted when the subscriber is the patient. */
  readonly address?: Address;
  readonly birthDate?: LocalDate;
  readonly sex?: Sex;
  /** REF*SY and REF*Y4 (property and casualty claim number). */
  readonly secondaryIds?: readonly Reference[];
  /** PER of property and casualty. */
  readonly contact?: Contact;
  /** PAT of loop 2000B, when the subscriber is the patient. */
  readonly patientFacts?: PatientFacts;
}

/** PAT05 to PAT09. */
export interface PatientFacts {
  readonly deathDate?: LocalDate;
  readonly weightPounds?: number;
  readonly pregnant?: boolean;
}

export interface Payer837P {
  readonly name: string;
  readonly id: EntityId;
  readonly address?: Address;
  /** REF*2U, EI, FY, NF. */
  readonly secondaryIds?: readonly Reference[];
  /** REF*G2, LU: the billing provider's numbers at this payer. */
  readonly billingProviderIds?: readonly Reference[];
}

/** Loops 2000C and 2010CA. */
export interface Patient837P {
  /** PAT01: "01" spouse, "19" child, "20" employee, "21" unknown, "39", "40", "53" life partner, "G8" other. */
  readonly relationship: string;
  readonly name: PersonName;
  readonly address: Address;
  readonly birthDate: LocalDate;
  readonly sex: Sex;
  /** REF*Y4, 1W, SY. */
  readonly secondaryIds?: readonly Reference[];
  readonly contact?: Contact;
  readonly facts?: PatientFacts;
}

export interface ClaimDates837P {
  /** DTP*431. */
  readonly onset?: LocalDate;
  /** DTP*454. */
  readonly initialTreatment?: LocalDate;
  /** DTP*304. */
  readonly lastSeen?: LocalDate;
  /** DTP*453. */
  readonly acuteManifestation?: LocalDate;
  /** DTP*439. */
  readonly accident?: LocalDate;
  /** DTP*484. */
  readonly lastMenstrualPeriod?: LocalDate;
  /** DTP*455. */
  readonly lastXRay?: LocalDate;
  /** DTP*471. */
  readonly prescription?: LocalDate;
  /** DTP*314, or 360 and 361. */
  readonly disability?: { readonly from?: LocalDate; readonly to?: LocalDate };
  /** DTP*297. */
  readonly lastWorked?: LocalDate;
  /** DTP*296. */
  readonly returnToWork?: LocalDate;
  /** DTP*435. */
  readonly admission?: LocalDate;
  /** DTP*096. */
  readonly discharge?: LocalDate;
  /** DTP*090 and 091. */
  readonly assumedCare?: LocalDate;
  readonly relinquishedCare?: LocalDate;
  /** DTP*444: property and casualty. */
  readonly firstContact?: LocalDate;
  /** DTP*050. */
  readonly repricerReceived?: LocalDate;
}

export interface Diagnosis {
  /** "ABK" principal and "ABF" further ones of ICD-10-CM; "BK" and "BF" of ICD-9-CM. */
  readonly qualifier: string;
  /** Without the dot. */
  readonly code: string;
}

/** Loops 2320 and 2330. */
export interface OtherSubscriber837P {
  readonly responsibility: string;
  /** SBR02: "18" self, "01" spouse, "19" child and so on. */
  readonly relationship: string;
  readonly groupNumber?: string;
  readonly groupName?: string;
  readonly insuranceType?: string;
  readonly filingIndicator?: string;
  /** Claim level CAS. */
  readonly adjustments?: readonly Adjustment[];
  /** AMT*D: what that payer paid on the claim. */
  readonly paid?: Cents;
  /** AMT*A8. */
  readonly nonCovered?: Cents;
  /** AMT*EAF. */
  readonly remainingPatientLiability?: Cents;
  /** OI03. */
  readonly benefitsAssigned: "Y" | "N" | "W";
  /** OI04. */
  readonly patientSignatureSource?: string;
  /** OI06. */
  readonly releaseOfInformation: "I" | "Y";
  /** MOA. */
  readonly outpatient?: OutpatientAdjudication;
  /** Loop 2330A. */
  readonly name: EntityName;
  readonly memberId?: string;
  readonly memberIdQualifier?: string;
  readonly address?: Address;
  readonly secondaryIds?: readonly Reference[];
  /** Loop 2330B. */
  readonly payer: {
    readonly name: string;
    readonly id: EntityId;
    readonly address?: Address;
    /** DTP*573: when that payer decided. */
    readonly adjudicationDate?: LocalDate;
    /** REF*F8: that payer's claim number. */
    readonly claimNumber?: string;
    /** REF*G1. */
    readonly priorAuthorization?: string;
    /** REF*9F. */
    readonly referralNumber?: string;
    /** Any other REF: 2U, EI, FY, NF, T4. */
    readonly secondaryIds?: readonly Reference[];
  };
  /** Loops 2330C to 2330G: the providers' numbers at that payer. */
  readonly providerIds?: readonly {
    /** "DN", "P3", "82", "77", "DQ", "85". */
    readonly role: string;
    readonly kind: "person" | "organization";
    readonly ids: readonly Reference[];
  }[];
}

/** MOA. */
export interface OutpatientAdjudication {
  /** A fraction: 0.8. */
  readonly reimbursementRate?: number;
  readonly payableAmount?: Cents;
  readonly remarks?: readonly string[];
  readonly esrdAmount?: Cents;
  readonly professionalComponent?: Cents;
}
