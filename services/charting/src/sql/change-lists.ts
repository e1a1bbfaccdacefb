import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import type { Allergy, Medication, Problem } from "./lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** Who wrote it, and when. */
export interface Written {
  readonly at: Instant;
  readonly by: string;
}

/** Whether a row was written. */
async function wrote(tx: T, statement: RawBuilder<unknown>): Promise<boolean> {
  return (await statement.execute(tx)).rows.length > 0;
}

type NewAllergy = Pick<Allergy, "allergyId" | "substanceCode" | "substance" | "reaction" | "severity">;

/** False when the substance is on the list already. */
export async function addAllergy(tx: T, patientId: string, a: NewAllergy, w: Written): Promise<boolean> {
  const added = await wrote(
    tx,
    sql`insert into allergy (allergy_id, patient_id, substance_code, substance, reaction, severity, recorded_at, recorded_by)
      values (${a.allergyId}, ${patientId}, ${a.substanceCode}, ${a.substance}, ${a.reaction}, ${a.severity}, ${w.at}, ${w.by})
      on conflict do nothing returning allergy_id`,
  );
  if (added) await markAllergiesAsked(tx, patientId, false, w);
  return added;
}

/** Writes down that somebody asked. `none`: and that the patient knows of no allergy. */
export async function markAllergiesAsked(tx: T, patientId: string, none: boolean, w: Written): Promise<void> {
  await sql`
    insert into chart (patient_id, no_known_allergies, allergies_asked_at, allergies_asked_by)
    values (${patientId}, ${none}, ${w.at}, ${w.by})
    on conflict (patient_id) do update set no_known_allergies = excluded.no_known_allergies,
      allergies_asked_at = excluded.allergies_asked_at, allergies_asked_by = excluded.allergies_asked_by`.execute(tx);
}

/** False when it is not an active allergy of this patient. */
export async function endAllergy(
  tx: T,
  e: { readonly allergyId: string; readonly patientId: string; readonly status: string; readonly reason: string },
  w: Written,
): Promise<boolean> {
  return wrote(
    tx,
    sql`update allergy set status = ${e.status}, ended_at = ${w.at}, ended_by = ${w.by}, end_reason = ${e.reason}
      where allergy_id = ${e.allergyId} and patient_id = ${e.patientId} and status = 'active' returning allergy_id`,
  );
}

type NewMedication = Pick<Medication, "medicationId" | "rxnorm" | "name" | "directions" | "startedOn" | "orderId">;

/** False when it is on the list already. */
export async function addMedication(tx: T, patientId: string, m: NewMedication, w: Written): Promise<boolean> {
  return wrote(
    tx,
    sql`insert into medication (medication_id, patient_id, rxnorm, name, directions, started_on, recorded_at, recorded_by, order_id)
      values (${m.medicationId}, ${patientId}, ${m.rxnorm}, ${m.name}, ${m.directions}, ${m.startedOn}, ${w.at}, ${w.by}, ${m.orderId})
      on conflict do nothing returning medication_id`,
  );
}

/** False when the patient does not take it. */
export async function endMedication(
  tx: T,
  e: { readonly medicationId: string; readonly patientId: string; readonly status: string; readonly reason: string },
  on: LocalDate,
  w: Written,
): Promise<boolean> {
  return wrote(
    tx,
    sql`update medication set status = ${e.status}, stopped_on = ${on}, ended_at = ${w.at}, ended_by = ${w.by}, end_reason = ${e.reason}
      where medication_id = ${e.medicationId} and patient_id = ${e.patientId} and status = 'active' returning medication_id`,
  );
}

export async function markMedicationsReviewed(tx: T, patientId: string, w: Written): Promise<void> {
  await sql`
    insert into chart (patient_id, medications_reviewed_at, medications_reviewed_by) values (${patientId}, ${w.at}, ${w.by})
    on conflict (patient_id) do update set medications_reviewed_at = excluded.medications_reviewed_at,
      medications_reviewed_by = excluded.medications_reviewed_by`.execute(tx);
}

type NewProblem = Pick<Problem, "problemId" | "code" | "label" | "onsetOn">;

/** False when the code is on the list already. */
export async function addProblem(tx: T, patientId: string, p: NewProblem, w: Written): Promise<boolean> {
  return wrote(
    tx,
    sql`insert into problem (problem_id, patient_id, code, code_system, label, onset_on, recorded_at, recorded_by)
      values (${p.problemId}, ${patientId}, ${p.code}, 'icd10cm', ${p.label}, ${p.onsetOn}, ${w.at}, ${w.by})
      on conflict do nothing returning problem_id`,
  );
}

/** False when it is not an active problem of this patient. */
export async function resolveProblem(
  tx: T,
  e: { readonly problemId: string; readonly patientId: string; readonly status: string; readonly on: LocalDate },
  w: Written,
): Promise<boolean> {
  return wrote(
    tx,
    sql`update problem set status = ${e.status}, resolved_on = ${e.on}, ended_at = ${w.at}, ended_by = ${w.by}
      where problem_id = ${e.problemId} and patient_id = ${e.patientId} and status = 'active' returning problem_id`,
  );
}
