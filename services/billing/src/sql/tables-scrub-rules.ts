/** Billing 0029: how the practice sets its checks of claims and what its payers asked for, version by version; trials on past claims. */
export const scrubRuleTables: readonly string[] = [
  // A trial of a rule on past claims. What it was tried against (before) is kept, so that each piece compares with the same.
  `create table rule_replay (
    replay_id uuid primary key,
    rule text,
    payer_id uuid references payer,
    subject jsonb not null,
    before jsonb not null,
    since date not null,
    sent_from timestamptz not null,
    sent_until timestamptz not null,
    state text not null check (state in ('running', 'done', 'stopped')),
    goes_on text,
    claims int not null,
    looked int not null,
    denied_of_all int not null,
    stopped int not null,
    denied int not null,
    paid int not null,
    rejected int not null,
    waiting int not null,
    reasons jsonb not null,
    started_at timestamptz not null,
    started_by text not null,
    check ((rule is null) <> (payer_id is null))
  )`,
  `create index rule_replay_rule on rule_replay (rule, started_at desc) where rule is not null`,
  `create index rule_replay_payer on rule_replay (payer_id, started_at desc) where payer_id is not null`,
  `create table rule_replay_claim (
    replay_id uuid not null references rule_replay,
    place int not null,
    claim_id uuid not null references claim,
    outcome text not null check (outcome in ('rejected', 'denied', 'paid', 'waiting')),
    reasons jsonb not null,
    messages jsonb not null,
    primary key (replay_id, place)
  )`,
  // A version is never changed: the latest counts, and taking one back is another one.
  `create table scrub_rule_version (
    rule text not null,
    version int not null,
    setting jsonb not null,
    at timestamptz not null,
    by_name text not null,
    because text,
    replay_id uuid references rule_replay,
    undoes int,
    primary key (rule, version)
  )`,
  `create table payer_rules_version (
    payer_id uuid not null references payer,
    version int not null,
    rules jsonb not null,
    at timestamptz,
    by_name text,
    because text,
    replay_id uuid references rule_replay,
    primary key (payer_id, version)
  )`,
  // Who said so and when was not kept before.
  `insert into payer_rules_version (payer_id, version, rules) select payer_id, version, rules from payer`,
  `create index claim_unsent on claim (claim_id) where status in ('draft', 'needs-correction', 'ready')`,
  // A trial goes from the latest sending back.
  `create index claim_submission_first on claim_submission (submitted_at desc, claim_id desc) where attempt = 1`,
];
