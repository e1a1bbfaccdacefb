/** Links by which patients book themselves, as they were sent (MSG-140). */
export const links: readonly string[] = [
  `create table sent_link (
    link_id uuid primary key,
    patient_id uuid not null,
    visit_type_id uuid not null,
    visit_type_name text not null,
    source text check (source in ('recall', 'member')),
    source_id uuid,
    channel text not null check (channel in ('sms', 'email')),
    token text,
    until timestamptz not null,
    sending text not null check (sending in ('due', 'sent', 'failed', 'dropped')),
    attempts integer not null,
    not_before timestamptz not null,
    sent_at timestamptz,
    problem text,
    state text not null,
    state_version integer not null,
    visit_at timestamptz,
    made_at timestamptz not null,
    made_by text not null,
    check ((source is null) = (source_id is null)),
    check ((sending = 'due') = (token is not null))
  )`,
  `create index sent_link_patient on sent_link (patient_id, made_at desc)`,
  `create index sent_link_due on sent_link (not_before) where sending = 'due'`,
];
