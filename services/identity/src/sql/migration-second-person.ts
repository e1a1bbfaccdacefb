import { statements } from "./statements.ts";

/** What waits for a second person (IDN-78), and until when who could decide is still counted (IDN-79). */
export const secondPerson = statements([
  `create table account_request (
    request_id uuid primary key,
    kind text not null check (kind in ('roles', 'sign-in-code', 'second-factor')),
    staff_id uuid not null references staff,
    wanted jsonb check ((kind = 'roles') = (wanted is not null)),
    asked_by_id uuid not null,
    asked_by text not null,
    asked_at timestamptz not null,
    status text not null check (status in ('open', 'approved', 'used', 'refused')),
    decided_by_id uuid check (decided_by_id <> asked_by_id),
    decided_by text,
    decided_at timestamptz
  )`,
  `create index account_request_open on account_request (asked_at) where status = 'open'`,
  `alter table staff add column decided_until timestamptz`,
]);

/** A policy that asks for less at sign-in waits for a second person, too (IDN-122). It is about nobody alone. */
export const policyByTwo = statements([
  `alter table account_request
    drop constraint account_request_kind_check,
    add constraint account_request_kind_check check (kind in ('roles', 'sign-in-code', 'second-factor', 'sign-in-policy')),
    alter column staff_id drop not null,
    add column policy jsonb,
    add constraint account_request_about check ((kind = 'sign-in-policy') = (staff_id is null)),
    add constraint account_request_policy check ((kind = 'sign-in-policy') = (policy is not null))`,
]);

/**
 * Roles of the practice's own (IDN-152): each version is a row, and nothing of one is changed afterwards. What they change of a person's rights
 * stands with the person, so that who asks who somebody is need not look at roles.
 */
export const ownRoles = statements([
  `create table own_role (
    role_id uuid not null,
    version int not null check (version > 0),
    name text not null,
    base text not null check (base <> 'owner'),
    added text[] not null,
    removed text[] not null,
    retired boolean not null,
    by_name text not null,
    at timestamptz not null,
    primary key (role_id, version)
  )`,
  `alter table staff
    add column own_roles uuid[] not null default '{}',
    add column granted text[] not null default '{}',
    add column withheld text[] not null default '{}'`,
  `alter table account_request
    drop constraint account_request_kind_check,
    drop constraint account_request_about,
    add constraint account_request_kind_check
      check (kind in ('roles', 'sign-in-code', 'second-factor', 'sign-in-policy', 'own-role')),
    add constraint account_request_about check ((kind in ('sign-in-policy', 'own-role')) = (staff_id is null)),
    add column own_role_id uuid,
    add column own_role jsonb,
    add constraint account_request_own_role
      check ((kind = 'own-role') = (own_role is not null) and (kind = 'own-role') = (own_role_id is not null))`,
]);
