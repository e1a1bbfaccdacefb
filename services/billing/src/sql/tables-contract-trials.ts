/** Billing 0031: two contracts compared on what was billed. One row each, pruned by rule; old trials of rules are found by their day. */
export const contractTrialTables: readonly string[] = [
  `create table contract_trial (
    trial_id uuid primary key,
    payer_id uuid references payer,
    sides jsonb not null,
    since date not null,
    sent_from timestamptz not null,
    sent_until timestamptz not null,
    state text not null check (state in ('running', 'done', 'stopped')),
    goes_on text,
    claims int not null,
    looked int not null,
    tally jsonb not null,
    started_at timestamptz not null,
    started_by text not null
  )`,
  `create index contract_trial_age on contract_trial (started_at)`,
  `create index contract_trial_running on contract_trial (started_by) where state = 'running'`,
  // The claims of an old trial of a rule go; its numbers stay where a version was tried on it.
  `alter table rule_replay add column rows_gone boolean not null default false`,
  `create index rule_replay_age on rule_replay (started_at) where not rows_gone`,
];
