/**
 * Billing 0028: merged records (BIL-312). An entry of the ledger may change whose it is, by a merge, and nothing else of it ever; what is owed goes along in
 * the same statement.
 */
const KEYS = `account, case when account <> 'unapplied' then encounter_id end,
  case when account = 'insurance-receivable' then claim_id end, patient_id`;
const ACCOUNTS = `('patient-receivable', 'insurance-receivable', 'collections', 'unapplied')`;

export const mergeTables: readonly string[] = [
  `drop trigger ledger_entry_kept on ledger_entry`,
  `create trigger ledger_entry_kept before delete or truncate on ledger_entry
    for each statement execute function ledger_is_append_only()`,
  `create function ledger_entry_moves() returns trigger language plpgsql set search_path from current as $$
  begin
    if to_jsonb(new) - 'patient_id' = to_jsonb(old) - 'patient_id' and moves_by_merge(old.patient_id, new.patient_id) then
      return new;
    end if;
    raise exception 'the ledger is append only: post the opposite' using errcode = '23514', constraint = 'ledger_append_only';
  end $$`,
  `create trigger ledger_entry_moved before update on ledger_entry for each row execute function ledger_entry_moves()`,
  `create function ledger_moves_balances() returns trigger language plpgsql set search_path from current as $$
  begin
    insert into balance_now (account, encounter_id, claim_id, patient_id, amount)
      select account, encounter, claim, patient_id, sum(amount) from (
        select ${KEYS}, amount from came where account in ${ACCOUNTS}
        union all select ${KEYS}, -amount from went where account in ${ACCOUNTS}
      ) as moved (account, encounter, claim, patient_id, amount)
      group by 1, 2, 3, 4 order by 2, 1, 3, 4
      on conflict (encounter_id, account, claim_id, patient_id) do update set amount = balance_now.amount + excluded.amount;
    -- Nothing was ever owed there, as far as the record that is left knows.
    delete from balance_now b where b.amount = 0 and b.patient_id in (select patient_id from went)
      and not exists (
        select from ledger_entry e where e.patient_id = b.patient_id and e.account = b.account
          and (b.account = 'unapplied' or e.encounter_id is not distinct from b.encounter_id)
          and (b.account <> 'insurance-receivable' or e.claim_id is not distinct from b.claim_id));
    return null;
  end $$`,
  `create trigger ledger_balances_moved after update on ledger_entry referencing old table as went new table as came
    for each statement execute function ledger_moves_balances()`,
];
