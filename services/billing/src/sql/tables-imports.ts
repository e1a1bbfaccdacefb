import { importTables } from "@practicum/service/imports/tables";

/** Billing: files of an old system, its patients' numbers, and the balances that patients came with. */
export const billingImportTables: readonly string[] = [
  ...importTables,
  // A copy of scheduling's, fed by its events: the newest counts.
  `create table patient_number (
    system text not null,
    old_number text not null,
    patient_id uuid not null,
    known boolean not null,
    as_of timestamptz not null,
    primary key (system, old_number)
  )`,
  // A balance that was brought over is owed for a visit without a charge: so it is aged, asked for and paid like any other. No report of charges counts it.
  `create table opening_visit (
    encounter_id uuid primary key references visit,
    import_id uuid not null references import_run,
    patient_id uuid not null
  )`,
  `create index opening_visit_patient on opening_visit (patient_id)`,
  `alter table coverage add column withdrawn_at timestamptz`,
  `alter table ledger_entry drop constraint ledger_entry_account_check`,
  `alter table ledger_entry add constraint ledger_entry_account_check check (account in ('patient-receivable',
    'insurance-receivable', 'revenue', 'contractual', 'write-off', 'cash', 'insurance-clearing', 'unapplied',
    'provider-adjustment', 'capitation', 'cash-over-short', 'petty-cash', 'collections', 'opening-balance'))`,
];
