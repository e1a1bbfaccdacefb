import type { allergyOperations } from "@practicum/contracts/charting/allergies";
import type { chartOperations } from "@practicum/contracts/charting/chart";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { encountersOfPatient } from "../sql/encounters.ts";
import { allergiesOf, listsOf, observationsOf, pastProceduresOf, problemsOf } from "../sql/lists.ts";
import { immunizationsOf } from "../sql/immunizations.ts";
import { standingOf } from "../sql/restrictions.ts";
import { vitalsOfPatient } from "../sql/vitals.ts";
import type { ChartingContext } from "./charting-context.ts";

type ForPatient = z.output<typeof chartOperations.getChart.input>;

/** The chart's lists, corrected entries too (CHT-20). */
export async function getChart(
  { tx, practice }: ChartingContext,
  { patientId }: ForPatient,
): Promise<Ok<z.input<typeof chartOperations.getChart.output>>> {
  // None needs another's answer: they travel together, and the chart waits for one trip to the database instead of nine.
  const [{ allergies, medications }, problems, immunizations, vitals, observations, procedures, encounters] =
    await Promise.all([
      listsOf(tx, patientId),
      problemsOf(tx, patientId),
      immunizationsOf(tx, patientId),
      vitalsOfPatient(tx, patientId, practice.timeZone),
      observationsOf(tx, patientId),
      pastProceduresOf(tx, patientId),
      encountersOfPatient(tx, patientId),
    ]);
  return ok({ allergies, medications, problems, immunizations, vitals, observations, procedures, encounters });
}

/** What every banner shows. */
export async function chartSummary(
  { tx }: ChartingContext,
  { patientId }: ForPatient,
): Promise<Ok<z.input<typeof allergyOperations.chartSummary.output>>> {
  const [allergies, standing] = await Promise.all([allergiesOf(tx, patientId), standingOf(tx, [patientId])]);
  return ok({ allergies, restricted: standing.length > 0 });
}
