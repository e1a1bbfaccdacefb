import type { Cents } from "@practicum/kernel/money";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";

/**
 * Something off in a file, or something that may not be written. It holds no value from the file, only where and why:
 * it may be logged and shown.
 */
export interface Finding {
  /** `error`: a validator or payer would refuse it. `warning`: readable, but not as the standard wants it. */
  readonly severity: "error" | "warning";
  /** Number of the segment in the file, ISA of the first interchange being 1. 0: the file as a whole. */
  readonly segmentNumber: number;
  /** "NM1"; empty when the finding is about the file. */
  readonly segmentId: string;
  /** 1 for NM101. */
  readonly elementPosition?: number;
  /** 1 for SV101-1. */
  readonly componentPosition?: number;
  /** X12 data element number of a wrong element: 67 for NM109. */
  readonly elementNumber?: number;
  /** "2010AA". */
  readonly loop?: string;
  /** The rule that is broken: "837P-2300-CLM02-SUM", "X12-LENGTH". See SPEC.md. */
  readonly rule: string;
  /** In words a biller understands; never a value of the file. */
  readonly message: string;
}

/** What a reader gives: everything it could make out, and everything that was off. */
export interface ReadResult<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
}

/** The characters that part a file. Defaults: "*", "~", ":", "^" and no line break. */
export interface Delimiters {
  readonly element: string;
  readonly segment: string;
  readonly component: string;
  readonly repetition: string;
}

/** ISA: from whom, to whom, when, which number. */
export interface InterchangeHeader {
  /** ISA05, "ZZ" mutually defined, "30" tax id, "XX" would be a mistake here. */
  readonly senderQualifier: string;
  /** ISA06, at most 15 characters; padding is added and taken away. */
  readonly senderId: string;
  readonly receiverQualifier: string;
  readonly receiverId: string;
  readonly date: LocalDate;
  readonly time: LocalTime;
  /** ISA13, 0 to 999999999. */
  readonly controlNumber: number;
  /** ISA14: whether a TA1 is asked for. */
  readonly acknowledgmentRequested?: boolean;
  /** ISA15: production or test. */
  readonly usage: "P" | "T";
  /** ISA01 and ISA02, where the partner wants them; "00" and blanks otherwise. */
  readonly authorization?: { readonly qualifier: string; readonly value: string };
  /** ISA03 and ISA04. */
  readonly security?: { readonly qualifier: string; readonly value: string };
}

/** GS. */
export interface GroupHeader {
  /** GS02. */
  readonly senderCode: string;
  /** GS03. */
  readonly receiverCode: string;
  readonly date: LocalDate;
  readonly time: LocalTime;
  /** GS06. */
  readonly controlNumber: number;
}

/** One functional group within its interchange. A file with more of them is read as a list of these. */
export interface Interchange<T> {
  readonly interchange: InterchangeHeader;
  readonly group: GroupHeader;
  readonly transactions: readonly T[];
}

/** Everything a transaction has before its first loop that every transaction has. */
export interface TransactionHeader {
  /** ST02, "0001". */
  readonly controlNumber: string;
  /** BHT03: the sender's own number for this transaction. */
  readonly referenceId: string;
  /** BHT04 and BHT05. */
  readonly date: LocalDate;
  readonly time: LocalTime;
}

export interface PersonName {
  readonly kind: "person";
  readonly last: string;
  readonly first?: string;
  readonly middle?: string;
  readonly suffix?: string;
}
export interface OrganizationName {
  readonly kind: "organization";
  readonly name: string;
}
export type EntityName = PersonName | OrganizationName;

/** N3 and N4. */
export interface Address {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly state?: string;
  /** ZIP: 5 or 9 digits, no hyphen. */
  readonly zip?: string;
  /** ISO 3166 alpha-2, only outside the United States. */
  readonly country?: string;
  readonly countrySubdivision?: string;
}

/** REF: a qualifier (REF01), a number (REF02), a description (REF03). */
export interface Reference {
  readonly qualifier: string;
  readonly value: string;
  readonly description?: string;
  /** REF04-2 with REF04-1 2U: the other payer whose number this is (837P lines). */
  readonly payerId?: string;
}

/** PER. Telephone numbers are ten digits. */
export interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly extension?: string;
  readonly fax?: string;
  readonly email?: string;
  /** Web address, where the transaction has a place for it (835). */
  readonly url?: string;
}

/** NM108 and NM109: "XX" NPI, "MI" member id, "PI" payer id, "46" ETIN, "FI" tax id, "XV" CMS plan id, "SV" payer's provider number. */
export interface EntityId {
  readonly qualifier: string;
  readonly value: string;
}

/** Both ends included; the same day twice is a single day. */
export interface DateRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** One service, drug or supply code with its qualifier: "HC" HCPCS and CPT, "NU" revenue code, "N4" NDC, "AD" dental, "HP", "IV", "WK", "ER". */
export interface Procedure {
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers?: readonly string[];
  readonly description?: string;
}

/** One adjustment of a CAS segment: group CO, PR, OA, PI or CR, its reason code (CARC), amount, and units. */
export interface Adjustment {
  readonly group: string;
  readonly reason: string;
  /** Positive takes away from the payment. */
  readonly amount: Cents;
  /** Units of service adjusted. */
  readonly quantity?: number;
}

/** AMT. */
export interface QualifiedAmount {
  readonly qualifier: string;
  readonly amount: Cents;
}

/** QTY. */
export interface QualifiedQuantity {
  readonly qualifier: string;
  readonly quantity: number;
}

export type Sex = "F" | "M" | "U";
