import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** The tables that the platform keeps in every service's schema; what each is for stands in `platform-tables.ts`. */
export const platformMigrations: { readonly [name: string]: Migration } = {
  "0001-platform": {
    async up(db) {
      for (const statement of TABLES) await sql.raw(statement).execute(db);
    },
  },
  "0002-causes": {
    async up(db) {
      await sql`alter table timer add column caused_by text`.execute(db);
    },
  },
  "0003-merges": {
    async up(db) {
      for (const statement of MERGES) await sql.raw(statement).execute(db);
    },
  },
};

/**
 * SCH-126: two records of one person are one, until that is taken back. What was moved by it is written down by its first patient, so that it goes
 * back exactly.
 */
const MERGES = [
  `create table patient_merge (
    merge_id uuid primary key,
    survivor_id uuid not null,
    duplicate_id uuid not null,
    merged_at timestamptz not null,
    undone boolean not null,
    check (survivor_id <> duplicate_id)
  )`,
  `create index patient_merge_survivor on patient_merge (survivor_id)`,
  `create index patient_merge_duplicate on patient_merge (duplicate_id)`,
  `create table patient_origin (
    table_name text not null,
    key text not null,
    patient_id uuid not null,
    before jsonb,
    primary key (table_name, key)
  )`,
  `create index patient_origin_patient on patient_origin (patient_id, table_name)`,
  // What never changes otherwise may change its patient, between records that a merge has joined and no others.
  `create function moves_by_merge(one uuid, other uuid) returns boolean language sql stable set search_path from current as $$
    with recursive linked (id) as (
      select one
      union
      select case when m.survivor_id = l.id then m.duplicate_id else m.survivor_id end
      from linked l join patient_merge m on l.id in (m.survivor_id, m.duplicate_id)
    )
    select exists (select from linked where id = other)
  $$`,
];

const TABLES = [
  `create table outbox (
    sequence bigint generated always as identity primary key,
    event_id uuid not null,
    name text not null,
    occurred_at timestamptz not null,
    envelope json not null,
    published_at timestamptz
  )`,
  `create index outbox_unpublished on outbox (sequence) where published_at is null`,
  `create table command_inbox (
    command_id uuid primary key,
    operation text not null,
    request_hash text not null,
    actor_id text not null,
    reply json not null,
    done_at timestamptz not null
  )`,
  `create table event_inbox (
    consumer text not null,
    event_id uuid not null,
    handled_at timestamptz not null,
    primary key (consumer, event_id)
  )`,
  `create table timer (
    name text not null,
    key text not null,
    due_at timestamptz not null,
    fires_at timestamptz not null,
    payload json not null,
    attempts integer not null default 0,
    last_error text,
    primary key (name, key)
  )`,
  `create index timer_fires on timer (fires_at, name, key)`,
  `create table dead_letter (
    dead_letter_id uuid primary key,
    kind text not null check (kind in ('event', 'timer')),
    handler text not null,
    event_id uuid,
    content json not null,
    reason text not null,
    attempts integer not null,
    died_at timestamptz not null,
    replayed_at timestamptz
  )`,
  `create unique index dead_letter_once on dead_letter (handler, event_id) where replayed_at is null`,
  `create table worker_lease (
    worker text primary key,
    holder uuid not null,
    until timestamptz not null
  )`,
  `create table relay_state (
    id integer primary key default 1 check (id = 1),
    store_id text,
    consumed_until timestamptz
  )`,
];
