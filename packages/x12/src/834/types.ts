import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { Address, EntityId, EntityName, PersonName, QualifiedAmount, Reference, Sex } from "../types.ts";

/** One ST..SE of enrollments (X12 005010X220A1): a roster. */
export interface Enrollment834 {
  readonly controlNumber: string;
  /** BGN01: "00" original, "15" resubmission, "22" information copy. */
  readonly purpose: string;
  /** BGN02. */
  readonly referenceId: string;
  readonly date: LocalDate;
  readonly time: LocalTime;
  /** BGN05: "UT", "PT", "PS". */
  readonly timeZone?: string;
  /** BGN06. */
  readonly originalReferenceId?: string;
  /** BGN08: "2" change, "4" verify (a full roster), "RX" replace. */
  readonly action: string;
  /** REF*38. */
  readonly masterPolicyNumber?: string;
  /** DTP of the file: 007 effective, 303, 382. */
  readonly dates?: readonly QualifiedDate834[];
  /** QTY: DT dependents, ET employees, TO total. */
  readonly counts?: readonly { readonly qualifier: string; readonly count: number }[];
  /** Loop 1000A: N1*P5. */
  readonly sponsor: Party834;
  /** Loop 1000B: N1*IN. */
  readonly payer: Party834;
  /** Loops 1000C: N1*BO and N1*TV. */
  readonly brokers?: readonly (Party834 & { readonly role: string })[];
  readonly members: readonly Member834[];
}

export interface Party834 {
  readonly name?: string;
  readonly id: EntityId;
}

export interface QualifiedDate834 {
  readonly qualifier: string;
  readonly date: LocalDate;
}

/** Loop 2000. */
export interface Member834 {
  /** INS01. */
  readonly isSubscriber: boolean;
  /** INS02: "18" self, "01" spouse, "19" child. */
  readonly relationship: string;
  /** INS03: "001" change, "021" addition, "024" termination, "025" reinstatement, "030" audit. */
  readonly maintenanceType: string;
  /** INS04. */
  readonly maintenanceReason?: string;
  /** INS05: "A" active, "C" COBRA, "S", "T". */
  readonly benefitStatus: string;
  /** INS06-1 and INS06-2. */
  readonly medicare?: { readonly plan: string; readonly eligibilityReason?: string };
  /** INS07. */
  readonly cobraEvent?: string;
  /** INS08: "FT", "PT", "RT", "TE" and so on. */
  readonly employmentStatus?: string;
  /** INS09: "F", "N", "P". */
  readonly studentStatus?: string;
  /** INS10. */
  readonly handicapped?: boolean;
  /** INS12. */
  readonly deathDate?: LocalDate;
  /** INS13. */
  readonly confidentiality?: string;
  /** INS17. */
  readonly birthSequence?: number;
  /** REF*0F. */
  readonly subscriberNumber: string;
  /** REF*1L. */
  readonly policyNumber?: string;
  /** Other REF: 17, 23, 3H, 4A, 6O, ABB, D3, DX, F6, P5, Q4, QQ, ZZ. */
  readonly references?: readonly Reference[];
  /** DTP: 356 eligibility begins, 357 ends, 336 employment begins, 337 ends, 303 and so on. */
  readonly dates?: readonly QualifiedDate834[];
  /** Loop 2100A: NM1*IL, or NM1*74 when this corrects a name. */
  readonly name: PersonName;
  readonly nameIsCorrection?: boolean;
  readonly prefix?: string;
  /** NM108 and NM109: "34" social security number, "ZZ" mutually defined. */
  readonly id?: EntityId;
  /** PER*IP: telephones and e-mail by qualifier: HP home, WP work, CP cell, TE, EM, BN, AP, FX, EX. */
  readonly communications?: readonly { readonly qualifier: string; readonly value: string }[];
  readonly address?: Address;
  /** N405 and N406: "CY" county, "60" area. */
  readonly locator?: { readonly qualifier: string; readonly value: string };
  readonly birthDate?: LocalDate;
  readonly sex?: Sex;
  /** DMG04. */
  readonly maritalStatus?: string;
  /** DMG05-1: race or ethnicity codes. */
  readonly race?: readonly string[];
  /** DMG06. */
  readonly citizenship?: string;
  /** Loop 2100B: what was wrong before. */
  readonly incorrect?: {
    readonly name: PersonName;
    readonly id?: EntityId;
    readonly birthDate?: LocalDate;
    readonly sex?: Sex;
  };
  /** Loop 2100C: NM1*31. */
  readonly mailingAddress?: Address;
  /** Loops 2100D to 2100H: NM101 36 employer, M8 school, S3 parent, QD responsible person, 45 drop off. */
  readonly others?: readonly {
    readonly role: string;
    readonly name?: EntityName;
    readonly id?: EntityId;
    readonly address?: Address;
    readonly communications?: readonly { readonly qualifier: string; readonly value: string }[];
  }[];
  /** Loops 2200. */
  readonly disabilities?: readonly {
    /** DSB01. */
    readonly type: string;
    readonly diagnosis?: { readonly qualifier: string; readonly code: string };
    readonly dates?: readonly QualifiedDate834[];
  }[];
  /** AMT of loop 2100A: B9, C1, D2, EBA, FK, P3, R. */
  readonly amounts?: readonly QualifiedAmount[];
  /** Loops 2300. */
  readonly coverages: readonly Coverage834[];
}

/** Loop 2300. */
export interface Coverage834 {
  /** HD01, as INS03. */
  readonly maintenanceType: string;
  /** HD03: "HLT" health, "HMO", "PPO", "DEN", "VIS", "PDG" drugs and so on. */
  readonly insuranceLine: string;
  /** HD04. */
  readonly planDescription?: string;
  /** HD05: "EMP", "FAM", "IND", "CHD" and so on. */
  readonly coverageLevel?: string;
  /** HD09. */
  readonly lateEnrollment?: boolean;
  /** DTP: 348 begins, 349 ends, 303, 343, 543, 695, 300. */
  readonly dates: readonly QualifiedDate834[];
  /** AMT: P3 premium, C1 copay, D2 deductible, B9. */
  readonly amounts?: readonly QualifiedAmount[];
  /** REF: 1L, 17, 9V, CE, E8, M7, PID, RB, X9, XM, XX1, XX2, ZX, ZZ, QQ. */
  readonly references?: readonly Reference[];
  /** Loops 2310: the member's providers: "P3" primary care, "1X", "3D", "80", "FA", "OD", "Y2". */
  readonly providers?: readonly Provider834[];
  /** Loops 2320: other coverage. */
  readonly otherCoverages?: readonly OtherCoverage834[];
}

export interface Provider834 {
  readonly role: string;
  readonly name: EntityName;
  readonly id?: EntityId;
  /** NM110: "25" established patient, "26" not, "72" unknown. */
  readonly patientRelationship: string;
  readonly address?: Address;
  /** PLA: the provider changes on a day, and why. */
  readonly change?: { readonly action: string; readonly date: LocalDate; readonly reason: string };
}

export interface OtherCoverage834 {
  /** COB01: "P", "S", "T", "U". */
  readonly responsibility: string;
  readonly policyNumber?: string;
  /** COB03: "1" coordinates, "5" unknown, "6" none. */
  readonly coordination: string;
  readonly serviceTypes?: readonly string[];
  readonly references?: readonly Reference[];
  readonly dates?: readonly QualifiedDate834[];
  /** Loops 2330. */
  readonly parties?: readonly { readonly role: string; readonly name?: string; readonly id?: EntityId }[];
}
