import { statements } from "./statements.ts";

/**
 * The service owns its tables and could give itself back what is revoked here, so the trigger stands behind it, and behind
 * both the hash chain with its head kept elsewhere (IDN-22, IDN-24).
 */
export const auditTrail = statements([
  `create table audit_entry (
    sequence bigint primary key,
    event_id uuid not null unique,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('staff', 'system')),
    actor_name text not null,
    staff_id uuid,
    session_id text,
    roles text[] not null,
    service text not null,
    operation text not null,
    kind text not null check (kind in ('command', 'query')),
    permission text not null,
    patient_ids uuid[] not null,
    outcome text not null,
    command_id uuid,
    hash text not null
  )`,
  `create index audit_entry_patients on audit_entry using gin (patient_ids)`,
  `create index audit_entry_staff on audit_entry (staff_id, sequence)`,
  `create index audit_entry_at on audit_entry (at)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit trail is only added to' using errcode = '42501';
    end
  $$`,
  `create trigger audit_entry_only_added before update or delete or truncate on audit_entry
    for each statement execute function refuse_change()`,
  `revoke update, delete, truncate on audit_entry from current_user`,
  `create table audit_head (
    one boolean primary key default true check (one),
    sequence bigint not null,
    hash text not null
  )`,
  `insert into audit_head (sequence, hash) values (0, repeat('0', 64))`,
]);

/** Whose account an entry is about: a code for somebody else's sign-in. */
export const auditAbout = statements([`alter table audit_entry add column about_staff_id uuid`]);

/** Who acts may be more than staff; and when an access came is kept beside when its service says that it was. */
export const auditReceived = statements([
  `alter table audit_entry add column received_at timestamptz`,
  `alter table audit_entry add column actor_id text`,
  `alter table audit_entry drop constraint audit_entry_actor_kind_check`,
  `alter table audit_entry add constraint audit_entry_actor_kind_check
    check (actor_kind in ('staff', 'patient', 'proxy', 'learner', 'instructor', 'integration', 'system'))`,
  `create index audit_entry_received on audit_entry (received_at)`,
]);

/** How often a person used a permission on a day (IDN-161). What the trail has of the last 90 days is counted at once. */
export const permissionUse = statements([
  `create table permission_use (
    staff_id uuid not null,
    permission text not null,
    day date not null,
    uses int not null check (uses > 0),
    primary key (staff_id, permission, day)
  )`,
  `create index permission_use_day on permission_use (day)`,
  `insert into permission_use (staff_id, permission, day, uses)
    select staff_id, permission, (at at time zone 'UTC')::date, count(*) from audit_entry
    where staff_id is not null and outcome = 'ok' and permission like '%.%' and at > now() - interval '91 days'
    group by 1, 2, 3`,
]);
