import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import { announcements } from "../announcements/sql/migration-announcements.ts";
import { links } from "../links/sql/migration-links.ts";
import { outreach } from "../outreach/sql/migration-outreach.ts";
import { phone } from "../phone/sql/migration-phone.ts";
import { recalls } from "../recalls/sql/migration-recalls.ts";
import { replies } from "../replies/sql/migration-replies.ts";
import { privacyTasks } from "./privacy-tasks.ts";

const copies = [
  `create table patient (
    patient_id uuid primary key,
    name jsonb not null,
    phone text,
    email text,
    language text not null,
    active boolean not null,
    version integer not null
  )`,
  `create table staff (
    staff_id uuid primary key,
    name text not null,
    active boolean not null,
    version integer not null
  )`,
];

const conversations = [
  `create table thread (
    thread_id uuid primary key,
    patient_id uuid not null,
    kind text,
    subject text not null,
    status text not null check (status in ('open', 'done')),
    owner_id uuid,
    pool text,
    due_at timestamptz,
    last_at timestamptz not null,
    version integer not null,
    check (owner_id is null or pool is null)
  )`,
  `create index thread_patient on thread (patient_id)`,
  `create unique index thread_kind on thread (patient_id, kind) where kind is not null`,
  `create index thread_open on thread (due_at) where status = 'open'`,
  `create table message (
    message_id uuid primary key,
    thread_id uuid not null references thread,
    place bigint generated always as identity,
    at timestamptz not null,
    by text not null,
    staff_id uuid,
    body text not null
  )`,
  `create index message_thread on message (thread_id, place)`,
];

const tasks = [
  `create table task (
    task_id uuid primary key,
    title text not null,
    detail text not null,
    patient_id uuid,
    owner_id uuid,
    pool text,
    due_on date,
    priority text not null check (priority in ('normal', 'high')),
    status text not null check (status in ('open', 'done')),
    about text,
    created_at timestamptz not null,
    created_by text not null,
    done_at timestamptz,
    done_by text,
    version integer not null,
    check (owner_id is null or pool is null),
    check ((status = 'done') = (done_at is not null))
  )`,
  `create index task_open on task (due_on) where status = 'open'`,
  `create index task_patient on task (patient_id)`,
  `create table denial (
    denial_id uuid primary key,
    task_id uuid,
    resolved boolean not null
  )`,
];

const reminders = [
  `create table appointment (
    appointment_id uuid primary key,
    version integer not null
  )`,
  `create table reminder (
    reminder_id uuid primary key,
    appointment_id uuid not null,
    patient_id uuid not null,
    channel text not null,
    due_at timestamptz not null,
    starts_at timestamptz not null,
    sent_at timestamptz,
    status text not null,
    text text not null,
    problem text,
    attempts integer not null,
    not_before timestamptz not null
  )`,
  `create unique index reminder_waiting on reminder (appointment_id) where status in ('scheduled', 'due')`,
  `create index reminder_patient on reminder (patient_id)`,
  `create index reminder_due on reminder (not_before) where status = 'due'`,
];

// Critical vital signs by their id, whichever is heard of first: that they are, or that the provider knows.
const criticals = [
  `create table critical (
    vitals_id uuid primary key,
    task_id uuid,
    settled boolean not null
  )`,
];

// The orders in which queues are read, page after page (MSG-41).
const listOrders = [
  `create index task_urgency on task (coalesce(due_on, 'infinity'::date), (priority <> 'high'), created_at, task_id) where status = 'open'`,
  `create index task_done on task (done_at desc, task_id desc) where status = 'done'`,
  `create index thread_due on thread (coalesce(due_at, 'infinity'::timestamptz), last_at, thread_id) where status = 'open'`,
  `create index thread_newest on thread (last_at desc, thread_id desc)`,
];

// MSG-37: what holds words of a chart. Of what was there, all that is with a person counts, and what is with those who read charts.
const clinical = [
  `alter table staff add column roles text[]`,
  ...["thread", "task"].flatMap((table) => [
    `alter table ${table} add column clinical boolean not null default true`,
    `update ${table} set clinical = owner_id is not null
      or pool in ('medical-assistant', 'physician', 'physician-assistant', 'nurse-practitioner')
      or (pool is null and patient_id is not null)`,
  ]),
  `update thread set clinical = false where kind = 'statements'`,
];

// MSG-44: mail to the practice's own people.
const staffMail = [
  `create table staff_mail (
    mail_key text primary key,
    address text not null,
    subject text not null,
    text text not null,
    status text not null check (status in ('due', 'sent', 'failed')),
    problem text,
    attempts integer not null,
    not_before timestamptz not null
  )`,
  `create index staff_mail_due on staff_mail (not_before) where status = 'due'`,
];

// MSG-46: what is told of an offered time.
const offerNotices = [
  `create table offer_notice (
    offer_id uuid not null,
    what text not null check (what in ('offer', 'end')),
    patient_id uuid not null,
    starts_at timestamptz not null,
    expires_at timestamptz not null,
    status text not null check (status in ('due', 'sent', 'failed', 'no-address', 'dropped')),
    problem text,
    attempts integer not null,
    not_before timestamptz not null,
    primary key (offer_id, what)
  )`,
  `create index offer_notice_due on offer_notice (not_before) where status = 'due'`,
];

/** What roles of the practice's own change of a person's rights (IDN-152). */
const ownRights = [
  `alter table staff
    add column granted text[] not null default '{}',
    add column withheld text[] not null default '{}'`,
];

// MSG-100: who may open a restricted chart, and who has opened one all the same, as charting told.
const restrictions = [
  `create table restricted_chart (patient_id uuid primary key, version integer not null)`,
  `create table chart_shut (
    patient_id uuid not null,
    place integer not null,
    shuts text not null check (shuts in ('others', 'named')),
    staff_ids uuid[] not null,
    roles text[] not null,
    primary key (patient_id, place)
  )`,
  `create table chart_opened (
    entry_id uuid primary key,
    patient_id uuid not null,
    staff_id uuid not null,
    until timestamptz not null
  )`,
  `create index chart_opened_by on chart_opened (patient_id, staff_id)`,
];

/** What a patient refuses, as scheduling told it last (MSG-165). */
const contactRefusals = [
  `create table contact_refusal (
    patient_id uuid primary key,
    text boolean not null,
    email boolean not null,
    at timestamptz not null
  )`,
];

function statements(list: readonly string[]): Migration {
  return {
    async up(db) {
      for (const statement of list) await sql.raw(statement).execute(db);
    },
  };
}

export const migrations: { readonly [name: string]: Migration } = {
  "0001-copies": statements(copies),
  "0002-conversations": statements(conversations),
  "0003-tasks": statements(tasks),
  "0004-reminders": statements(reminders),
  "0005-criticals": statements(criticals),
  "0006-list-orders": statements(listOrders),
  "0007-clinical": statements(clinical),
  "0008-staff-mail": statements(staffMail),
  "0009-offer-notices": statements(offerNotices),
  "0010-outreach": statements(outreach),
  "0011-restrictions": statements(restrictions),
  "0012-own-rights": statements(ownRights),
  "0013-recalls": statements(recalls),
  "0014-replies": statements(replies),
  "0015-privacy-tasks": statements(privacyTasks),
  "0016-links": statements(links),
  "0018-contact-refusals": statements(contactRefusals),
  "0019-announcements": statements(announcements),
  "0020-phone": statements(phone),
  "0022-preparation": statements(["alter table reminder add column preparation jsonb"]),
  // MSG-221: the first name that the patient goes by, where it is another.
  "0023-preferred-names": statements(["alter table patient add column preferred text"]),
};
