/** Billing 0019: referrals and authorizations. A visit uses one of a kind and coverage (BIL-247). */
export const permitTables: readonly string[] = [
  `create table permit (
    permit_id uuid primary key,
    patient_id uuid not null,
    coverage_id uuid not null references coverage,
    kind text not null check (kind in ('referral', 'authorization')),
    number text,
    from_name text not null,
    from_npi text,
    to_staff_id uuid,
    diagnosis text not null,
    codes jsonb not null,
    units int not null check (units > 0),
    from_date date not null,
    until_date date not null,
    status text not null check (status in ('requested', 'approved', 'denied', 'void')),
    note text not null,
    added_by text not null,
    added_at timestamptz not null,
    version int not null,
    check (from_date <= until_date),
    check (status <> 'approved' or number is not null)
  )`,
  `create index permit_patient on permit (patient_id, until_date)`,
  `create table permit_use (
    encounter_id uuid not null references visit,
    kind text not null,
    coverage_id uuid not null references coverage,
    permit_id uuid not null references permit,
    at timestamptz not null,
    primary key (encounter_id, kind, coverage_id)
  )`,
  `create index permit_use_permit on permit_use (permit_id)`,
  `create table permit_event (
    permit_id uuid not null references permit,
    version int not null,
    at timestamptz not null,
    by_name text not null,
    status text not null,
    because text,
    primary key (permit_id, version)
  )`,
];
