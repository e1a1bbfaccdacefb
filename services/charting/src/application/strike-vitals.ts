import { criticalSettled, type vitalsOperations } from "@practicum/contracts/charting/vitals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { strikeVitals as strike } from "../sql/vitals.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";

/** Marks a set as entered in error; it stays visible (CHT-14). */
export async function strikeVitals(
  context: ChartingContext,
  input: z.output<typeof vitalsOperations.strikeVitals.input>,
): Promise<Result<{}, DomainError>> {
  const struck = await strike(context.tx, input, { at: context.now, by: actorName(context) });
  if (!struck) return fail("not-found");
  const { vitalsId, patientId } = input;
  context.emit(criticalSettled, { vitalsId, patientId, by: actorName(context) });
  emitChartChanged(context, input.patientId, "vitals");
  return ok({});
}
