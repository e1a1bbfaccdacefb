import type { Address } from "@practicum/contracts/schema";
import type { Instant } from "@practicum/kernel/instant";

/** SCH-272 to SCH-274. */
export const PHARMACIES: readonly string[] = [
  `create table pharmacy (
    pharmacy_id uuid primary key,
    name text not null,
    address jsonb not null,
    phone text,
    fax text,
    ncpdp_id text,
    hours text not null,
    active boolean not null,
    version integer not null,
    saved_at timestamptz not null,
    saved_by text not null
  )`,
  `create index pharmacy_name on pharmacy (active, lower(name), pharmacy_id)`,
  `create unique index pharmacy_ncpdp on pharmacy (ncpdp_id) where ncpdp_id is not null and active`,
  `create table pharmacy_choice (
    choice_id uuid primary key,
    patient_id uuid not null references patient,
    pharmacy_id uuid not null references pharmacy,
    said_at timestamptz not null,
    said_by text not null
  )`,
  `create unique index pharmacy_choice_patient on pharmacy_choice (patient_id)`,
  `create index pharmacy_choice_pharmacy on pharmacy_choice (pharmacy_id)`,
];

export interface PharmacyTables {
  readonly pharmacy: {
    readonly pharmacy_id: string;
    readonly name: string;
    readonly address: Address;
    readonly phone: string | null;
    readonly fax: string | null;
    readonly ncpdp_id: string | null;
    readonly hours: string;
    readonly active: boolean;
    readonly version: number;
    readonly saved_at: Instant;
    readonly saved_by: string;
  };
  /** One of a patient: the one that is preferred now. */
  readonly pharmacy_choice: {
    readonly choice_id: string;
    readonly patient_id: string;
    readonly pharmacy_id: string;
    readonly said_at: Instant;
    readonly said_by: string;
  };
}
