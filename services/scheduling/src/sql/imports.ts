import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type SchedulingTx = Tx<SchedulingTables>;

/** Who has these numbers of a system. */
export async function patientsByNumber(
  tx: SchedulingTx,
  system: string,
  oldNumbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (oldNumbers.length === 0) return new Map();
  const rows = await tx
    .selectFrom("patient_number")
    .select(["old_number", "patient_id"])
    .where("system", "=", system)
    .where("old_number", "in", oldNumbers)
    .where("ended_at", "is", null)
    .execute();
  return new Map(rows.map((row) => [row.old_number, row.patient_id]));
}

export interface PatientNumber {
  readonly system: string;
  readonly oldNumber: string;
  readonly patientId: string;
  readonly importId: string;
}

/** @returns whether the number was free. */
export async function insertNumber(tx: SchedulingTx, number: PatientNumber, since: Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into patient_number (system, old_number, patient_id, import_id, since)
    values (${number.system}, ${number.oldNumber}, ${number.patientId}::uuid, ${number.importId}::uuid, ${since})
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

export async function endNumber(tx: SchedulingTx, number: PatientNumber, at: Instant): Promise<void> {
  await tx
    .updateTable("patient_number")
    .set({ ended_at: at })
    .where("system", "=", number.system)
    .where("old_number", "=", number.oldNumber)
    .where("patient_id", "=", number.patientId)
    .where("import_id", "=", number.importId)
    .where("ended_at", "is", null)
    .execute();
}

/** Why a patient that an import made can't be taken back: what has been done since. Null where nothing has. */
export async function whyUsed(tx: SchedulingTx, patientId: string, importId: string): Promise<string | null> {
  const { rows } = await sql<{
    changed: boolean;
    visits: boolean;
    waits: boolean;
    numbered: boolean;
    used: string | null;
  }>`
    select p.version <> 1 as changed,
      exists (select 1 from appointment a where a.patient_id = p.patient_id and a.status <> 'cancelled') as visits,
      exists (select 1 from wait_entry w where w.patient_id = p.patient_id and w.state <> 'removed') as waits,
      exists (select 1 from patient_number n where n.patient_id = p.patient_id and n.import_id <> ${importId}::uuid
        and n.ended_at is null) as numbered,
      (select string_agg(u.service, ', ' order by u.service) from patient_use u where u.patient_id = p.patient_id
        and u.used_at is not null and u.used_at > coalesce(u.cleared_at, '-infinity')) as used
    from patient p where p.patient_id = ${patientId}::uuid`.execute(tx);
  const [found] = rows;
  if (!found) return "The record is not here";
  if (found.changed) return "The record was changed since";
  if (found.visits) return "There is a visit";
  if (found.waits) return "The patient is on the wait list";
  if (found.numbered) return "Another import knows the patient by a number";
  return found.used === null ? null : usedWords(found.used);
}

const WORDS: { readonly [service: string]: string } = {
  billing: "There is insurance or money on the account",
  charting: "Something stands in the chart",
  messaging: "There is a task or a message",
};

function usedWords(services: string): string {
  return services
    .split(", ")
    .map((service) => WORDS[service] ?? service)
    .join("; ");
}

/** Another service has something about a patient whom an import made; of others nothing is noted. */
export async function noteUse(tx: SchedulingTx, patientId: string, service: string, at: Instant): Promise<void> {
  await sql`
    insert into patient_use (patient_id, service, used_at)
    select ${patientId}::uuid, ${service}::text, ${at}::timestamptz
    where exists (select 1 from patient_number where patient_id = ${patientId}::uuid)
    on conflict (patient_id, service) do update set used_at = greatest(patient_use.used_at, excluded.used_at)`.execute(
    tx,
  );
}

/** A service has nothing about these patients any more, as of then. */
export async function noteCleared(
  tx: SchedulingTx,
  patientIds: readonly string[],
  service: string,
  at: Instant,
): Promise<void> {
  await sql`
    insert into patient_use (patient_id, service, cleared_at)
    select n.patient_id, ${service}::text, ${at}::timestamptz
    from (select distinct patient_id from patient_number where patient_id = any(${patientIds}::uuid[])) n
    on conflict (patient_id, service) do update set cleared_at = greatest(patient_use.cleared_at, excluded.cleared_at)`.execute(
    tx,
  );
}

/** The record stays, marked as entered in error: no search, no list of likenesses finds it. */
export async function markEnteredInError(tx: SchedulingTx, patientId: string): Promise<void> {
  await tx
    .updateTable("patient")
    .set((eb) => ({ active: false, version: eb("version", "+", 1) }))
    .where("patient_id", "=", patientId)
    .execute();
  await tx.deleteFrom("patient_word").where("patient_id", "=", patientId).execute();
}
