import type { allergyOperations } from "@practicum/contracts/charting/allergies";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { allergyCode } from "../domain/coded-entry.ts";
import { addAllergy as insert, endAllergy as end, markAllergiesAsked } from "../sql/change-lists.ts";
import { allergiesOf } from "../sql/lists.ts";
import { actorName, emitChartChanged, knowsPatient, type ChartingContext } from "./charting-context.ts";

/** Says that the patient was asked and knows of none (CHT-21); not while an allergy is listed. Said again, it is asked again. */
export async function setNoKnownAllergies(
  context: ChartingContext,
  { patientId }: z.output<typeof allergyOperations.setNoKnownAllergies.input>,
): Promise<Result<{}, DomainError>> {
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  const { status } = await allergiesOf(context.tx, patientId);
  if (status === "listed") return fail("already-recorded");
  await markAllergiesAsked(context.tx, patientId, true, { at: context.now, by: actorName(context) });
  emitChartChanged(context, patientId, "allergies");
  return ok({});
}

/** Adds an allergy (CHT-22); a substance is on the list once. */
export async function addAllergy(
  context: ChartingContext,
  { patientId, ...allergy }: z.output<typeof allergyOperations.addAllergy.input>,
): Promise<Result<{}, DomainError>> {
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  const coded = allergyCode(allergy);
  if (!coded.ok) return coded;
  const added = await insert(context.tx, patientId, allergy, { at: context.now, by: actorName(context) });
  if (!added) return fail("already-recorded", { field: "substance" });
  emitChartChanged(context, patientId, "allergies");
  return ok({});
}

/** Makes an allergy inactive or marks it as an error; it stays on record (CHT-23). */
export async function endAllergy(
  context: ChartingContext,
  input: z.output<typeof allergyOperations.endAllergy.input>,
): Promise<Result<{}, DomainError>> {
  const ended = await end(context.tx, input, { at: context.now, by: actorName(context) });
  if (!ended) return fail("not-found", { field: "allergyId" });
  emitChartChanged(context, input.patientId, "allergies");
  return ok({});
}
