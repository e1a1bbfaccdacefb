import type { Cents } from "@practicum/kernel/money";
import type { Address, Contact, EntityName, Procedure, Reference } from "../types.ts";

export interface Provider837P {
  readonly name: EntityName;
  readonly npi?: string;
  /** PRV*PE*PXC. */
  readonly taxonomy?: string;
  /** REF*0B, 1G, G2, LU. */
  readonly secondaryIds?: readonly Reference[];
}

export interface ReferringProvider extends Provider837P {
  /** "DN" referring, "P3" primary care. */
  readonly role: "DN" | "P3";
}

export interface OrderingProvider extends Provider837P {
  readonly address?: Address;
  readonly contact?: Contact;
}

export interface ServiceFacility {
  readonly name: string;
  readonly npi?: string;
  readonly address: Address;
  readonly secondaryIds?: readonly Reference[];
  readonly contact?: Contact;
}

export interface Attachment {
  /** PWK01: "OZ" support data, "B4" referral form, "CT" certification and so on. */
  readonly type: string;
  /** PWK02: "AA" on request, "BM" by mail, "EL" electronic, "EM" e-mail, "FT" file, "FX" fax. */
  readonly transmission: string;
  /** PWK06. */
  readonly controlNumber?: string;
}

export interface Note {
  readonly qualifier: string;
  readonly text: string;
}

export interface Contract {
  /** CN101. */
  readonly type: string;
  readonly amount?: Cents;
  readonly percent?: number;
  readonly code?: string;
  readonly termsDiscountPercent?: number;
  readonly version?: string;
}

export interface AmbulanceTransport {
  readonly weightPounds?: number;
  /** CR104. */
  readonly reason: string;
  readonly miles: number;
  readonly roundTripPurpose?: string;
  readonly stretcherPurpose?: string;
}

export interface ConditionIndicator {
  readonly category: string;
  readonly applies: boolean;
  readonly codes: readonly string[];
}

/** HCP: what a repricer made of it. */
export interface Repricing {
  readonly method: string;
  readonly allowed: Cents;
  readonly savings?: Cents;
  readonly organizationId?: string;
  readonly rate?: number;
  readonly groupCode?: string;
  readonly groupAmount?: Cents;
  readonly procedure?: Procedure;
  readonly unit?: string;
  readonly quantity?: number;
  readonly rejectReason?: string;
  readonly policyCompliance?: string;
  readonly exception?: string;
}
