import { fail, type DomainError } from "@practicum/contracts/error";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

export interface MergeState {
  readonly survivor: Pick<Patient, "birthDate" | "sex" | "active"> | undefined;
  readonly duplicate: Pick<Patient, "birthDate" | "sex"> | undefined;
  /** Whether one of them was merged already, into whomever. */
  readonly oneIsMerged: boolean;
  /** The day on which both have a visit at one time. */
  readonly overlapOn: LocalDate | null;
  /** Whether both wait for one kind of visit. */
  readonly bothWait: boolean;
}

/** Whether two records may become one (SCH-124, SCH-125, SCH-193): nothing is lost by it, and who they are is not in doubt without a word. */
export function decideMerge(
  { survivor, duplicate, oneIsMerged, overlapOn, bothWait }: MergeState,
  { reason }: { readonly reason: string },
): Result<null, DomainError> {
  if (!survivor) return fail("not-found", { field: "survivorId" });
  if (!duplicate) return fail("not-found", { field: "duplicateId" });
  if (!survivor.active) return fail("record-closed", { field: "survivorId" });
  if (oneIsMerged) return fail("already-merged", { field: "duplicateId" });
  if (reason === "" && (survivor.birthDate !== duplicate.birthDate || survivor.sex !== duplicate.sex))
    return fail("merge-reason-required", { field: "reason" });
  if (overlapOn !== null)
    return fail("merge-overlap", { field: "duplicateId", detail: { date: formatDate(overlapOn) } });
  if (bothWait) return fail("merge-both-wait", { field: "duplicateId" });
  return ok(null);
}
