/** What a person does with a payer's decision that does not fit, and what a second person has to allow. */
export const exceptionColumns: readonly string[] = [
  // How often its posting was taken back by hand: what is posted again has a key of its own.
  `alter table remittance_claim add column reposted int not null default 0`,
  // What is posted instead of what the payer wrote; its own words stay as they came.
  `alter table remittance_claim add column keyed jsonb`,
  `alter table remittance_claim add column returned_as text check (returned_as in ('refunded', 'sent-back'))`,
  `alter table remittance_claim add check (not (posted and (returned_as is not null or set_aside_because is not null)))`,
  `alter table remittance add column settled_variance bigint not null default 0`,
  `create table approval (
    approval_id uuid primary key,
    kind text not null check (kind in ('write-off', 'force', 'variance')),
    subject_id uuid not null,
    patient_id uuid,
    about text not null,
    amount bigint not null,
    reason text not null,
    payload jsonb not null,
    asked_by_id text not null,
    asked_by text not null,
    asked_at timestamptz not null,
    status text not null check (status in ('waiting', 'approved', 'declined')),
    decided_by text,
    decided_at timestamptz,
    decided_because text
  )`,
  `create unique index approval_waiting on approval (kind, subject_id) where status = 'waiting'`,
  `create index approval_decided on approval (decided_at desc) where status <> 'waiting'`,
  `alter table exchange_file add column note text`,
  `alter table denial add column write_off_reason text`,
  `alter table denial add column reopened int not null default 0`,
];
