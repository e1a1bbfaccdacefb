/** What the bank shows, and payers' decisions that came on paper. */
export const depositTables: readonly string[] = [
  `create table deposit (
    deposit_id uuid primary key,
    number text not null unique,
    kind text not null check (kind in ('eft', 'check', 'lockbox')),
    deposited_on date not null,
    amount bigint not null check (amount > 0),
    reference text,
    entered_by text not null,
    entered_at timestamptz not null,
    voided_because text
  )`,
  `create table deposit_check (
    check_id uuid primary key,
    sequence bigint generated always as identity unique,
    deposit_id uuid not null references deposit,
    payer_id uuid references payer,
    patient_id uuid,
    number text not null,
    amount bigint not null check (amount > 0),
    state text not null check (state in ('waits', 'era', 'paper', 'capitation', 'patient', 'voided')),
    remittance_id uuid unique references remittance,
    month text,
    draft jsonb,
    version int not null default 1,
    -- How often what was posted of it was taken back: what is posted again has a key of its own.
    reposted int not null default 0,
    check ((remittance_id is not null) = (state in ('era', 'paper'))),
    check (payer_id is null or patient_id is null)
  )`,
  `create index deposit_check_deposit on deposit_check (deposit_id)`,
  `create index deposit_check_waiting on deposit_check (sequence) where state = 'waits'`,
  `alter table remittance alter column file_id drop not null`,
  `alter table remittance add column source text not null default 'era' check (source in ('era', 'paper', 'voided'))`,
  // Banks leave leading zeros of a trace out, and write it in capitals.
  `create index remittance_trace on remittance (upper(ltrim(trace, '0')))`,
  `alter table ledger_entry drop constraint ledger_entry_account_check`,
  `alter table ledger_entry add constraint ledger_entry_account_check check (account in ('patient-receivable',
    'insurance-receivable', 'revenue', 'contractual', 'write-off', 'cash', 'insurance-clearing', 'unapplied',
    'provider-adjustment', 'capitation'))`,
  `alter table ledger_transaction drop constraint ledger_transaction_source_kind_check`,
  `alter table ledger_transaction add constraint ledger_transaction_source_kind_check check (source_kind in ('charge', 'payment',
    'remittance', 'statement', 'denial', 'deposit', 'manual'))`,
];
