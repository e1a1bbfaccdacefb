import { statements } from "./statements.ts";

/** What a person is told of the own account, who needs a second factor, and what the owners see (IDN-113 to IDN-128). */
export const accounts = statements([
  `create table account_notice (
    notice_id uuid primary key,
    staff_id uuid not null references staff,
    kind text not null,
    by text not null,
    detail text not null,
    at timestamptz not null,
    read_at timestamptz
  )`,
  `create index account_notice_staff on account_notice (staff_id, at desc, notice_id desc)`,
  `create table sign_in_policy (
    one boolean primary key default true check (one),
    roles text[] not null,
    grace_days integer not null check (grace_days between 0 and 30),
    version integer not null
  )`,
  // From when on a person is asked for a second factor.
  `create table second_factor_grace (
    staff_id uuid primary key references staff,
    began_at timestamptz not null
  )`,
  // Sessions that are good for nothing but to set a second factor up.
  `create table session_enrolment (
    session_id text primary key references auth_session on delete cascade
  )`,
  // The list of the owners (IDN-115) is a part of the trail: all of it that can be in the list stands in this index.
  `create index audit_entry_of_managers on audit_entry (sequence)
    where kind = 'command' and roles && array['practice-manager', 'owner']`,
  // A practice of before owners has one from the beginning: who manages it for longest.
  `update staff set roles = array_append(roles, 'owner') where staff_id = (
    select staff_id from staff where active and 'practice-manager' = any (roles) order by staff_id limit 1
  )`,
]);

/** What is taken out of the practice as a file is an act, too, though it changes nothing (IDN-115). */
export const exportsAreActs = statements([
  `drop index audit_entry_of_managers`,
  `create index audit_entry_of_managers on audit_entry (sequence)
    where (kind = 'command' or operation like 'export%') and roles && array['practice-manager', 'owner']`,
]);
