/** Copies of what other services own, payers, coverages, eligibility, prices and payments. */
export const copyTables: readonly string[] = [
  `create table patient_copy (patient_id uuid primary key, version int not null, content jsonb not null)`,
  `create table staff_copy (staff_id uuid primary key, version int not null, content jsonb not null)`,
  `create table location_copy (location_id uuid primary key, version int not null, content jsonb not null)`,
  `create table practice_copy (
    one_row boolean primary key default true check (one_row), version int not null, content jsonb not null
  )`,
  `create table trading_partner (one_row boolean primary key default true check (one_row), content jsonb not null)`,
  `create table counter (name text primary key, value bigint not null)`,
  `create table payer (
    payer_id uuid primary key,
    name text not null,
    electronic_id text not null,
    kind text not null check (kind in ('hmo', 'ppo', 'medicare', 'medicaid', 'medicaid-managed', 'self-pay')),
    claim_filing text not null,
    filing_days int not null check (filing_days > 0),
    member_id_pattern text,
    capitated boolean not null,
    active boolean not null,
    version int not null
  )`,
  `create table coverage (
    coverage_id uuid primary key,
    patient_id uuid not null,
    payer_id uuid not null references payer,
    priority int not null check (priority between 1 and 3),
    member_id text not null,
    group_number text,
    plan_name text,
    subscriber jsonb not null,
    from_date date not null,
    to_date date check (to_date is null or to_date >= from_date),
    pcp_npi text,
    copay bigint check (copay >= 0),
    version int not null,
    source_system text,
    source_id text
  )`,
  `create index coverage_patient on coverage (patient_id, priority)`,
  `create unique index coverage_source on coverage (source_system, source_id) where source_system is not null`,
  `create table eligibility (
    eligibility_id uuid primary key,
    coverage_id uuid not null references coverage,
    patient_id uuid not null,
    service_date date not null,
    status text not null check (status in ('pending', 'active', 'inactive', 'unknown', 'wrong-pcp')),
    trace text not null unique,
    attempts int not null,
    asked_at timestamptz not null,
    answered_at timestamptz,
    findings jsonb not null,
    plan_name text,
    copay bigint,
    deductible_remaining bigint,
    coinsurance_percent int,
    pcp_name text,
    pcp_npi text,
    retry_at timestamptz
  )`,
  `create index eligibility_coverage on eligibility (coverage_id, asked_at desc)`,
  `create table price (
    code text not null, from_date date not null, price bigint not null check (price > 0), primary key (code, from_date)
  )`,
  `create table payment (
    payment_id uuid primary key,
    receipt_number text not null unique,
    patient_id uuid not null,
    amount bigint not null check (amount > 0),
    method text not null check (method in ('cash', 'check', 'card')),
    reference text,
    purpose text not null check (purpose in ('copay', 'balance', 'prepayment')),
    appointment_id uuid,
    taken_at timestamptz not null,
    taken_by text not null,
    reversed_at timestamptz
  )`,
  `create index payment_patient on payment (patient_id, taken_at)`,
];
