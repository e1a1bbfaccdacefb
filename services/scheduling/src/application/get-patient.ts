import { fail, type DomainError } from "@practicum/contracts/error";
import type { patientOperations } from "@practicum/contracts/scheduling/patients";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { standingMerge } from "../sql/merges.ts";
import { patientAndMerge } from "../sql/patients.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

export async function getPatient(
  { tx }: SchedulingContext,
  { patientId }: z.output<typeof patientOperations.getPatient.input>,
): Promise<Result<z.input<typeof patientOperations.getPatient.output>, DomainError>> {
  const found = await patientAndMerge(tx, patientId);
  if (!found) return fail("not-found");
  const { patient, mergedInto } = found;
  const merge = mergedInto === null ? undefined : await standingMerge(tx, patientId);
  const merged = mergedInto &&
    merge && {
      mergeId: merge.merge_id as Id<"merge">,
      into: mergedInto as Id<"patient">,
      at: merge.merged_at,
      by: merge.merged_by,
    };
  return ok({ ...patient, merged: merged || null });
}
