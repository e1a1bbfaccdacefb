import type { ReferralState, ReferralStep, ReferralUrgency, Specialty } from "@practicum/contracts/charting/referrals";
import type { Role } from "@practicum/contracts/permission";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { GeneratedAlways } from "kysely";

/**
 * CHT-252 to CHT-264. Of a referral what was ordered never changes; what became of it is only added. Where it stands now follows from that, and
 * is kept beside it so that the list of what waits is one step in an index.
 */
export const REFERRALS: readonly string[] = [
  `create table outside_provider (
    outside_provider_id uuid primary key,
    name text not null,
    specialty text not null,
    practice text not null,
    phone text,
    fax text,
    npi text,
    address text not null,
    active boolean not null,
    version integer not null,
    saved_at timestamptz not null,
    saved_by text not null
  )`,
  `create index outside_provider_name on outside_provider (lower(name), outside_provider_id)`,
  // CHT-253: one number is one entry, as long as that is in use.
  `create unique index outside_provider_npi on outside_provider (npi) where npi is not null and active`,
  `create table referral (
    referral_id uuid primary key,
    place bigint generated always as identity,
    encounter_id uuid not null references encounter,
    patient_id uuid not null,
    specialty text not null,
    ordered_to_id uuid references outside_provider,
    to_id uuid references outside_provider,
    urgency text not null check (urgency in ('routine', 'urgent')),
    reason text not null,
    diagnosis text,
    with_problems boolean not null,
    with_medications boolean not null,
    with_allergies boolean not null,
    ordered_at timestamptz not null,
    ordered_by text not null,
    ordered_by_id text not null,
    state text not null,
    due_on date,
    pool text
  )`,
  `create index referral_patient on referral (patient_id, place desc)`,
  `create index referral_waits on referral (due_on, place) where due_on is not null`,
  `create index referral_ended on referral (place desc) where due_on is null`,
  `create function keep_referral() returns trigger language plpgsql set search_path from current as $$
  begin
    if tg_op = 'UPDATE'
      and to_jsonb(new) - array['state', 'due_on', 'pool', 'to_id', 'patient_id'] = to_jsonb(old) - array['state', 'due_on', 'pool', 'to_id', 'patient_id']
      and (new.patient_id = old.patient_id or moves_by_merge(old.patient_id, new.patient_id))
    then
      return new;
    end if;
    raise exception 'what was ordered does not change' using errcode = 'restrict_violation';
  end $$`,
  `create trigger keep_referral before update or delete on referral for each row execute function keep_referral()`,
  `create table referral_step (
    step_id uuid primary key,
    place bigint generated always as identity,
    referral_id uuid not null references referral,
    content jsonb not null,
    at timestamptz not null,
    by_name text not null
  )`,
  `create index referral_step_referral on referral_step (referral_id, place)`,
  `create trigger keep_added before update or delete on referral_step for each row execute function keep_added()`,
];

/** CHT-271, CHT-275: the open ones of a chart alone, each saved version of the directory, and the office's name as it was when something was said of it. */
export const REFERRAL_DIRECTORY: readonly string[] = [
  `create index referral_open on referral (patient_id, place desc) where due_on is not null`,
  `create table outside_provider_version (
    outside_provider_id uuid not null references outside_provider,
    version integer not null,
    name text not null,
    specialty text not null,
    practice text not null,
    phone text,
    fax text,
    npi text,
    address text not null,
    active boolean not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (outside_provider_id, version)
  )`,
  `insert into outside_provider_version
    select outside_provider_id, version, name, specialty, practice, phone, fax, npi, address, active, saved_at, saved_by
    from outside_provider`,
  `create trigger keep_added before update or delete on outside_provider_version for each row execute function keep_added()`,
  `create index outside_provider_retired on outside_provider (lower(name), outside_provider_id) where not active`,
  `alter table referral_step add column office text`,
];

interface OutsideProviderRow {
  readonly outside_provider_id: string;
  readonly name: string;
  readonly specialty: Specialty;
  readonly practice: string;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly npi: string | null;
  readonly address: string;
  readonly active: boolean;
  readonly version: number;
  readonly saved_at: Instant;
  readonly saved_by: string;
}

export interface ReferralTables {
  readonly outside_provider: OutsideProviderRow;
  readonly outside_provider_version: OutsideProviderRow;
  readonly referral: {
    readonly referral_id: string;
    readonly place: GeneratedAlways<number>;
    readonly encounter_id: string;
    readonly patient_id: string;
    readonly specialty: Specialty;
    readonly ordered_to_id: string | null;
    /** To whom it goes now: another office may have been asked since. */
    readonly to_id: string | null;
    readonly urgency: ReferralUrgency;
    readonly reason: string;
    readonly diagnosis: string | null;
    readonly with_problems: boolean;
    readonly with_medications: boolean;
    readonly with_allergies: boolean;
    readonly ordered_at: Instant;
    readonly ordered_by: string;
    readonly ordered_by_id: string;
    readonly state: ReferralState;
    readonly due_on: LocalDate | null;
    /** Whose it is now; null is the provider who ordered. */
    readonly pool: Role | null;
  };
  readonly referral_step: {
    readonly step_id: string;
    readonly place: GeneratedAlways<number>;
    readonly referral_id: string;
    readonly content: ReferralStep;
    readonly at: Instant;
    readonly by_name: string;
    readonly office: string | null;
  };
}
