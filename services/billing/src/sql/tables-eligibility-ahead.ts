/** Billing 0043: what was done about a visit whose insurance was not in order. */
export const eligibilityAheadTables: readonly string[] = [
  // Of one visit and of what was known of its insurance then: of another answer it says nothing. Taken back it stays.
  `create table eligibility_handled (
    handled_id uuid primary key,
    appointment_id uuid not null,
    patient_id uuid not null,
    about text not null,
    note text not null,
    at timestamptz not null,
    by_name text not null,
    undone_at timestamptz,
    undone_by text,
    check ((undone_at is null) = (undone_by is null))
  )`,
  `create unique index eligibility_handled_once on eligibility_handled (appointment_id, about) where undone_at is null`,
  `create index eligibility_handled_patient on eligibility_handled (patient_id)`,
];
