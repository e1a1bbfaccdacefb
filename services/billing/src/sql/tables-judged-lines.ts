/** Billing 0033: each decided line beside what its contract says, and what left the queue of underpayments because a contract changed. */
export const judgedLineTables: readonly string[] = [
  // Of each first payer's decision that stands, line by line: made of the decision and the contracts, and made again when either changes.
  `create table judged_line (
    claim_id uuid not null references claim,
    charge_id uuid not null references charge,
    remittance_claim_id uuid not null references remittance_claim,
    payer_id uuid not null references payer,
    service_date date not null,
    code text collate "C" not null,
    label text not null,
    kind text not null check (kind in ('known', 'unknown', 'refused')),
    billed bigint not null,
    expected bigint,
    allowed bigint not null,
    paid bigint not null,
    missing bigint not null,
    contract_id uuid,
    contract_version int,
    term text,
    because text not null,
    primary key (claim_id, charge_id),
    check ((kind = 'known') = (expected is not null)),
    foreign key (contract_id, contract_version) references payer_contract_version
  )`,
  `create index judged_line_day on judged_line (service_date)`,
  `create index judged_line_payer on judged_line (payer_id, service_date)`,
  `create index judged_line_code on judged_line (code, service_date)`,
  `create index judged_line_charge on judged_line (charge_id)`,
  `create index judged_line_decision on judged_line (remittance_claim_id)`,
  `create index judged_line_contract on judged_line (contract_id, contract_version)`,
  // Closed because by the contracts of now nothing is missing: comes back by itself when they say otherwise.
  `alter table underpayment add column left_queue boolean not null default false`,
  `alter table underpayment add constraint underpayment_left_closed check (not left_queue or status = 'closed')`,
  // A payer's first claims in the order of their days: what a contract that is entered late looks again at.
  `create index claim_first_payer on claim (payer_id, service_date, claim_id) where payer_order = 1`,
  // What was decided before is looked at once, payer by payer; where nothing was, nothing waits.
  `insert into timer (name, key, due_at, fires_at, payload)
    select 'recheck-contract', 'upgrade:' || c.payer_id, max(r.received_at), max(r.received_at),
      json_build_object('cause', 'upgrade:' || c.payer_id, 'payerId', c.payer_id, 'since', min(c.service_date)::text,
        'why', 'contracts are compared with every decision', 'after', null)
    from claim c join remittance_claim rc on rc.claim_id = c.claim_id and rc.posted
      join remittance r on r.remittance_id = rc.remittance_id
    where c.payer_order = 1 group by c.payer_id`,
];
