import type { medicationOperations } from "@practicum/contracts/charting/medications";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { drugCode } from "../domain/coded-entry.ts";
import { addMedication as insert, endMedication as end, markMedicationsReviewed } from "../sql/change-lists.ts";
import { actorName, emitChartChanged, knowsPatient, type ChartingContext } from "./charting-context.ts";

/** Adds what the patient takes (CHT-24); a drug is on the list once. */
export async function addMedication(
  context: ChartingContext,
  { patientId, ...medication }: z.output<typeof medicationOperations.addMedication.input>,
): Promise<Result<{}, DomainError>> {
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  const coded = drugCode(medication);
  if (!coded.ok) return coded;
  const written = { at: context.now, by: actorName(context) };
  const added = await insert(context.tx, patientId, { ...medication, orderId: null }, written);
  if (!added) return fail("already-recorded", { field: "name" });
  emitChartChanged(context, patientId, "medications");
  return ok({});
}

/** Stops a medication or marks it as an error; it stays on record (CHT-23). */
export async function endMedication(
  context: ChartingContext,
  input: z.output<typeof medicationOperations.endMedication.input>,
): Promise<Result<{}, DomainError>> {
  const ended = await end(context.tx, input, context.today, { at: context.now, by: actorName(context) });
  if (!ended) return fail("not-found", { field: "medicationId" });
  emitChartChanged(context, input.patientId, "medications");
  return ok({});
}

/** Says that the list was gone through with the patient (CHT-25). */
export async function reviewMedications(
  context: ChartingContext,
  { patientId }: z.output<typeof medicationOperations.reviewMedications.input>,
): Promise<Result<{}, DomainError>> {
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  await markMedicationsReviewed(context.tx, patientId, { at: context.now, by: actorName(context) });
  emitChartChanged(context, patientId, "medications");
  return ok({});
}
