/** Billing: payment plans, dunning in steps, what stops it, and money with a collection agency. */
export const patientAccountTables: readonly string[] = [
  `create table dunning_policy (
    one_row boolean primary key default true check (one_row),
    content jsonb not null,
    version int not null
  )`,
  `alter table statement add column step text not null default 'statement'
    check (step in ('statement', 'reminder', 'final-notice', 'plan'))`,
  `alter table statement add column copy boolean not null default false`,
  `alter table statement add column pay_now bigint`,
  `update statement set pay_now = balance`,
  `alter table statement alter column pay_now set not null`,
  `alter table statement add column ledger_sequence bigint not null default 0`,
  `alter table statement add column plan jsonb`,
  `alter table statement add column visits jsonb not null default '[]'`,
  // What older statements asked for visit by visit is not known: their money begins with a statement again, a cycle after the last one.
  `create table statement_visit (
    statement_id uuid not null references statement,
    encounter_id uuid not null references visit,
    step text not null check (step in ('statement', 'reminder', 'final-notice')),
    amount bigint not null check (amount > 0),
    asked boolean not null,
    primary key (statement_id, encounter_id, step, asked)
  )`,
  `create index statement_visit_encounter on statement_visit (encounter_id)`,
  `create table account_hold (
    hold_id uuid primary key,
    patient_id uuid not null,
    kind text not null check (kind in ('returned-mail', 'dispute')),
    because text not null,
    made_at timestamptz not null,
    made_by text not null,
    lifted_at timestamptz,
    lifted_by text,
    lifted_because text
  )`,
  `create unique index account_hold_open on account_hold (patient_id, kind) where lifted_at is null`,
  `create index account_hold_patient on account_hold (patient_id)`,
  `create table payment_plan (
    plan_id uuid primary key,
    patient_id uuid not null,
    agreed_on date not null,
    agreed_at timestamptz not null,
    agreed_by text not null,
    note text not null,
    every text not null check (every in ('week', 'two-weeks', 'month')),
    installments jsonb not null,
    encounter_ids uuid[] not null,
    after_sequence bigint not null,
    over text check (over in ('broken', 'ended', 'replaced')),
    until_sequence bigint,
    over_at timestamptz,
    over_by text,
    over_because text,
    check ((over is null) = (until_sequence is null))
  )`,
  `create unique index payment_plan_running on payment_plan (patient_id) where over is null`,
  `create index payment_plan_patient on payment_plan (patient_id)`,
  `alter table ledger_entry drop constraint ledger_entry_account_check`,
  `alter table ledger_entry add constraint ledger_entry_account_check check (account in ('patient-receivable',
    'insurance-receivable', 'revenue', 'contractual', 'write-off', 'cash', 'insurance-clearing', 'unapplied',
    'provider-adjustment', 'capitation', 'cash-over-short', 'petty-cash', 'collections'))`,
  `alter table account_adjustment drop constraint account_adjustment_kind_check`,
  `alter table account_adjustment add constraint account_adjustment_kind_check check (kind in ('write-off', 'refund',
    'payer-refund', 'to-patient', 'to-payer', 'to-collections'))`,
];
