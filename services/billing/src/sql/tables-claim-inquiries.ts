/** Billing 0041: what payers were asked about claims (276), and what they said (277). */
export const claimInquiryTables: readonly string[] = [
  `create table claim_inquiry (
    inquiry_id uuid primary key,
    sequence bigint generated always as identity unique,
    claim_id uuid not null references claim,
    trace text not null unique,
    asked_at timestamptz not null,
    asked_by text not null,
    file_id uuid not null references exchange_file,
    answered_at timestamptz,
    answer_file_id uuid references exchange_file,
    outcome text check (outcome in ('received', 'pending', 'information', 'paid', 'denied', 'finalized', 'not-found', 'returned', 'unclear')),
    codes jsonb,
    words text,
    check ((answered_at is null) = (outcome is null))
  )`,
  `create index claim_inquiry_claim on claim_inquiry (claim_id, sequence)`,
  `create index claim_inquiry_file on claim_inquiry (file_id)`,
  `create index claim_inquiry_answer on claim_inquiry (answer_file_id) where answer_file_id is not null`,
  `update payer set rules = rules || '{"statusAfterDays": 45}' where not rules ? 'statusAfterDays'`,
  // What is out already is asked after like what goes out from now on: of each file and payer once. A claim that has its answer is left alone.
  `insert into timer (name, key, due_at, fires_at, payload)
    select 'claim-status', s.file_id || ':' || c.payer_id, max(s.submitted_at) + interval '45 days', max(s.submitted_at) + interval '45 days',
      json_build_object('fileId', s.file_id, 'claimId', null, 'payerId', c.payer_id, 'nth', 1)
    from claim c join claim_submission s on s.claim_id = c.claim_id and s.attempt = c.attempt
    where c.status in ('submitted', 'acknowledged', 'accepted') and s.file_id is not null
    group by s.file_id, c.payer_id`,
];
