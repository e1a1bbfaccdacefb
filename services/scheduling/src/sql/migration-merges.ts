/** SCH-123 to SCH-133: pairs of records that may be one person, and merges. */
export const MERGES: readonly string[] = [
  // The record that has all of a merged one's, at the end of the way.
  `alter table patient add column merged_into uuid references patient`,
  `create index patient_merged on patient (merged_into) where merged_into is not null`,
  // What the nightly look for duplicates has not seen as it is now.
  `alter table patient add column swept_version integer not null default 0`,
  `create index patient_unswept on patient (patient_id) where swept_version <> version and merged_into is null`,
  // A pair once, in the order of the ids.
  `create table duplicate_pair (
    first_id uuid not null references patient,
    second_id uuid not null references patient,
    score integer not null,
    because jsonb not null,
    source text not null check (source in ('sweep', 'proposed', 'registration')),
    state text not null check (state in ('open', 'dismissed', 'merged')),
    found_at timestamptz not null,
    proposed_by text,
    proposed_at timestamptz,
    note text,
    dismissed_by text,
    dismissed_at timestamptz,
    dismissed_because text,
    version integer not null default 1,
    primary key (first_id, second_id),
    check (first_id < second_id),
    check ((proposed_by is null) = (note is null)),
    check (state <> 'dismissed' or dismissed_by is not null)
  )`,
  `create index duplicate_pair_open on duplicate_pair ((proposed_at is null), score desc, first_id, second_id) where state = 'open'`,
  `create index duplicate_pair_dismissed on duplicate_pair (dismissed_at desc, first_id, second_id) where state = 'dismissed'`,
  `create index duplicate_pair_second on duplicate_pair (second_id)`,
  `create table merge (
    merge_id uuid primary key,
    survivor_id uuid not null references patient,
    duplicate_id uuid not null references patient,
    reason text not null,
    merged_at timestamptz not null,
    merged_by text not null,
    undone_at timestamptz,
    undone_by text,
    undone_because text,
    check ((undone_at is null) = (undone_by is null))
  )`,
  `create unique index merge_stands on merge (duplicate_id) where undone_at is null`,
  `create index merge_survivor on merge (survivor_id)`,
  `create index merge_newest on merge (merged_at desc, merge_id desc)`,
  // What each service says that it has moved; the latest counts.
  `create table merge_moved (
    merge_id uuid not null references merge,
    service text not null,
    undone boolean not null,
    moved integer not null,
    aside jsonb not null,
    at timestamptz not null,
    primary key (merge_id, service)
  )`,
  // Who was here before waits for the next night, too.
  `insert into timer (name, key, due_at, fires_at, payload)
    select 'duplicate-sweep', 'nightly', max(registered_at), max(registered_at), '{}' from patient having count(*) > 0`,
];

/** SCH-190: a family follows a merge. What people wrote down stays beside whose it is now, so that an unmerge puts it back. */
export const MERGED_FAMILIES: readonly string[] = [
  `alter table household_member add column first_patient_id uuid`,
  `update household_member set first_patient_id = patient_id`,
  `alter table household_member alter column first_patient_id set not null`,
  // Who was named as the one who pays; \`guarantor_patient_id\` is the record that has all of that one's now.
  `alter table household add column guarantor_named_id uuid`,
  `update household set guarantor_named_id = guarantor_patient_id`,
  `alter table household add check ((guarantor_named_id is null) = (guarantor_patient_id is null))`,
];

/** SCH-202: whether people changed a family since it moved. A merge that the family follows is no change of theirs. */
export const FAMILY_CHANGES: readonly string[] = [
  `alter table household add column people_version integer not null default 1`,
  `update household set people_version = version`,
];
