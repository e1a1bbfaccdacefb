/** Encounters and what hangs on them. */
export const ENCOUNTERS: readonly string[] = [
  // The newest that is known of a visit, so that a late event opens or drops nothing.
  `create table visit (appointment_id uuid primary key, version integer not null)`,
  // `sealed_content` is the canonical text that was signed, `seal` its SHA-256. Encounters taken over from elsewhere have neither.
  `create table encounter (
    encounter_id uuid primary key,
    patient_id uuid not null,
    appointment_id uuid unique,
    location_id uuid,
    visit_type_name text not null,
    service_date date not null,
    start_time time,
    provider_id uuid not null,
    provider_name text,
    supervisor_id uuid,
    status text not null default 'open' check (status in ('open', 'signed', 'awaiting-cosign', 'cosigned')),
    diagnoses jsonb not null default '[]',
    procedures jsonb not null default '[]',
    coding_version integer not null default 0,
    signed_at timestamptz,
    signed_by text,
    cosigned_at timestamptz,
    cosigned_by text,
    sealed_content text,
    seal text,
    source_system text,
    source_id text,
    unique (patient_id, source_system, source_id)
  )`,
  `create index encounter_patient on encounter (patient_id, service_date desc)`,
  `create index encounter_provider on encounter (provider_id, service_date)`,
  `create index encounter_open on encounter (provider_id) where status = 'open'`,
  `create index encounter_cosign on encounter (supervisor_id) where status = 'awaiting-cosign'`,
  `create table note_section (
    encounter_id uuid not null references encounter on delete cascade,
    section text not null check (section in ('reason', 'hpi', 'ros', 'exam', 'assessment', 'plan')),
    text text not null,
    version integer not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (encounter_id, section)
  )`,
  // Every version that was ever saved; rows are only added.
  `create table note_version (
    encounter_id uuid not null,
    section text not null,
    version integer not null,
    text text not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (encounter_id, section, version)
  )`,
  `create table coding_version (
    encounter_id uuid not null,
    version integer not null,
    diagnoses jsonb not null,
    procedures jsonb not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (encounter_id, version)
  )`,
  `create table medication_order (
    order_id uuid primary key,
    encounter_id uuid not null references encounter,
    patient_id uuid not null,
    rxnorm text,
    name text not null,
    directions text not null,
    quantity integer not null,
    quantity_unit text not null,
    days_supply integer not null,
    refills integer not null,
    substitution boolean not null,
    alerts jsonb not null,
    override_reason text,
    status text not null default 'draft' check (status in ('draft', 'signed', 'cancelled')),
    ordered_at timestamptz not null,
    ordered_by text not null
  )`,
  `create index medication_order_encounter on medication_order (encounter_id)`,
  `create table addendum (
    addendum_id uuid primary key,
    encounter_id uuid not null references encounter,
    at timestamptz not null,
    by_name text not null,
    text text not null
  )`,
  `create index addendum_encounter on addendum (encounter_id)`,
];
