import { NO_DEADLINE } from "../claims/domain/claim-search.ts";

/**
 * Billing 0023: what a practice of many years needs so that its screens do not count from the first day. A trigger keeps what is owed for
 * each visit beside the entries, in their own transaction, whatever program posts them; claims stand in their order in an index that holds
 * what they are looked for by.
 */
export const visitBalanceTables: readonly string[] = [
  `create table visit_balance (
    patient_id uuid not null,
    account text not null check (account in ('patient-receivable', 'insurance-receivable', 'collections')),
    encounter_id uuid,
    amount bigint not null,
    unique nulls not distinct (patient_id, account, encounter_id)
  )`,
  `create index visit_balance_open on visit_balance (account, patient_id) include (amount) where amount <> 0`,
  `insert into visit_balance (patient_id, account, encounter_id, amount)
    select patient_id, account, encounter_id, sum(amount) from ledger_entry
    where patient_id is not null and account in ('patient-receivable', 'insurance-receivable', 'collections')
    group by patient_id, account, encounter_id`,
  // In one order, so that two that post for the same visits wait for each other and never in a circle.
  `create function keep_visit_balances() returns trigger language plpgsql set search_path from current as $$
  begin
    insert into visit_balance as kept (patient_id, account, encounter_id, amount)
      select patient_id, account, encounter_id, sum(amount) from fresh
      where patient_id is not null and account in ('patient-receivable', 'insurance-receivable', 'collections')
      group by patient_id, account, encounter_id
      order by patient_id, account, encounter_id
    on conflict (patient_id, account, encounter_id) do update set amount = kept.amount + excluded.amount;
    return null;
  end $$`,
  `create trigger visit_balances_kept after insert on ledger_entry referencing new table as fresh
    for each statement execute function keep_visit_balances()`,
  `alter table claim add column due_order date generated always as (coalesce(filing_deadline, date '${NO_DEADLINE}')) stored`,
  `create index claim_due on claim (due_order, claim_id)
    include (status, filing_soon, number, payer_name, patient_id, encounter_id, total, service_date)`,
  `create index charge_code on charge (code) include (encounter_id)`,
  `create index given_day on given (service_date)`,
  `create index remittance_claim_waits on remittance_claim (remittance_id) where not posted`,
  `create index exchange_file_quarantined on exchange_file (at) where status = 'quarantined'`,
];
