import type { problemOperations } from "@practicum/contracts/charting/problems";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { addProblem as insert, resolveProblem as resolve } from "../sql/change-lists.ts";
import { knownCodes } from "../sql/codes.ts";
import { actorName, emitChartChanged, knowsPatient, type ChartingContext } from "./charting-context.ts";

/** Adds a problem by a code that is valid today (CHT-26); the label is the provider's own words. */
export async function addProblem(
  context: ChartingContext,
  { patientId, ...problem }: z.output<typeof problemOperations.addProblem.input>,
): Promise<Result<{}, DomainError>> {
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  const known = await knownCodes(context.tx, "icd10cm", [problem.code], context.today);
  if (!known.has(problem.code)) return fail("unknown-diagnosis", { field: "code", detail: { code: problem.code } });
  const added = await insert(context.tx, patientId, problem, { at: context.now, by: actorName(context) });
  if (!added) return fail("already-recorded", { field: "code" });
  emitChartChanged(context, patientId, "problems");
  return ok({});
}

/** Resolves a problem or marks it as an error; it stays on record (CHT-23). */
export async function resolveProblem(
  context: ChartingContext,
  input: z.output<typeof problemOperations.resolveProblem.input>,
): Promise<Result<{}, DomainError>> {
  const resolved = await resolve(context.tx, input, { at: context.now, by: actorName(context) });
  if (!resolved) return fail("not-found", { field: "problemId" });
  emitChartChanged(context, input.patientId, "problems");
  return ok({});
}
