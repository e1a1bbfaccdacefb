/** What claims say beside note and coverage, what payers accept, what was sent last, and what was paid as a cheaper service. */
export const claimFactColumns: readonly string[] = [
  `alter table claim add column facts jsonb not null default '{}'`,
  // What is of the visit counts for every payer's claim of it.
  `create table visit_fact (encounter_id uuid primary key references visit, content jsonb not null)`,
  `alter table charge add column drug jsonb`,
  // What an attempt said, so that the same is not sent again by mistake. Of earlier attempts nobody knows it any more.
  `alter table claim_submission add column content jsonb`,
  `alter table coverage add column secondary_reason text`,
  `alter table payer add column rules jsonb not null default
    '{"corrections": "replacement", "orderingProvider": false, "drugNumber": false, "secondaryReason": false, "casualty": false,
      "authorizationFor": [], "referralFor": [], "accidentFor": []}'`,
  `update payer set rules = rules || '{"corrections": "new-claim", "orderingProvider": true, "secondaryReason": true}'
    where kind = 'medicare'`,
  `update payer set rules = rules || '{"drugNumber": true}' where kind in ('medicaid', 'medicaid-managed')`,
  `create table underpayment (
    underpayment_id uuid primary key,
    claim_id uuid not null references claim,
    remittance_claim_id uuid not null references remittance_claim,
    patient_id uuid not null,
    charge_id uuid not null references charge,
    billed_code text not null,
    billed_label text not null,
    paid_code text not null,
    announced boolean not null,
    billed bigint not null,
    allowed bigint not null,
    paid bigint not null,
    missing bigint,
    status text not null check (status in ('open', 'disputed', 'accepted', 'closed')),
    note text,
    opened_at timestamptz not null,
    version int not null
  )`,
  `create index underpayment_claim on underpayment (claim_id)`,
  `create index underpayment_queue on underpayment (coalesce(missing, 0) desc, underpayment_id) where status in ('open', 'disputed')`,
  // Duplicates are looked for among a patient's claims of a day.
  `create index claim_patient_day on claim (patient_id, service_date)`,
];
