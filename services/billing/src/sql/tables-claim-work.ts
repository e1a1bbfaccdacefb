/** Billing 0036: a claim and a denial are somebody's work, and a claim can be held back. */
export const claimWorkColumns: readonly string[] = [
  `alter table claim
    add column owner_id uuid,
    add column owner_name text,
    add column follow_up_on date,
    add column held_because text check (held_because in ('information', 'authorization', 'credentialing', 'patient')),
    add column held_note text,
    add column held_until date,
    add column held_at timestamptz,
    add column held_by text,
    add check ((held_because is null) = (held_at is null))`,
  `create index claim_owner on claim (owner_id, due_order, claim_id) where owner_id is not null`,
  `create index claim_follow on claim (follow_up_on, claim_id) where follow_up_on is not null`,
  `create index claim_held on claim (due_order, claim_id) where held_because is not null`,
  `alter table denial add column owner_id uuid, add column owner_name text, add column follow_up_on date`,
  `create index denial_owner on denial (owner_id) where owner_id is not null`,
  `create index denial_follow on denial (follow_up_on, denial_id) where follow_up_on is not null`,
  // What a person did in a month is looked for by the name and the day.
  `create index claim_event_by on claim_event (by_name, at)`,
];
