import { seedBuiltInCodes } from "@practicum/terminology/sql/import-codes";
import { terminologyTables } from "@practicum/terminology/sql/tables";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import { IN_HOUSE } from "./tables-of-in-house.ts";
import { ALERT_BUDGET } from "./tables-of-alerts.ts";
import { CONTRADICTIONS } from "./tables-of-contradictions.ts";
import { DOCUMENTS } from "./tables-of-documents.ts";
import { ENCOUNTERS } from "./tables-of-encounters.ts";
import { FOLLOW_UPS } from "./tables-of-follow-ups.ts";
import { HISTORIES } from "./tables-of-histories.ts";
import { LETTERS } from "./tables-of-letters.ts";
import { LISTS } from "./tables-of-lists.ts";
import { CARRIED_LINES, NOTE_PHRASES, NOTE_TEMPLATES } from "./tables-of-note-templates.ts";
import { PHARMACY_PORT, PRESCRIPTIONS } from "./tables-of-prescriptions.ts";
import { PRIVACY } from "./tables-of-privacy.ts";
import { PRIVATE_NOTES } from "./tables-of-private-notes.ts";
import { MERGED_CHARTS } from "./tables-of-merges.ts";
import { PROCEDURES } from "./tables-of-procedures.ts";
import { REFERRAL_DIRECTORY, REFERRALS } from "./tables-of-referrals.ts";
import { REFILLS } from "./tables-of-refills.ts";
import { RECALL_ASKS } from "./tables-of-recalls.ts";
import { RESTRICTIONS } from "./tables-of-restrictions.ts";
import { SENSITIVE } from "./tables-of-sensitive.ts";
import { SEALS } from "./tables-of-seals.ts";
import { TELEPHONE_NOTES } from "./tables-of-telephone-notes.ts";
import { TEST_ORDERS, UNMATCHED_RESULTS } from "./tables-of-test-orders.ts";

/** Keys sort in order of application. A migration that has shipped is never edited; a new one is added. */
export const migrations: { readonly [name: string]: Migration } = {
  "0001-terminology": terminologyTables,
  // A later release with more built-in codes adds a migration that does this again: it writes only what differs.
  "0002-built-in-codes": {
    async up(db) {
      await seedBuiltInCodes(db);
    },
  },
  "0003-lists": { up: (db) => run(db, LISTS) },
  "0004-encounters": { up: (db) => run(db, ENCOUNTERS) },
  "0005-seals": { up: (db) => run(db, SEALS) },
  "0006-temperature-in-hundredths": { up: (db) => run(db, TEMPERATURE_IN_HUNDREDTHS) },
  "0007-taken-over-by": { up: (db) => run(db, TAKEN_OVER_BY) },
  "0008-alert-answers": { up: (db) => run(db, ALERT_ANSWERS) },
  "0009-doses": { up: (db) => run(db, DOSES) },
  "0010-told": { up: (db) => run(db, TOLD) },
  "0011-order-steps": { up: (db) => run(db, ORDER_STEPS) },
  "0012-authors": { up: (db) => run(db, AUTHORS) },
  "0013-preventive-care": { up: (db) => run(db, PREVENTIVE_CARE) },
  "0014-visit-summaries": { up: (db) => run(db, VISIT_SUMMARIES) },
  "0015-billed-claims": { up: (db) => run(db, BILLED_CLAIMS) },
  "0016-cosign-steps": { up: (db) => run(db, COSIGN_STEPS) },
  "0017-in-house": { up: (db) => run(db, IN_HOUSE) },
  "0018-em-worksheet": { up: (db) => run(db, EM_WORKSHEET) },
  "0019-documents": { up: (db) => run(db, DOCUMENTS) },
  "0020-procedures": { up: (db) => run(db, PROCEDURES) },
  "0021-contradictions": { up: (db) => run(db, CONTRADICTIONS) },
  "0022-letters": { up: (db) => run(db, LETTERS) },
  "0023-restrictions": { up: (db) => run(db, RESTRICTIONS) },
  "0024-private-notes": { up: (db) => run(db, PRIVATE_NOTES) },
  "0025-merges": { up: (db) => run(db, MERGED_CHARTS) },
  "0026-referrals": { up: (db) => run(db, REFERRALS) },
  "0027-referral-directory": { up: (db) => run(db, REFERRAL_DIRECTORY) },
  "0028-sensitive": { up: (db) => run(db, SENSITIVE) },
  "0029-own-rights": { up: (db) => run(db, OWN_RIGHTS) },
  "0030-recall-asks": { up: (db) => run(db, RECALL_ASKS) },
  "0031-note-templates": { up: (db) => run(db, NOTE_TEMPLATES) },
  "0032-privacy": { up: (db) => run(db, PRIVACY) },
  "0033-carried-lines": { up: (db) => run(db, CARRIED_LINES) },
  "0034-note-phrases": { up: (db) => run(db, NOTE_PHRASES) },
  "0035-test-orders": { up: (db) => run(db, TEST_ORDERS) },
  "0036-unmatched-results": { up: (db) => run(db, UNMATCHED_RESULTS) },
  "0037-prescriptions": { up: (db) => run(db, PRESCRIPTIONS) },
  "0038-pharmacy-port": { up: (db) => run(db, PHARMACY_PORT) },
  "0039-telephone-notes": { up: (db) => run(db, TELEPHONE_NOTES) },
  "0040-head-circumference": { up: (db) => run(db, ["alter table vitals add column head_mm integer"]) },
  "0041-refills": { up: (db) => run(db, REFILLS) },
  "0042-follow-ups": { up: (db) => run(db, FOLLOW_UPS) },
  "0043-histories": { up: (db) => run(db, HISTORIES) },
  "0045-alert-budget": { up: (db) => run(db, ALERT_BUDGET) },
  "0047-deceased": { up: (db) => run(db, ["alter table patient add column deceased boolean not null default false"]) },
};

/** What roles of the practice's own change of a person's rights (IDN-152). */
const OWN_RIGHTS = [
  `alter table staff
    add column granted text[] not null default '{}',
    add column withheld text[] not null default '{}'`,
];

/** A tenth of a degree Celsius is coarser than the tenth of a degree Fahrenheit that a person types. */
const TEMPERATURE_IN_HUNDREDTHS = [
  `alter table vitals rename column temperature_tenths_c to temperature_hundredths_c`,
  `update vitals set temperature_hundredths_c = temperature_hundredths_c * 10`,
];

/** CHT-83: who brought an entry in from elsewhere. */
const TAKEN_OVER_BY = [
  "allergy",
  "medication",
  "problem",
  "immunization",
  "observation",
  "past_procedure",
  "vitals",
  "encounter",
].map((table) => `alter table ${table} add column taken_over_by text`);

/** CHT-47: who went on despite which alert, and why. Until now one reason of an order stood for all its alerts. */
const ALERT_ANSWERS = [
  `create table alert_answer (
    order_id uuid not null references medication_order on delete cascade,
    alert_id text not null,
    encounter_id uuid not null,
    reason text not null,
    answered_at timestamptz not null,
    answered_by text not null,
    primary key (order_id, alert_id)
  )`,
  `create index alert_answer_encounter on alert_answer (encounter_id)`,
  `insert into alert_answer (order_id, alert_id, encounter_id, reason, answered_at, answered_by)
    select o.order_id, a ->> 'alertId', o.encounter_id, o.override_reason, o.ordered_at, o.ordered_by
    from medication_order o, jsonb_array_elements(o.alerts) a
    where o.override_reason is not null and a ->> 'severity' = 'stop'
    on conflict do nothing`,
  `create trigger keep_sealed before insert or update or delete on alert_answer
    for each row execute function keep_sealed_part()`,
];

/** CHT-27 to CHT-29: all that is kept of a dose, and which vaccine a package is. Only what was given here had a site until now. */
const DOSES = [
  `alter table immunization
    add column here boolean not null default false,
    add column expires_on date,
    add column manufacturer text,
    add column route text check (route in ('intramuscular', 'subcutaneous', 'intradermal', 'oral', 'intranasal')),
    add column dose_hundredths_ml integer check (dose_hundredths_ml > 0),
    add column funding text check (funding in ('private', 'vfc', 'public')),
    add column vis_edition_on date,
    add column vis_given_on date,
    add column note text,
    add column struck_at timestamptz,
    add column struck_by text,
    add column strike_reason text`,
  `update immunization set here = true where site is not null`,
  `create index immunization_last on immunization (cvx, recorded_at desc) where here and status = 'given'`,
  // By the ten digits of the NDC, as they stand in a GTIN.
  `create table vaccine_product (
    ndc text primary key check (ndc ~ '^[0-9]{10}$'),
    cvx text not null,
    kept_at timestamptz not null,
    kept_by text not null
  )`,
];

/** CHT-16: that the provider was told of critical values. */
const TOLD = [
  `alter table vitals add column told_to text, add column told_by text, add column told_at timestamptz`,
  `create index vitals_taken on vitals (taken_at) where told_at is null and not entered_in_error`,
];

/** CHT-110: what became of an order since it was signed; rows are only added. `place` is their order. */
const ORDER_STEPS = [
  `create table order_step (
    step_id uuid primary key,
    place bigint generated always as identity,
    order_id uuid not null references medication_order,
    state text not null check (state in ('sent', 'received', 'filled', 'failed')),
    channel text check (channel in ('print', 'phone', 'fax', 'other-system')),
    note text not null,
    at timestamptz not null,
    by_name text not null
  )`,
  `create index order_step_order on order_step (order_id, place desc)`,
  `create index medication_order_signed on medication_order (ordered_at) where status = 'signed'`,
  `create trigger keep_added before update or delete on order_step for each row execute function keep_added()`,
];

/**
 * CHT-113 to CHT-115: who put what into a note, by person and not by name alone, and the own signatures of orders. What was written before has
 * no id: it counts as the signer's where the name is the signer's.
 */
const AUTHORS = [
  `alter table medication_order add column ordered_by_id text`,
  `alter table note_section add column saved_by_id text`,
  `alter table note_version add column saved_by_id text`,
  `alter table coding_version add column saved_by_id text`,
  `alter table encounter add column coded_by jsonb not null default '{}'`,
  `create table order_signature (
    order_id uuid primary key references medication_order,
    encounter_id uuid not null,
    signed_at timestamptz not null,
    signed_by text not null,
    signed_by_id text not null
  )`,
  `create trigger keep_sealed before insert on order_signature for each row execute function keep_sealed_part()`,
  `create trigger keep_added before update or delete on order_signature for each row execute function keep_added()`,
];

/** CHT-137: what was said about a recommendation. Taken back, it stays. */
const PREVENTIVE_CARE = [
  `create table preventive_answer (
    answer_id uuid primary key,
    patient_id uuid not null,
    rule text not null,
    kind text not null check (kind in ('done', 'declined', 'not-applicable')),
    way text check ((kind = 'done') = (way is not null)),
    answered_on date not null,
    note text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    withdrawn_at timestamptz,
    withdrawn_by text
  )`,
  `create index preventive_answer_patient on preventive_answer (patient_id, recorded_at desc)`,
];

/** CHT-140: what was handed out; rows are only added. */
const VISIT_SUMMARIES = [
  `create table visit_summary (
    summary_id uuid primary key,
    encounter_id uuid not null references encounter,
    language text not null check (language in ('en', 'es')),
    instructions text not null,
    text text not null,
    at timestamptz not null,
    by_name text not null
  )`,
  `create index visit_summary_encounter on visit_summary (encounter_id, at desc)`,
  `create trigger keep_added before update or delete on visit_summary for each row execute function keep_added()`,
];

/** CHT-123: the visits that are being billed. */
const BILLED_CLAIMS = [
  `create table billed_claim (
    claim_id uuid primary key,
    encounter_id uuid not null,
    settled boolean not null,
    told_at timestamptz not null
  )`,
  `create index billed_claim_encounter on billed_claim (encounter_id)`,
];

/** CHT-155 to CHT-157: what is said before a co-signature; rows are only added. */
const COSIGN_STEPS = [
  `create table cosign_step (
    encounter_id uuid not null references encounter,
    place integer not null,
    step_id uuid not null unique,
    kind text not null check (kind in ('returned', 'answered', 'attested')),
    text text not null,
    at timestamptz not null,
    by_name text not null,
    primary key (encounter_id, place)
  )`,
  `create trigger keep_added before update or delete on cosign_step for each row execute function keep_added()`,
];

/** CHT-176: what a visit's level rests on; once the note is signed it stays, with what was counted. */
const EM_WORKSHEET = [
  `create table em_worksheet (
    encounter_id uuid primary key references encounter on delete cascade,
    content jsonb not null,
    version integer not null,
    support jsonb,
    saved_at timestamptz not null,
    saved_by text not null,
    saved_by_id text not null
  )`,
  `create trigger keep_sealed before insert or update or delete on em_worksheet
    for each row execute function keep_sealed_part()`,
];

async function run(db: Parameters<Migration["up"]>[0], statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
