import type { encounterSummary } from "@practicum/contracts/charting/encounters";
import type { PersonName } from "@practicum/contracts/schema";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import type { z } from "zod";
import type { EarlierVisits } from "../domain/visit-code.ts";
import type { ChartingTables, Diagnosis, EncounterStatus, Procedure } from "./tables.ts";

type T = Tx<ChartingTables>;
export type EncounterSummary = z.output<typeof encounterSummary>;

/** An encounter without what hangs on it. */
export interface EncounterRow {
  readonly encounterId: string;
  readonly patientId: string;
  readonly patientName: PersonName;
  readonly birthDate: LocalDate;
  readonly sex: "female" | "male" | "unknown";
  readonly mrn: string;
  readonly appointmentId: string | null;
  readonly locationId: string | null;
  readonly visitTypeName: string;
  readonly serviceDate: LocalDate;
  readonly start: LocalTime | null;
  readonly providerId: string;
  readonly providerName: string;
  readonly supervisorId: string | null;
  readonly status: EncounterStatus;
  readonly diagnoses: Diagnosis[];
  readonly procedures: Procedure[];
  readonly codingVersion: number;
  readonly signedAt: Instant | null;
  readonly signedBy: string | null;
  readonly cosignedAt: Instant | null;
  readonly cosignedBy: string | null;
  readonly seal: string | null;
}

const SUMMARY = sql`e.encounter_id as "encounterId", e.patient_id as "patientId",
  json_build_object('family', coalesce(p.family, '?'), 'given', coalesce(p.given, '?'), 'middle', p.middle, 'suffix', p.suffix)
    as "patientName",
  coalesce(p.birth_date, '1900-01-01') as "birthDate", e.appointment_id as "appointmentId",
  e.visit_type_name as "visitTypeName", e.service_date as "serviceDate", e.start_time as start, e.provider_id as "providerId",
  coalesce(e.provider_name, s.display_name, 'Unknown provider') as "providerName", e.supervisor_id as "supervisorId", e.status,
  e.diagnoses`;

const FROM = sql`from encounter e left join patient p on p.patient_id = e.patient_id
  left join staff s on s.staff_id = e.provider_id`;

/** How the row is read: `share` lets nobody sign while a part is written, `update` lets nobody write while it is signed. */
export type EncounterLock = "share" | "update";

export async function encounterById(
  tx: T,
  encounterId: string,
  lock?: EncounterLock,
): Promise<EncounterRow | undefined> {
  const locking = lock === undefined ? sql`` : lock === "share" ? sql`for share of e` : sql`for update of e`;
  const { rows } = await sql<EncounterRow>`
    select ${SUMMARY}, coalesce(p.sex, 'unknown') as sex, coalesce(p.mrn, '') as mrn, e.location_id as "locationId", e.procedures,
      e.coding_version as "codingVersion", e.signed_at as "signedAt", e.signed_by as "signedBy",
      e.cosigned_at as "cosignedAt", e.cosigned_by as "cosignedBy", e.seal
    ${FROM} where e.encounter_id = ${encounterId} ${locking}`.execute(tx);
  return rows[0];
}

export async function encountersOfPatient(tx: T, patientId: string): Promise<EncounterSummary[]> {
  return select(
    tx,
    sql`where e.patient_id = ${patientId} order by e.service_date desc, e.start_time desc nulls last limit 500`,
  );
}

/** A provider's encounters of a day, by time. */
export async function encountersOfDay(tx: T, providerId: string, date: LocalDate): Promise<EncounterSummary[]> {
  return select(
    tx,
    sql`where e.provider_id = ${providerId} and e.service_date = ${date}::date order by e.start_time, e.encounter_id`,
  );
}

/** A provider's notes that wait to be finished, the oldest first. */
export async function openEncounters(tx: T, providerId: string): Promise<EncounterSummary[]> {
  return select(
    tx,
    sql`where e.provider_id = ${providerId} and e.status = 'open' order by e.service_date, e.start_time, e.encounter_id limit 500`,
  );
}

/** Notes that wait for a physician's co-signature, the oldest first. */
export async function encountersToCosign(tx: T, supervisorId: string): Promise<EncounterSummary[]> {
  return select(
    tx,
    sql`where e.supervisor_id = ${supervisorId} and e.status = 'awaiting-cosign'
      order by e.service_date, e.start_time, e.encounter_id limit 500`,
  );
}

async function select(tx: T, rest: RawBuilder<unknown>): Promise<EncounterSummary[]> {
  const { rows } = await sql<EncounterSummary>`select ${SUMMARY} ${FROM} ${rest}`.execute(tx);
  return rows;
}

export interface OpenedEncounter {
  readonly encounterId: string;
  readonly patientId: string;
  readonly appointmentId: string;
  readonly locationId: string;
  readonly visitTypeName: string;
  readonly serviceDate: LocalDate;
  readonly start: LocalTime;
  readonly providerId: string;
}

/** Opens an encounter, or brings an open one up to date. False when it is signed already, or nothing about it changed. */
export async function openEncounter(tx: T, e: OpenedEncounter): Promise<boolean> {
  const { rows } = await sql`
    insert into encounter (encounter_id, patient_id, appointment_id, location_id, visit_type_name, service_date, start_time, provider_id)
    values (${e.encounterId}, ${e.patientId}, ${e.appointmentId}, ${e.locationId}, ${e.visitTypeName}, ${e.serviceDate}, ${e.start},
      ${e.providerId})
    on conflict (encounter_id) do update set location_id = excluded.location_id, visit_type_name = excluded.visit_type_name,
      service_date = excluded.service_date, start_time = excluded.start_time, provider_id = excluded.provider_id
    where encounter.status = 'open' and (encounter.location_id, encounter.visit_type_name, encounter.service_date,
      encounter.start_time, encounter.provider_id) is distinct from (excluded.location_id, excluded.visit_type_name,
      excluded.service_date, excluded.start_time, excluded.provider_id)
    returning encounter_id`.execute(tx);
  return rows.length > 0;
}

/**
 * Takes an encounter back in which nobody has written anything. First it waits for whoever writes in it now; only a statement
 * that begins after that sees what they wrote (READ COMMITTED looks again at the locked row alone, not at what refers to it).
 */
export async function dropUntouchedEncounter(tx: T, appointmentId: string): Promise<void> {
  await sql`select 1 from encounter where appointment_id = ${appointmentId} for update`.execute(tx);
  await sql`
    delete from encounter e where e.appointment_id = ${appointmentId} and e.status = 'open' and e.coding_version = 0
      and not exists (select 1 from note_version n where n.encounter_id = e.encounter_id)
      and not exists (select 1 from medication_order o where o.encounter_id = e.encounter_id)
      and not exists (select 1 from vitals v where v.encounter_id = e.encounter_id)`.execute(tx);
}

/** Whether a visit's event is the newest that was seen of it; events may come late and out of order. */
export async function isNewestOfVisit(
  tx: T,
  visit: { readonly appointmentId: string; readonly version: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into visit (appointment_id, version) values (${visit.appointmentId}, ${visit.version})
    on conflict (appointment_id) do update set version = excluded.version where visit.version <= excluded.version
    returning appointment_id`.execute(tx);
  return rows.length > 0;
}

/** When the patient was last seen before a visit, here and in a history that was taken over. A visit counts once its note is signed. */
export async function earlierVisits(
  tx: T,
  e: { readonly encounterId: string; readonly patientId: string; readonly serviceDate: LocalDate },
): Promise<EarlierVisits> {
  const seen = tx
    .selectFrom("encounter as e")
    .leftJoin("staff as s", "s.staff_id", "e.provider_id")
    .select((eb) => [
      "e.service_date as on",
      eb.fn.coalesce("e.provider_name", "s.display_name", eb.val("a provider")).as("providerName"),
    ])
    .where("e.patient_id", "=", e.patientId)
    .where("e.encounter_id", "<>", e.encounterId)
    .where("e.service_date", "<=", e.serviceDate)
    .where("e.status", "<>", "open")
    .orderBy("e.service_date", "desc")
    .limit(1);
  const here = await seen.where("e.source_system", "is", null).executeTakeFirst();
  const takenOver = await seen.where("e.source_system", "is not", null).executeTakeFirst();
  return { here: here ?? null, takenOver: takenOver?.on ?? null };
}
