import { criticalSettled, type vitalsOperations } from "@practicum/contracts/charting/vitals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addMinutes } from "@practicum/kernel/instant";
import { ok, type Ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { openCriticals as open, tellVitals, type OpenCritical } from "../sql/vitals.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { withoutShut } from "./restrictions.ts";

const DAY_MINUTES = 24 * 60;

/** Critical vital signs of the last day that no provider was told of (CHT-16). */
export async function openCriticals(context: ChartingContext): Promise<Ok<OpenCritical[]>> {
  const { tx, now, practice } = context;
  return ok(await withoutShut(context, await open(tx, addMinutes(now, -DAY_MINUTES), practice.timeZone)));
}

/** Says that the provider was told (CHT-16); said again, the first word stays. */
export async function tellCritical(
  context: ChartingContext,
  input: z.output<typeof vitalsOperations.tellCritical.input>,
): Promise<Result<{}, DomainError>> {
  const by = actorName(context);
  const told = await tellVitals(context.tx, input, { at: context.now, by });
  if (told === undefined) return fail("not-found", { field: "vitalsId" });
  if (told === "told") {
    context.emit(criticalSettled, { vitalsId: input.vitalsId, patientId: input.patientId, by });
    emitChartChanged(context, input.patientId, "vitals");
  }
  return ok({});
}
