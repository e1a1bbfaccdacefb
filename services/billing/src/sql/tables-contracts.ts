/** Billing 0030: contracts with payers as rules, their fee schedules, and what was underpaid by them. */
export const contractTables: readonly string[] = [
  `create table fee_schedule (
    schedule_id uuid primary key,
    name text not null
  )`,
  `create unique index fee_schedule_name on fee_schedule (lower(name))`,
  `create table fee_schedule_price (
    schedule_id uuid not null references fee_schedule,
    code text collate "C" not null,
    from_date date not null,
    price bigint not null check (price >= 0),
    primary key (schedule_id, code, from_date)
  )`,
  `create table payer_contract (
    contract_id uuid primary key,
    payer_id uuid not null references payer
  )`,
  `create index payer_contract_payer on payer_contract (payer_id)`,
  // A version is never changed: what counts follows from all of them, and taking one back is another one.
  `create table payer_contract_version (
    contract_id uuid not null references payer_contract,
    version int not null check (version > 0),
    from_date date not null,
    content jsonb,
    at timestamptz not null,
    by_name text not null,
    because text,
    undoes int,
    primary key (contract_id, version)
  )`,
  // By which contract a line was found to be underpaid, and how that comes to what was expected.
  `alter table underpayment add column expected bigint`,
  `alter table underpayment add column contract_id uuid`,
  `alter table underpayment add column contract_version int`,
  `alter table underpayment add column term text`,
  `alter table underpayment add column because text`,
  `alter table underpayment add constraint underpayment_contract
    foreign key (contract_id, contract_version) references payer_contract_version`,
  // A letter is kept as it went; whose lines it is about follows from them.
  `create table underpayment_letter (
    letter_id uuid primary key,
    sequence bigint generated always as identity unique,
    payer_id uuid not null references payer,
    way text not null check (way in ('fax', 'by-hand')),
    fax text,
    body text not null,
    pdf text not null,
    pages int not null,
    status text not null check (status in ('queued', 'sent')),
    sent_on date not null,
    made_at timestamptz not null,
    made_by text not null
  )`,
  `create index underpayment_letter_queued on underpayment_letter (sequence) where status = 'queued'`,
  `create table underpayment_letter_line (
    underpayment_id uuid not null references underpayment,
    letter_id uuid not null references underpayment_letter,
    primary key (underpayment_id, letter_id)
  )`,
  `create index underpayment_letter_lines on underpayment_letter_line (letter_id)`,
];
