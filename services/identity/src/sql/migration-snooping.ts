import { statements } from "./statements.ts";

/** What the report of accesses compares by (IDN-170 to IDN-175): prints of names and addresses, whose chart is restricted, who comes when. */
export const snooping = statements([
  `create table patient_trait (
    patient_id uuid primary key,
    version int not null,
    name_print text,
    family_print text,
    address_print text,
    restricted_version int not null default 0,
    restricted boolean not null default false
  )`,
  `create index patient_trait_name on patient_trait (name_print)`,
  `create table patient_visit (
    appointment_id uuid primary key,
    patient_id uuid not null,
    date date not null,
    takes_place boolean not null,
    version int not null
  )`,
  `create index patient_visit_patient on patient_visit (patient_id, date)`,
  `create table access_review (
    review_id uuid primary key,
    staff_id uuid not null,
    patient_id uuid not null,
    day date not null,
    version int not null check (version > 0),
    outcome text not null check (outcome in ('cleared', 'escalated')),
    note text not null,
    by_id uuid not null,
    by_name text not null,
    at timestamptz not null,
    check (by_id <> staff_id),
    unique (staff_id, patient_id, day, version)
  )`,
  `create table snooping_policy (
    version int primary key check (version > 0),
    policy jsonb not null,
    by_name text not null,
    at timestamptz not null
  )`,
]);
