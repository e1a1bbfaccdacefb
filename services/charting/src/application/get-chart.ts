import type { allergyOperations } from "@practicum/contracts/charting/allergies";
import type { chartOperations } from "@practicum/contracts/charting/chart";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { encountersOfPatient } from "../sql/encounters.ts";
import { allergiesOf, medicationsOf, observationsOf, pastProceduresOf, problemsOf } from "../sql/lists.ts";
import { immunizationsOf } from "../sql/immunizations.ts";
import { vitalsOfPatient } from "../sql/vitals.ts";
import type { ChartingContext } from "./charting-context.ts";

type ForPatient = z.output<typeof chartOperations.getChart.input>;

/** The chart's lists, corrected entries too (CHT-20). */
export async function getChart(
  { tx, practice }: ChartingContext,
  { patientId }: ForPatient,
): Promise<Ok<z.input<typeof chartOperations.getChart.output>>> {
  return ok({
    allergies: await allergiesOf(tx, patientId),
    medications: await medicationsOf(tx, patientId),
    problems: await problemsOf(tx, patientId),
    immunizations: await immunizationsOf(tx, patientId),
    vitals: await vitalsOfPatient(tx, patientId, practice.timeZone),
    observations: await observationsOf(tx, patientId),
    procedures: await pastProceduresOf(tx, patientId),
    encounters: await encountersOfPatient(tx, patientId),
  });
}

/** What every banner shows. */
export async function chartSummary(
  { tx }: ChartingContext,
  { patientId }: ForPatient,
): Promise<Ok<z.input<typeof allergyOperations.chartSummary.output>>> {
  return ok({ allergies: await allergiesOf(tx, patientId) });
}
