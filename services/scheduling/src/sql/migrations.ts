import { BOOKING_LINKS } from "./migration-booking-links.ts";
import { CHART_RESTRICTIONS } from "./tables-chart-restrictions.ts";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import { DOWNTIME } from "./migration-downtime.ts";
import { KIOSK } from "./migration-kiosk.ts";
import { IMPORTS } from "./migration-imports.ts";
import { HOUSEHOLDS } from "./migration-households.ts";
import { FAMILY_CHANGES, MERGED_FAMILIES, MERGES } from "./migration-merges.ts";
import { ABOUT_PATIENTS, OTHER_PHONES } from "./tables-about.ts";
import { ASKED_BACK } from "./tables-asked-back.ts";
import { DEATHS } from "./tables-deaths.ts";
import { WAIT_LIST } from "./migration-wait-list.ts";
import { SERIES } from "./migration-series.ts";
import { PHARMACIES } from "./tables-pharmacies.ts";
import { VISIT_NEEDS } from "./tables-visit-needs.ts";
import { PEOPLE_ONCE } from "./migration-people-once.ts";

/** Keys sort in order of application. A migration that has shipped is never edited; a new one is added. */
export const migrations: { readonly [name: string]: Migration } = {
  "0001-patients": { up: (db) => run(db, PATIENTS) },
  "0002-resources": { up: (db) => run(db, RESOURCES) },
  "0003-appointments": { up: (db) => run(db, APPOINTMENTS) },
  "0004-name-slips": { up: (db) => run(db, NAME_SLIPS) },
  "0005-people-once": { up: (db) => run(db, PEOPLE_ONCE) },
  "0006-confirmed": { up: (db) => run(db, [`alter table appointment add column confirmed_at timestamptz`]) },
  "0007-wait-list": { up: (db) => run(db, WAIT_LIST) },
  "0008-downtime": { up: (db) => run(db, DOWNTIME) },
  "0009-imports": { up: (db) => run(db, IMPORTS) },
  "0010-kiosk": { up: (db) => run(db, KIOSK) },
  "0011-households": { up: (db) => run(db, HOUSEHOLDS) },
  "0012-merges": { up: (db) => run(db, MERGES) },
  "0013-forms-count-from": { up: (db) => run(db, FORMS_COUNT_FROM) },
  "0014-merged-families": { up: (db) => run(db, MERGED_FAMILIES) },
  "0015-family-changes": { up: (db) => run(db, FAMILY_CHANGES) },
  "0016-series": { up: (db) => run(db, SERIES) },
  "0017-chart-restrictions": { up: (db) => run(db, CHART_RESTRICTIONS) },
  "0018-booking-links": { up: (db) => run(db, BOOKING_LINKS) },
  "0019-pharmacies": { up: (db) => run(db, PHARMACIES) },
  "0022-visit-needs": { up: (db) => run(db, VISIT_NEEDS) },
  "0023-deaths": { up: (db) => run(db, DEATHS) },
  "0024-about-patients": { up: (db) => run(db, ABOUT_PATIENTS) },
  "0025-other-phones": { up: (db) => run(db, OTHER_PHONES) },
  "0026-kept-times": { up: (db) => run(db, KEPT_TIMES) },
  "0027-asked-back": { up: (db) => run(db, ASKED_BACK) },
};

async function run(db: Parameters<Migration["up"]>[0], statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** SCH-306 to SCH-308: some days of the week, and time that is kept for kinds of visit. */
const KEPT_TIMES = [
  `alter table closure
    add column weekdays jsonb,
    add column kept_for jsonb not null default '[]',
    add column released_hours integer check (released_hours is null or kept_for <> '[]')`,
];

/** Until now every version was signed anew (SCH-200). */
const FORMS_COUNT_FROM = [
  `alter table consent_form add column counts_from integer`,
  `update consent_form set counts_from = version`,
  `alter table consent_form alter column counts_from set not null,
    add constraint consent_form_counts_from check (counts_from between 1 and version)`,
];

const PATIENTS = [
  // Numbers may have gaps: a registration that rolls back keeps its number for nobody.
  `create sequence mrn start 100001`,
  `create table patient (
    patient_id uuid primary key,
    mrn bigint not null unique default nextval('mrn'),
    family text not null,
    given text not null,
    middle text,
    suffix text,
    birth_date date not null,
    sex text not null,
    phone text collate "C",
    email text,
    address jsonb,
    language text not null,
    guarantor jsonb,
    emergency_contact jsonb,
    name_key text collate "C" not null,
    source_system text,
    source_value text,
    active boolean not null default true,
    version integer not null default 1,
    registered_at timestamptz not null,
    unique (source_system, source_value)
  )`,
  `create index patient_birth_date on patient (birth_date)`,
  `create index patient_phone on patient (phone)`,
  // The last four digits are what people remember of a number.
  `create index patient_phone_end on patient (reverse(phone) collate "C")`,
  // One row a word of a name. The whole name lies in the index too, so that a second typed word is checked without leaving it.
  // Collation C keeps a beginning a range of the index, at any size of the practice.
  `create table patient_word (
    word text collate "C" not null,
    rank smallint not null,
    name_key text collate "C" not null,
    patient_id uuid not null references patient,
    primary key (word, rank, name_key, patient_id)
  )`,
  `create index patient_word_patient on patient_word (patient_id)`,
  // Each word once: misspellings are looked for here, so their cost grows with the vocabulary and not with the patients.
  `create table name_word (word text collate "C" primary key)`,
  `create index name_word_trigram on name_word using gin (word gin_trgm_ops)`,
  // Read model of billing's coverage: whom an HMO says the patient's own physician is.
  `create table patient_pcp (
    patient_id uuid not null,
    coverage_id uuid not null,
    priority integer not null,
    pcp_npi text,
    primary key (patient_id, coverage_id)
  )`,
];

const RESOURCES = [
  // Read models of identity: names of providers and sites.
  `create table staff (staff_id uuid primary key, display_name text not null, npi text, active boolean not null, version integer not null)`,
  `create table location (location_id uuid primary key, name text not null, active boolean not null, version integer not null)`,
  `create table resource (
    resource_id uuid primary key,
    kind text not null check (kind in ('provider', 'room', 'equipment')),
    name text not null,
    staff_id uuid,
    location_id uuid not null,
    active boolean not null,
    version integer not null default 1,
    check ((kind = 'provider') = (staff_id is not null))
  )`,
  `create index resource_staff on resource (staff_id)`,
  `create table visit_type (
    visit_type_id uuid primary key,
    name text not null,
    minutes integer not null check (minutes between 5 and 240),
    new_patient boolean not null,
    active boolean not null,
    version integer not null default 1
  )`,
  `create table template (
    resource_id uuid not null references resource,
    from_date date not null,
    hours jsonb not null,
    primary key (resource_id, from_date)
  )`,
  `create table closure (
    closure_id uuid primary key,
    location_id uuid,
    resource_id uuid,
    date date not null,
    start_time time,
    end_time time,
    reason text not null
  )`,
  `create index closure_date on closure (date)`,
  `create table hold (
    hold_id uuid primary key,
    holder text not null unique,
    resource_id uuid not null references resource,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    expires_at timestamptz not null,
    check (starts_at < ends_at),
    exclude using gist (resource_id with =, tstzrange(starts_at, ends_at) with &&)
  )`,
];

const APPOINTMENTS = [
  `create table appointment (
    appointment_id uuid primary key,
    patient_id uuid not null references patient,
    provider_resource_id uuid not null references resource,
    planned_room_id uuid references resource,
    room_id uuid references resource,
    location_id uuid not null,
    visit_type_id uuid not null references visit_type,
    date date not null,
    start_time time not null,
    minutes integer not null check (minutes between 5 and 240),
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    reason text not null,
    status text not null check (status in
      ('booked', 'arrived', 'rooming', 'ready', 'with-provider', 'checkout', 'done', 'no-show', 'cancelled')),
    overbook_reason text,
    over_another boolean not null default false,
    cancel_reason text,
    status_since timestamptz not null,
    arrived_at timestamptz,
    encounter_id uuid,
    check_in jsonb,
    version integer not null default 1,
    check (starts_at < ends_at),
    check (not over_another or overbook_reason is not null),
    constraint provider_once exclude using gist
      (provider_resource_id with =, tstzrange(starts_at, ends_at) with &&)
      where (status not in ('cancelled', 'no-show') and not over_another),
    constraint patient_once exclude using gist
      (patient_id with =, tstzrange(starts_at, ends_at) with &&)
      where (status not in ('cancelled', 'no-show')),
    constraint room_planned_once exclude using gist
      (planned_room_id with =, tstzrange(starts_at, ends_at) with &&)
      where (status not in ('cancelled', 'no-show') and planned_room_id is not null)
  )`,
  // A room holds one visit at a time, whatever was planned.
  `create unique index room_occupied_once on appointment (room_id, date)
    where room_id is not null and status in ('rooming', 'ready', 'with-provider')`,
  `create index appointment_date on appointment (date, location_id)`,
  `create index appointment_provider on appointment (provider_resource_id, starts_at)`,
  `create index appointment_patient on appointment (patient_id, starts_at)`,
];

const NAME_SLIPS = [
  // What is left of each word when one letter is left out, and the word itself. Two words that are one slip apart (a letter
  // more, less, another, or two swapped) share one of these, so a misspelling costs a few look-ups at any size.
  `create table name_slip (
    slip text collate "C" not null,
    word text collate "C" not null,
    primary key (slip, word)
  )`,
  `insert into name_slip (slip, word)
    select word, word from name_word where length(word) >= 3
    union
    select substr(word, 1, at - 1) || substr(word, at + 1), word
    from name_word, generate_series(1, length(word)) as at where length(word) >= 3`,
];
