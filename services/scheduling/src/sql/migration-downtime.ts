/** Kits for an outage and their numbered sheets (SVC-51 to SVC-56). What was said of a sheet is taken back, never changed. */
export const DOWNTIME: readonly string[] = [
  // One row: whoever takes numbers holds it until the kit stands, so that no number is printed twice.
  `create table downtime_number (only_one boolean primary key default true check (only_one), next integer not null)`,
  `insert into downtime_number (next) values (1)`,
  `create table downtime_kit (
    kit_id uuid primary key,
    date date not null,
    made_at timestamptz not null,
    made_by text not null,
    first_number integer not null unique,
    last_number integer not null,
    used_at timestamptz,
    used_by text,
    check (first_number <= last_number),
    check ((used_at is null) = (used_by is null))
  )`,
  `create index downtime_kit_made on downtime_kit (made_at desc, kit_id desc)`,
  `create table downtime_sheet (
    number integer primary key,
    kit_id uuid not null references downtime_kit,
    appointment_id uuid references appointment
  )`,
  `create index downtime_sheet_kit on downtime_sheet (kit_id, number)`,
  `create table downtime_part (
    entry_id bigint generated always as identity primary key,
    number integer not null references downtime_sheet,
    part text not null check (part in ('visit', 'vitals', 'note', 'payment')),
    state text not null check (state in ('entered', 'empty')),
    patient_id uuid references patient,
    happened_at timestamptz,
    entered_at timestamptz not null,
    entered_by text not null,
    because text,
    taken_back_at timestamptz,
    taken_back_by text,
    check ((state = 'entered') = (patient_id is not null)),
    check ((state = 'entered') = (happened_at is not null))
  )`,
  `create unique index downtime_part_once on downtime_part (number, part) where taken_back_at is null`,
];
