import { statements } from "./statements.ts";

/** The `auth_` tables have the columns that better-auth 1.7 asks for, in our spelling; `node/auth-options.ts` maps them. */
export const signIn = statements([
  `create table auth_user (
    id text primary key,
    staff_id uuid not null unique references staff,
    name text not null,
    email text not null unique,
    email_verified boolean not null default true,
    image text,
    two_factor_enabled boolean default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create table auth_session (
    id text primary key,
    user_id text not null references auth_user on delete cascade,
    token text not null unique,
    expires_at timestamptz not null,
    ip_address text,
    user_agent text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create index auth_session_user on auth_session (user_id)`,
  `create table auth_account (
    id text primary key,
    user_id text not null references auth_user on delete cascade,
    account_id text not null,
    provider_id text not null,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, provider_id)
  )`,
  `create table auth_verification (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create index auth_verification_identifier on auth_verification (identifier)`,
  `create table auth_two_factor (
    id text primary key,
    user_id text not null unique references auth_user on delete cascade,
    secret text not null,
    backup_codes text not null,
    verified boolean default true,
    failed_verification_count integer default 0,
    locked_until timestamptz
  )`,
  `create table sign_in_code (
    staff_id uuid primary key references staff,
    code_hash text not null,
    expires_at timestamptz not null,
    tries integer not null
  )`,
  `create table attempt (
    key text primary key,
    count integer not null,
    since timestamptz not null
  )`,
  `create index attempt_since on attempt (since)`,
]);

/** A browser that a person was signed in from has a budget of its own at the door (IDN-43). */
export const knownDevices = statements([
  `create table known_device (
    staff_id uuid not null references staff,
    device_hash text not null,
    seen_at timestamptz not null,
    primary key (staff_id, device_hash)
  )`,
]);

/** When the person of a session last showed again who it is (IDN-59). */
export const sessionConfirmations = statements([
  `create table session_confirmation (
    session_id text primary key,
    confirmed_at timestamptz not null
  )`,
]);

/** The way into an installation that has no practice yet (IDN-100). The row goes when the practice has a manager who can sign in. */
export const founding = statements([
  `create table founding (
    one boolean primary key default true check (one),
    staff_id uuid not null,
    link_hash text,
    link_expires_at timestamptz not null,
    browser_hash text,
    browser_expires_at timestamptz
  )`,
]);

/** IDN-130 to IDN-135. The names are of the person's own choosing and about nobody. */
export const passkeys = statements([
  `create table passkey (
    passkey_id text primary key,
    staff_id uuid not null references staff,
    name text not null,
    host text not null,
    public_key text not null,
    counter bigint not null check (counter >= 0),
    transports text[] not null,
    synced boolean not null,
    added_at timestamptz not null,
    used_at timestamptz
  )`,
  `create index passkey_staff on passkey (staff_id, added_at)`,
]);
