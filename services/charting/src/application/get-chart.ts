import type { charting } from "@practicum/contracts/charting";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { encountersOfPatient } from "../sql/encounters.ts";
import {
  allergiesOf,
  immunizationsOf,
  medicationsOf,
  observationsOf,
  pastProceduresOf,
  problemsOf,
} from "../sql/lists.ts";
import { vitalsOfPatient } from "../sql/vitals.ts";
import type { ChartingContext } from "./charting-context.ts";

type ForPatient = z.output<typeof charting.getChart.input>;

/** The chart's lists, corrected entries too (CHT-20). */
export async function getChart(
  { tx, practice }: ChartingContext,
  { patientId }: ForPatient,
): Promise<Ok<z.input<typeof charting.getChart.output>>> {
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
): Promise<Ok<z.input<typeof charting.chartSummary.output>>> {
  return ok({ allergies: await allergiesOf(tx, patientId) });
}
