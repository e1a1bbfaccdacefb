import type { charting } from "@practicum/contracts/charting";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { markAllergiesAsked } from "../sql/change-lists.ts";
import { importEntries } from "../sql/import-chart.ts";
import { emitChartChanged, type ChartingContext } from "./charting-context.ts";

/** Who wrote what was taken over, in a reader's words; the other system's own name is kept beside each entry. */
const EARLIER_RECORDS = "From earlier records";

/** Takes over a patient's history (CHT-80, CHT-81): each entry once, by its number in the other system. */
export async function importChart(
  context: ChartingContext,
  input: z.output<typeof charting.importChart.input>,
): Promise<Ok<{ taken: number; alreadyThere: number }>> {
  const { tx, now, ids } = context;
  const { patientId, system, entries } = input;
  const written = { at: now, by: EARLIER_RECORDS };
  const taken = await importEntries(tx, entries, { patientId, system, ...written }, ids);
  if (entries.some((entry) => entry.kind === "allergy")) await markAllergiesAsked(tx, patientId, false, written);
  if (taken > 0) emitChartChanged(context, patientId, "import");
  return ok({ taken, alreadyThere: entries.length - taken });
}
