/** What a person does to an account by hand. */
export const adjustmentTables: readonly string[] = [
  `create table account_adjustment (
    adjustment_id uuid primary key,
    sequence bigint generated always as identity unique,
    kind text not null check (kind in ('write-off', 'refund', 'payer-refund', 'to-patient', 'to-payer')),
    patient_id uuid not null,
    encounter_id uuid references visit,
    claim_id uuid references claim,
    payment_id uuid references payment,
    amount bigint not null check (amount > 0),
    reason text,
    method text,
    reference text,
    because text not null,
    made_by text not null,
    made_at timestamptz not null,
    undone_at timestamptz,
    undone_because text
  )`,
  `create index account_adjustment_patient on account_adjustment (patient_id)`,
  `create index account_adjustment_claim on account_adjustment (claim_id) where claim_id is not null`,
  `create index account_adjustment_payment on account_adjustment (payment_id) where payment_id is not null`,
  `alter table approval drop constraint approval_kind_check`,
  `alter table approval add constraint approval_kind_check check (kind in ('write-off', 'force', 'variance', 'balance-write-off',
    'refund', 'payer-refund'))`,
];
