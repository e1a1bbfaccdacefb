import { appealsOfKind } from "@practicum/contracts/billing/appeal-policy";

/** Payers that were there before begin with what their kind mostly gives; what has no kind of its own has the ordinary levels. */
const kinds = ["medicare", "medicaid", "medicaid-managed", "tricare", "workers-comp"];
const policy = (kind: string) => JSON.stringify(appealsOfKind(kind)).replaceAll("'", "''");

/** Appeals, and how payers take them. */
export const appealTables: readonly string[] = [
  `alter table payer add column appeals jsonb not null default '${policy("")}'`,
  ...kinds.map((kind) => `update payer set appeals = '${policy(kind)}' where kind = '${kind}'`),
  `create table appeal (
    appeal_id uuid primary key,
    denial_id uuid not null references denial,
    claim_id uuid not null references claim,
    patient_id uuid not null,
    level int not null check (level > 0),
    level_name text not null,
    grounds text not null,
    status text not null check (status in ('draft', 'dropped', 'sent', 'information-requested', 'overturned', 'partly', 'upheld',
      'withdrawn', 'settled')),
    body text not null,
    authorization_number text,
    papers jsonb not null,
    due_on date,
    follow_up_on date,
    owner_id uuid,
    owner_name text,
    sent_on date,
    outcome text check (outcome in ('upheld', 'overturned', 'partly', 'decided-anew')),
    opened_at timestamptz not null,
    opened_by text not null,
    version int not null
  )`,
  // Two people who begin at once write one appeal.
  `create unique index appeal_open on appeal (denial_id)
    where status in ('draft', 'sent', 'information-requested', 'overturned', 'partly')`,
  `create index appeal_claim on appeal (claim_id)`,
  `create index appeal_denial on appeal (denial_id)`,
  `create index appeal_follow on appeal (follow_up_on, appeal_id) where follow_up_on is not null`,
  `create table appeal_paper (
    paper_id uuid primary key,
    sequence bigint generated always as identity unique,
    appeal_id uuid not null references appeal,
    kind text not null check (kind in ('note', 'pdf', 'png', 'jpeg')),
    name text not null,
    content text not null,
    size int not null,
    added_at timestamptz not null,
    added_by text not null,
    removed_at timestamptz
  )`,
  `create index appeal_paper_appeal on appeal_paper (appeal_id)`,
  `create table appeal_letter (
    letter_id uuid primary key,
    sequence bigint generated always as identity unique,
    appeal_id uuid not null references appeal,
    patient_id uuid not null,
    kind text not null check (kind in ('appeal', 'correction', 'information', 'withdrawal')),
    way text not null check (way in ('electronic', 'fax', 'by-hand')),
    fax text,
    because text,
    body text not null,
    pdf text not null,
    pages int not null,
    status text not null check (status in ('queued', 'sent')),
    sent_on date not null,
    made_at timestamptz not null,
    made_by text not null,
    file_id uuid references exchange_file
  )`,
  `create index appeal_letter_appeal on appeal_letter (appeal_id)`,
  `create index appeal_letter_file on appeal_letter (file_id) where file_id is not null`,
  `create index appeal_letter_queued on appeal_letter (sequence) where status = 'queued'`,
  `create table appeal_answer (
    answer_id uuid primary key,
    sequence bigint generated always as identity unique,
    appeal_id uuid not null references appeal,
    outcome text not null check (outcome in ('upheld', 'overturned', 'partly', 'information', 'taken-back')),
    answered_on date not null,
    due_on date,
    words text not null,
    made_at timestamptz not null,
    made_by text not null,
    file_id uuid references exchange_file,
    takes_back uuid unique references appeal_answer,
    check ((outcome = 'taken-back') = (takes_back is not null))
  )`,
  `create index appeal_answer_appeal on appeal_answer (appeal_id)`,
  `alter table exchange_file drop constraint exchange_file_kind_check`,
  `alter table exchange_file add constraint exchange_file_kind_check check (kind in ('270', '271', '837', 'TA1', '999', '277CA',
    '276', '277', '835', 'appeal', 'appeal-answer', 'other'))`,
];
