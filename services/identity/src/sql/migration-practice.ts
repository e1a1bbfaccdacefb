import { statements } from "./statements.ts";

/** IDN-191. */
export const deaNumbers = statements([`alter table staff add column dea text`]);

export const practice = statements([
  `create table staff (
    staff_id uuid primary key,
    email text not null,
    family text not null,
    given text not null,
    credential text not null,
    roles text[] not null check (cardinality(roles) > 0),
    npi text,
    taxonomy text,
    supervisor_id uuid references staff,
    active boolean not null,
    version integer not null
  )`,
  `create unique index staff_email on staff (lower(email))`,
  `create table location (
    location_id uuid primary key,
    name text not null,
    address jsonb not null,
    phone text not null,
    npi text,
    place_of_service text not null,
    active boolean not null,
    version integer not null
  )`,
  `create table practice_profile (
    one boolean primary key default true check (one),
    name text not null,
    npi text not null,
    tax_id text not null,
    taxonomy text not null,
    billing_address jsonb not null,
    phone text not null,
    time_zone text not null,
    version integer not null
  )`,
]);

/** The number of the practice's laboratory (CLIA). */
export const laboratory = statements(["alter table practice_profile add column clia text"]);
