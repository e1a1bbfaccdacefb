import type { allergy, allergyList } from "@practicum/contracts/charting/allergies";
import type { observation, pastProcedure } from "@practicum/contracts/charting/chart";
import type { medication } from "@practicum/contracts/charting/medications";
import type { problem } from "@practicum/contracts/charting/problems";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { z } from "zod";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
export type Allergy = z.output<typeof allergy>;
export type AllergyList = z.output<typeof allergyList>;
export type Medication = z.output<typeof medication>;
export type Problem = z.output<typeof problem>;
export type Observation = z.output<typeof observation>;
export type PastProcedure = z.output<typeof pastProcedure>;

/** No list of a real chart is longer; a broken import must not fill a screen or a reply. */
export const ENTRIES_MAX = 1000;

interface Asked {
  readonly none: boolean;
  readonly askedAt: Instant | null;
  readonly reviewedAt: Instant | null;
}

/** The allergies with their state: listed as soon as one is active, else none known if that was said, else nobody asked. */
export async function allergiesOf(tx: T, patientId: string): Promise<AllergyList> {
  const { rows } = await sql<Allergy>`
    select allergy_id as "allergyId", substance_code as "substanceCode", substance, reaction, severity,
      recorded_at as "recordedAt", recorded_by as "recordedBy", status
    from allergy where patient_id = ${patientId}
    order by status <> 'active', severity = 'severe' desc, lower(substance), allergy_id limit ${ENTRIES_MAX}`.execute(
    tx,
  );
  const { none, askedAt } = await askedOf(tx, patientId);
  const listed = rows.some((row) => row.status === "active");
  return { status: listed ? "listed" : none ? "none-known" : "not-asked", askedAt, entries: rows };
}

export async function medicationsOf(
  tx: T,
  patientId: string,
): Promise<{ reviewedAt: Instant | null; entries: Medication[] }> {
  const { rows } = await sql<Medication>`
    select medication_id as "medicationId", rxnorm, name, directions, started_on as "startedOn", stopped_on as "stoppedOn",
      status, order_id as "orderId", recorded_by as "recordedBy"
    from medication where patient_id = ${patientId}
    order by status <> 'active', lower(name), started_on desc nulls last, medication_id limit ${ENTRIES_MAX}`.execute(
    tx,
  );
  const { reviewedAt } = await askedOf(tx, patientId);
  return { reviewedAt, entries: rows };
}

async function askedOf(tx: T, patientId: string): Promise<Asked> {
  const { rows } = await sql<Asked>`
    select no_known_allergies as none, allergies_asked_at as "askedAt", medications_reviewed_at as "reviewedAt"
    from chart where patient_id = ${patientId}`.execute(tx);
  return rows[0] ?? { none: false, askedAt: null, reviewedAt: null };
}

export async function problemsOf(tx: T, patientId: string): Promise<Problem[]> {
  const { rows } = await sql<Problem>`
    select problem_id as "problemId", code, label, onset_on as "onsetOn", resolved_on as "resolvedOn", status
    from problem where patient_id = ${patientId}
    order by status <> 'active', onset_on desc nulls last, lower(label), problem_id limit ${ENTRIES_MAX}`.execute(tx);
  return rows;
}

export async function observationsOf(tx: T, patientId: string): Promise<Observation[]> {
  const { rows } = await sql<Observation>`
    select observation_id as "observationId", loinc, name, value, unit, at
    from observation where patient_id = ${patientId} order by at desc, name, observation_id limit ${ENTRIES_MAX}`.execute(
    tx,
  );
  return rows;
}

export async function pastProceduresOf(tx: T, patientId: string): Promise<PastProcedure[]> {
  const { rows } = await sql<PastProcedure>`
    select procedure_id as "procedureId", code, code_system as "codeSystem", label, performed_on as "performedOn"
    from past_procedure where patient_id = ${patientId}
    order by performed_on desc nulls last, label, procedure_id limit ${ENTRIES_MAX}`.execute(tx);
  return rows;
}
