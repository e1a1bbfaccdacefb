import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Allergy, Medication, Problem } from "./lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** Who wrote it, and when. */
export interface Written {
  readonly at: Instant;
  readonly by: string;
}

/** The same with the person's id: a name can be another's too. */
export interface WrittenBy extends Written {
  readonly byId: string;
}

type NewAllergy = Pick<Allergy, "allergyId" | "substanceCode" | "substance" | "reaction" | "severity">;

/** False when the substance is on the list already. */
export async function addAllergy(tx: T, patientId: string, a: NewAllergy, w: Written): Promise<boolean> {
  const added = await tx
    .insertInto("allergy")
    .values({
      allergy_id: a.allergyId,
      patient_id: patientId,
      substance_code: a.substanceCode,
      substance: a.substance,
      reaction: a.reaction,
      severity: a.severity,
      recorded_at: w.at,
      recorded_by: w.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("allergy_id")
    .executeTakeFirst();
  if (added) await markAllergiesAsked(tx, patientId, false, w);
  return added !== undefined;
}

/** Writes down that somebody asked. `none`: and that the patient knows of no allergy. */
export async function markAllergiesAsked(tx: T, patientId: string, none: boolean, w: Written): Promise<void> {
  const asked = { no_known_allergies: none, allergies_asked_at: w.at, allergies_asked_by: w.by };
  await tx
    .insertInto("chart")
    .values({ patient_id: patientId, ...asked })
    .onConflict((conflict) => conflict.column("patient_id").doUpdateSet(asked))
    .execute();
}

/** False when it is not an active allergy of this patient. */
export async function endAllergy(
  tx: T,
  e: {
    readonly allergyId: string;
    readonly patientId: string;
    readonly status: Allergy["status"];
    readonly reason: string;
  },
  w: Written,
): Promise<boolean> {
  const ended = await tx
    .updateTable("allergy")
    .set({ status: e.status, ended_at: w.at, ended_by: w.by, end_reason: e.reason })
    .where("allergy_id", "=", e.allergyId)
    .where("patient_id", "=", e.patientId)
    .where("status", "=", "active")
    .returning("allergy_id")
    .executeTakeFirst();
  return ended !== undefined;
}

type NewMedication = Pick<Medication, "medicationId" | "rxnorm" | "name" | "directions" | "startedOn" | "orderId">;

/** False when it is on the list already. */
export async function addMedication(tx: T, patientId: string, m: NewMedication, w: Written): Promise<boolean> {
  const added = await tx
    .insertInto("medication")
    .values({
      medication_id: m.medicationId,
      patient_id: patientId,
      rxnorm: m.rxnorm,
      name: m.name,
      directions: m.directions,
      started_on: m.startedOn,
      recorded_at: w.at,
      recorded_by: w.by,
      order_id: m.orderId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("medication_id")
    .executeTakeFirst();
  return added !== undefined;
}

/** False when the patient does not take it. */
export async function endMedication(
  tx: T,
  e: {
    readonly medicationId: string;
    readonly patientId: string;
    readonly status: Medication["status"];
    readonly reason: string;
  },
  on: LocalDate,
  w: Written,
): Promise<boolean> {
  const ended = await tx
    .updateTable("medication")
    .set({ status: e.status, stopped_on: on, ended_at: w.at, ended_by: w.by, end_reason: e.reason })
    .where("medication_id", "=", e.medicationId)
    .where("patient_id", "=", e.patientId)
    .where("status", "=", "active")
    .returning("medication_id")
    .executeTakeFirst();
  return ended !== undefined;
}

export async function markMedicationsReviewed(tx: T, patientId: string, w: Written): Promise<void> {
  const reviewed = { medications_reviewed_at: w.at, medications_reviewed_by: w.by };
  await tx
    .insertInto("chart")
    .values({ patient_id: patientId, ...reviewed })
    .onConflict((conflict) => conflict.column("patient_id").doUpdateSet(reviewed))
    .execute();
}

type NewProblem = Pick<Problem, "problemId" | "code" | "label" | "onsetOn">;

/** False when the code is on the list already. */
export async function addProblem(tx: T, patientId: string, p: NewProblem, w: Written): Promise<boolean> {
  const added = await tx
    .insertInto("problem")
    .values({
      problem_id: p.problemId,
      patient_id: patientId,
      code: p.code,
      code_system: "icd10cm",
      label: p.label,
      onset_on: p.onsetOn,
      recorded_at: w.at,
      recorded_by: w.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("problem_id")
    .executeTakeFirst();
  return added !== undefined;
}

/** False when it is not an active problem of this patient. */
export async function resolveProblem(
  tx: T,
  e: {
    readonly problemId: string;
    readonly patientId: string;
    readonly status: Problem["status"];
    readonly on: LocalDate;
  },
  w: Written,
): Promise<boolean> {
  const resolved = await tx
    .updateTable("problem")
    .set({ status: e.status, resolved_on: e.on, ended_at: w.at, ended_by: w.by })
    .where("problem_id", "=", e.problemId)
    .where("patient_id", "=", e.patientId)
    .where("status", "=", "active")
    .returning("problem_id")
    .executeTakeFirst();
  return resolved !== undefined;
}
