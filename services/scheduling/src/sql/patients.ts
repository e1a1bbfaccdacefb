import { NOTHING_ASKED, type AboutPatient } from "@practicum/contracts/scheduling/about-patient";
import type { Demographics, OtherPhone, Patient, PatientMatch } from "@practicum/contracts/scheduling/patients";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Selectable } from "kysely";
import { slipsOf } from "../domain/name-similarity.ts";
import { fullNameKey, nameWords } from "../domain/name-words.ts";
import type { SchedulingTables } from "./tables.ts";

type PatientRow = Pick<Selectable<SchedulingTables["patient"]>, (typeof COLUMNS)[number]>;

const COLUMNS = [
  "patient_id",
  "mrn",
  "family",
  "given",
  "middle",
  "suffix",
  "birth_date",
  "sex",
  "phone",
  "email",
  "address",
  "language",
  "guarantor",
  "emergency_contact",
  "active",
  "version",
  "death",
  "about",
  "other_phones",
] as const;

export async function patientById(tx: Tx<SchedulingTables>, patientId: string): Promise<Patient | undefined> {
  return (await patientAndMerge(tx, patientId))?.patient;
}

/** A patient, and the record that everything of it went to, where it was merged. */
export async function patientAndMerge(
  tx: Tx<SchedulingTables>,
  patientId: string,
): Promise<{ readonly patient: Patient; readonly mergedInto: string | null } | undefined> {
  const row = await tx
    .selectFrom("patient")
    .select([...COLUMNS, "merged_into"])
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return row && { patient: toPatient(row), mergedInto: row.merged_into };
}

export async function patientBySource(
  tx: Tx<SchedulingTables>,
  source: { readonly system: string; readonly value: string },
): Promise<Patient | undefined> {
  const row = await tx
    .selectFrom("patient")
    .select(COLUMNS)
    .where("source_system", "=", source.system)
    .where("source_value", "=", source.value)
    .executeTakeFirst();
  return row && toPatient(row);
}

/** Registrations of one birth date go one after the other until the transaction ends (SCH-4). */
export async function takeTurns(tx: Tx<SchedulingTables>, birthDate: LocalDate): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`register ${birthDate}`}))`.execute(tx);
}

/** Writes a new patient. Undefined when the same source was registered by a rival meanwhile. */
export async function insertPatient(
  tx: Tx<SchedulingTables>,
  patientId: string,
  demographics: Demographics,
  source: { readonly system: string; readonly value: string } | null,
  at: Instant,
): Promise<Patient | undefined> {
  const insert = tx
    .insertInto("patient")
    .values({
      patient_id: patientId,
      ...columnsOf(demographics),
      source_system: source?.system ?? null,
      source_value: source?.value ?? null,
      active: true,
      version: 1,
      registered_at: at,
    })
    .onConflict((oc) => oc.columns(["source_system", "source_value"]).doNothing())
    .returning(COLUMNS);
  // Without a source nothing can be in the way of the row, and its words leave with it.
  if (source === null) {
    const [row] = await Promise.all([insert.executeTakeFirstOrThrow(), writeWords(tx, patientId, demographics)]);
    return toPatient(row);
  }
  const row = await insert.executeTakeFirst();
  if (!row) return undefined;
  await writeWords(tx, patientId, demographics);
  return toPatient(row);
}

/** Replaces the demographics of a version, and what the patient says where it is sent; undefined when that version is no longer there. */
export async function updatePatient(
  tx: Tx<SchedulingTables>,
  patientId: string,
  version: number,
  changed: Demographics,
): Promise<Patient | undefined> {
  const demographics = { ...changed, about: changed.about ?? (await aboutOf(tx, patientId)) };
  const row = await tx
    .updateTable("patient")
    .set({ ...columnsOf(demographics), version: version + 1 })
    .where("patient_id", "=", patientId)
    .where("version", "=", version)
    .returning(COLUMNS)
    .executeTakeFirst();
  if (!row) return undefined;
  await tx.deleteFrom("patient_word").where("patient_id", "=", patientId).execute();
  await writeWords(tx, patientId, demographics);
  return toPatient(row);
}

/** What the patient says as it stands, where a change says nothing of it. */
async function aboutOf(tx: Tx<SchedulingTables>, patientId: string): Promise<AboutPatient> {
  const row = await tx.selectFrom("patient").select("about").where("patient_id", "=", patientId).executeTakeFirst();
  return wholeAbout(row?.about ?? null);
}

/** What was saved of a patient, with what was not asked for then. */
export function wholeAbout(about: Partial<AboutPatient> | null): AboutPatient {
  return { ...NOTHING_ASKED, ...about };
}

async function writeWords(tx: Tx<SchedulingTables>, patientId: string, { name, about }: Demographics): Promise<void> {
  const words = nameWords(name, about);
  const slips = words.flatMap(({ word }) => slipsOf(word).map((slip) => ({ slip, word })));
  await sql`
    with typed as (
      select word, rank from unnest(${words.map((w) => w.word)}::text[], ${words.map((w) => w.rank)}::smallint[]) as w (word, rank)
    ), fresh as (
      insert into name_word (word) select word from typed order by word on conflict do nothing returning word
    ), slips as (
      insert into name_slip (slip, word)
      select s.slip, s.word from unnest(${slips.map((s) => s.slip)}::text[], ${slips.map((s) => s.word)}::text[]) as s (slip, word)
      where s.word in (select word from fresh) on conflict do nothing
    )
    insert into patient_word (word, rank, name_key, patient_id)
    select word, rank, ${fullNameKey(name, about)}, ${patientId}::uuid from typed`.execute(tx);
}

/** The whole number, as a telephone shows it, and the last four digits, as people say it. */
function foundBy(phones: readonly OtherPhone[]): string[] {
  return [...new Set(phones.flatMap(({ phone }) => [phone, phone.slice(-4)]))];
}

function columnsOf(d: Demographics) {
  return {
    family: d.name.family,
    given: d.name.given,
    middle: d.name.middle,
    suffix: d.name.suffix,
    birth_date: d.birthDate,
    sex: d.sex,
    phone: d.phone,
    email: d.email,
    address: d.address === null ? null : json(d.address),
    language: d.language,
    guarantor: d.guarantor === null ? null : json(d.guarantor),
    emergency_contact: d.emergencyContact === null ? null : json(d.emergencyContact),
    name_key: fullNameKey(d.name, d.about),
    ...(d.about === undefined ? {} : { about: json(d.about) }),
    ...(d.otherPhones === undefined
      ? {}
      : {
          other_phones: json(d.otherPhones),
          other_numbers: sql<readonly string[]>`${foundBy(d.otherPhones)}::text[]`,
        }),
  };
}

function toPatient(row: PatientRow): Patient {
  return {
    patientId: row.patient_id,
    mrn: String(row.mrn),
    name: { family: row.family, given: row.given, middle: row.middle, suffix: row.suffix },
    birthDate: row.birth_date,
    sex: row.sex,
    phone: row.phone,
    otherPhones: [...row.other_phones],
    email: row.email,
    address: row.address,
    language: row.language,
    guarantor: row.guarantor,
    emergencyContact: row.emergency_contact,
    active: row.active,
    version: row.version,
    death: row.death,
    about: wholeAbout(row.about),
  };
}

export type MatchRow = Pick<
  PatientRow,
  | "patient_id"
  | "mrn"
  | "family"
  | "given"
  | "middle"
  | "suffix"
  | "birth_date"
  | "sex"
  | "phone"
  | "death"
  | "about"
  | "other_phones"
> & { readonly name_key: string };

export function toMatch(row: MatchRow): PatientMatch {
  return {
    patientId: row.patient_id,
    mrn: String(row.mrn),
    name: { family: row.family, given: row.given, middle: row.middle, suffix: row.suffix },
    birthDate: row.birth_date,
    sex: row.sex,
    phone: row.phone,
    death: row.death && { date: row.death.date },
    preferredName: row.about?.preferredName ?? null,
    formerNames: row.about?.formerNames ?? [],
  };
}
