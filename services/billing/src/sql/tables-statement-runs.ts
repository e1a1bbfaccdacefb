/** Billing 0035: runs of statements, who is in each and who is not, and what happened to it. */
export const statementRunTables: readonly string[] = [
  `create table statement_run (
    run_id uuid primary key,
    started_at timestamptz not null,
    started_by text not null,
    state text not null check (state in ('making', 'made', 'sent')),
    planned int not null,
    planned_total bigint not null,
    made int not null,
    made_total bigint not null,
    left_out int not null,
    sent_on date,
    version int not null,
    check ((state = 'sent') = (sent_on is not null))
  )`,
  `create index statement_run_started on statement_run (started_at desc, run_id desc)`,
  // One at a time: what one makes the next one would ask for, too.
  `create unique index statement_run_making on statement_run ((state)) where state = 'making'`,
  // A paper's id is there before the paper, so that a piece that is done again makes the same one.
  `create table statement_run_member (
    member_id uuid primary key,
    run_id uuid not null references statement_run,
    place int not null,
    patient_id uuid not null,
    state text not null check (state in ('waiting', 'made', 'left')),
    amount bigint not null,
    because text,
    said text,
    statement_id uuid references statement,
    unique (run_id, place),
    check ((state = 'made') = (statement_id is not null))
  )`,
  `create index statement_run_member_patient on statement_run_member (patient_id)`,
  `create unique index statement_run_member_statement on statement_run_member (statement_id)`,
  `create table statement_run_event (
    run_id uuid not null references statement_run,
    place int not null,
    at timestamptz not null,
    by_name text not null,
    what text not null check (what in ('started', 'made', 'printed', 'mail-house', 'printed-again', 'mail-house-again')),
    primary key (run_id, place)
  )`,
];
