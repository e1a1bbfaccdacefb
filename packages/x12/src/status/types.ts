import type { Cents } from "@practicum/kernel/money";
import type { LocalDate } from "@practicum/kernel/local-date";
import type {
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

/** One ST..SE of claim status questions (X12 005010X212, 276). */
export interface Transaction276 extends TransactionHeader {
  readonly inquiries: readonly StatusInquiry[];
}

/** NM1 of loops 2100A to 2100E. */
export interface StatusEntity {
  readonly name: EntityName;
  readonly id?: EntityId;
}

export interface StatusPerson {
  readonly name: PersonName;
  readonly id?: EntityId;
  readonly birthDate?: LocalDate;
  readonly sex?: Sex;
}

/** One claim asked about (loop 2200D or 2200E). */
export interface StatusInquiry {
  readonly payer: StatusEntity;
  readonly receiver: StatusEntity;
  readonly provider: StatusEntity;
  readonly subscriber: StatusPerson;
  /** Loop 2100E, when the patient is not the subscriber. */
  readonly dependent?: StatusPerson;
  /** TRN02. */
  readonly trace: string;
  /** REF*1K: the payer's claim number; EJ patient account number, BLT, EA, LU, XZ, Y1, D9, 6P. */
  readonly references?: readonly Reference[];
  /** AMT*T3. */
  readonly charge?: Cents;
  /** DTP*472. */
  readonly serviceDates?: DateRange;
  readonly lines?: readonly StatusInquiryLine[];
}

/** Loop 2210. */
export interface StatusInquiryLine {
  readonly procedure: Procedure;
  readonly charge: Cents;
  readonly revenueCode?: string;
  readonly quantity?: number;
  /** REF*FJ. */
  readonly controlNumber?: string;
  readonly serviceDates: DateRange;
}

/** One ST..SE of claim status answers (X12 005010X212, 277). */
export interface Transaction277 extends TransactionHeader {
  readonly responses: readonly StatusResponse[];
}

/**
 * One code of STC: category ("A1" received, "A2" accepted, "A3" returned, "A6", "A7", "A8" rejected, "F1" paid, "F2" denied,
 * "P1" pending ...), status code, and the entity that it is about.
 */
export interface StatusCode {
  readonly category: string;
  readonly status: string;
  readonly entity?: string;
  /** STC01-4: "RX" when the status code is NCPDP's. */
  readonly codeList?: string;
}

/** STC. */
export interface StatusInformation {
  /** STC01, STC10, STC11. */
  readonly codes: readonly StatusCode[];
  /** STC02. */
  readonly date?: LocalDate;
  /** STC03 of a 277CA: "WQ" accepted, "U" rejected. */
  readonly action?: string;
  /** STC04. */
  readonly charge?: Cents;
  /** STC05. */
  readonly paid?: Cents;
  /** STC06: the date that the claim was decided. */
  readonly adjudicationDate?: LocalDate;
  /** STC07: how it was paid, where the payer says so. */
  readonly paymentMethod?: string;
  /** STC08 and STC09. */
  readonly paymentDate?: LocalDate;
  readonly paymentNumber?: string;
  /** STC12. */
  readonly message?: string;
}

export interface StatusResponse {
  readonly payer: StatusEntity & { readonly contact?: Contact };
  readonly receiver?: StatusEntity;
  /** Loops 2200B and 2200C: the answer ended at the receiver or the provider. */
  readonly receiverStatus?: { readonly trace: string; readonly statuses: readonly StatusInformation[] };
  readonly provider?: StatusEntity;
  readonly providerStatus?: { readonly trace: string; readonly statuses: readonly StatusInformation[] };
  readonly subscriber?: StatusEntity;
  readonly dependent?: StatusEntity;
  /** Loops 2200D or 2200E. */
  readonly claim?: StatusClaim;
}

export interface StatusClaim {
  /** TRN02: the trace of the question. */
  readonly trace: string;
  readonly statuses: readonly StatusInformation[];
  readonly references?: readonly Reference[];
  readonly serviceDates?: DateRange;
  readonly lines?: readonly StatusLine[];
}

/** Loop 2220. */
export interface StatusLine {
  readonly procedure: Procedure;
  readonly charge: Cents;
  readonly paid: Cents;
  readonly revenueCode?: string;
  readonly quantity?: number;
  readonly statuses: readonly StatusInformation[];
  readonly controlNumber?: string;
  readonly serviceDates?: DateRange;
}
