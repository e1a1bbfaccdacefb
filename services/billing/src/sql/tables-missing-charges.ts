/** Billing 0018: what took place and what was given, as charting tells it, so that what nobody charges for is seen. */
export const missingChargeTables: readonly string[] = [
  // Each column comes of an event of its own, in whatever order they come.
  `create table visit_seen (
    encounter_id uuid primary key,
    patient_id uuid,
    service_date date,
    provider_id uuid,
    visit_type text,
    started_at timestamptz,
    signed_at timestamptz,
    dropped_at timestamptz
  )`,
  `create index visit_seen_open on visit_seen (service_date) where signed_at is null and dropped_at is null`,
  `create table given (
    given_id uuid primary key,
    kind text not null check (kind in ('test', 'injection', 'vaccine')),
    what text not null,
    patient_id uuid not null,
    encounter_id uuid,
    service_date date not null,
    provider_id uuid,
    diagnosis text,
    lines jsonb not null,
    administration text,
    given_by text not null,
    given_at timestamptz not null,
    captured_at timestamptz
  )`,
  `create index given_patient on given (patient_id, service_date)`,
  `create index given_encounter on given (encounter_id) where encounter_id is not null`,
  // What is to be charged of it. A family is a code, or all the codes by which one thing can be charged.
  `create table given_line (
    given_id uuid not null references given,
    family text not null,
    label text not null,
    code text,
    units int not null check (units > 0),
    primary key (given_id, family)
  )`,
  // Its own table, because that event may come before the other one.
  `create table given_struck (
    given_id uuid primary key, because text not null, struck_by text not null, struck_at timestamptz not null
  )`,
  `alter table charge add column given_id uuid`,
  `create index charge_given on charge (given_id) where given_id is not null`,
  `create table missing_charge_answer (
    answer_id uuid primary key,
    patient_id uuid not null,
    kind text not null check (kind in ('no-note', 'unsigned', 'not-cosigned', 'no-charge', 'given', 'struck')),
    key text not null,
    because text not null,
    by_name text not null,
    at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by text
  )`,
  `create unique index missing_charge_answer_once on missing_charge_answer (kind, key) where withdrawn_at is null`,
];
