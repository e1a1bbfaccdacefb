/**
 * Billing 0022: what the reports stand on. A closed month's balances are kept with its closing, so that what is owed is counted from
 * there on and not from the first day of the ledger; the indexes are for the days by which the measures ask.
 */
export const reportTables: readonly string[] = [
  `create table balance_month (month text primary key check (month ~ '^20[0-9][0-9]-(0[1-9]|1[0-2])$'))`,
  `create table balance_kept (
    month text not null references balance_month on delete cascade,
    account text not null check (account in ('patient-receivable', 'insurance-receivable', 'collections', 'unapplied')),
    encounter_id uuid,
    claim_id uuid,
    patient_id uuid,
    amount bigint not null check (amount <> 0)
  )`,
  `create index balance_kept_month on balance_kept (month)`,
  `create table report_target (
    measure text primary key, value int check (value >= 0), version int not null
  )`,
  // When the scrubber first stopped it, and when an attempt was rejected: both are gone from the claim itself once it is mended.
  `alter table claim add column stopped_at timestamptz`,
  `update claim c set stopped_at = s.at
    from (select claim_id, min(at) as at from claim_event where detail ~ '^[0-9]+ errors? to fix$' group by claim_id) s
    where s.claim_id = c.claim_id`,
  `alter table claim_submission add column rejected_at timestamptz`,
  `update claim_submission s set rejected_at = (
      select min(e.at) from claim_event e
      where e.claim_id = s.claim_id and e.what in ('Rejected', 'Sent back by the payer undecided') and e.at >= s.submitted_at
        and not exists (
          select from claim_submission later
          where later.claim_id = s.claim_id and later.attempt > s.attempt and later.submitted_at <= e.at))`,
  `create index ledger_entry_encounter on ledger_entry (encounter_id) include (account, amount, claim_id, transaction_id)
    where encounter_id is not null`,
  `create index visit_service_date on visit (service_date)`,
  `create index visit_released on visit (released_at) where released_at is not null`,
  `create index claim_encounter on claim (encounter_id)`,
  `create index claim_submission_day on claim_submission (submitted_at)`,
  `create index remittance_received on remittance (received_at)`,
  `create index remittance_claim_remittance on remittance_claim (remittance_id)`,
  `create index denial_opened on denial (opened_at)`,
  `create index denial_decision on denial (remittance_claim_id)`,
  `create index claim_event_day on claim_event (at)`,
];
