const ACCOUNTS = [
  "patient-receivable",
  "insurance-receivable",
  "revenue",
  "contractual",
  "write-off",
  "cash",
  "insurance-clearing",
  "unapplied",
  "provider-adjustment",
];

/** The ledger. Two triggers hold BIL-50 and BIL-51 against any program: sums of zero, and nothing changed or removed. */
export const ledgerTables: readonly string[] = [
  `create table ledger_transaction (
    transaction_id uuid primary key,
    sequence bigint generated always as identity unique,
    posting_key text not null unique,
    at timestamptz not null,
    date date not null,
    by_name text not null,
    source_kind text not null check (source_kind in ('charge', 'payment', 'remittance', 'statement', 'denial', 'manual')),
    source_id text not null
  )`,
  `create index ledger_transaction_source on ledger_transaction (source_id)`,
  `create table ledger_entry (
    entry_id uuid primary key,
    transaction_id uuid not null references ledger_transaction,
    position int not null,
    account text not null check (account in (${ACCOUNTS.map((name) => `'${name}'`).join(", ")})),
    amount bigint not null check (amount <> 0),
    patient_id uuid,
    encounter_id uuid,
    charge_id uuid,
    claim_id uuid,
    because text not null,
    rule text not null,
    unique (transaction_id, position)
  )`,
  `create index ledger_entry_patient on ledger_entry (patient_id, account) include (encounter_id, amount)`,
  `create index ledger_entry_claim on ledger_entry (claim_id) where claim_id is not null`,
  `create function ledger_must_balance() returns trigger language plpgsql set search_path from current as $$
  begin
    if (select sum(amount) from ledger_entry where transaction_id = new.transaction_id) <> 0 then
      raise exception 'a ledger transaction does not sum to zero' using errcode = '23514', constraint = 'ledger_balanced';
    end if;
    return null;
  end $$`,
  `create constraint trigger ledger_balanced after insert on ledger_entry deferrable initially deferred
    for each row execute function ledger_must_balance()`,
  `create function ledger_is_append_only() returns trigger language plpgsql as $$
  begin
    raise exception 'the ledger is append only: post the opposite' using errcode = '23514', constraint = 'ledger_append_only';
  end $$`,
  `create trigger ledger_entry_kept before update or delete or truncate on ledger_entry
    for each statement execute function ledger_is_append_only()`,
  `create trigger ledger_transaction_kept before update or delete or truncate on ledger_transaction
    for each statement execute function ledger_is_append_only()`,
];
