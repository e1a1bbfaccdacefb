/**
 * Billing: what is owed now, by account, visit and claim, written by the very statement that posts (BIL-304). Whoever posts holds the
 * patient's lock, so nobody waits for these rows that does not wait already. What was kept with closed months is not needed beside it.
 */
const KEYS = `account, case when account <> 'unapplied' then encounter_id end,
  case when account = 'insurance-receivable' then claim_id end, patient_id`;
const ACCOUNTS = `('patient-receivable', 'insurance-receivable', 'collections', 'unapplied')`;

export const balanceTables: readonly string[] = [
  `drop table balance_kept`,
  `drop table balance_month`,
  `create table balance_now (
    account text not null check (account in ${ACCOUNTS}),
    encounter_id uuid,
    claim_id uuid,
    patient_id uuid,
    amount bigint not null,
    unique nulls not distinct (encounter_id, account, claim_id, patient_id)
  )`,
  `create index balance_now_open on balance_now (account, patient_id) include (amount) where amount <> 0`,
  `create index balance_now_patient on balance_now (patient_id)`,
  `insert into balance_now (account, encounter_id, claim_id, patient_id, amount)
    select ${KEYS}, sum(amount) from ledger_entry where account in ${ACCOUNTS} group by 1, 2, 3, 4`,
  `create function ledger_keeps_balances() returns trigger language plpgsql set search_path from current as $$
  begin
    insert into balance_now (account, encounter_id, claim_id, patient_id, amount)
      select ${KEYS}, sum(amount) from added where account in ${ACCOUNTS} group by 1, 2, 3, 4 order by 2, 1, 3, 4
      on conflict (encounter_id, account, claim_id, patient_id) do update set amount = balance_now.amount + excluded.amount;
    return null;
  end $$`,
  `create trigger ledger_balances after insert on ledger_entry referencing new table as added
    for each statement execute function ledger_keeps_balances()`,
];
