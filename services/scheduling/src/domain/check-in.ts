import { fail, type DomainError } from "@practicum/contracts/error";
import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { requireBooked } from "./visit-flow.ts";

export interface CheckInAnswers {
  readonly identifiers: readonly string[];
  readonly coverageReview: { readonly done: boolean; readonly skippedBecause: string | null };
}

/** Two different identifiers, as patient safety asks for before any service (The Joint Commission, NPSG.01.01.01). */
const IDENTIFIERS_MIN = 2;

/** Whether the patient can be received (SCH-35 to SCH-37). */
export function decideCheckIn(
  visit: { readonly status: AppointmentStatus; readonly date: LocalDate; readonly patientDeath?: unknown },
  answers: CheckInAnswers,
  today: LocalDate,
): Result<undefined, DomainError> {
  const open = requireBooked(visit.status);
  if (!open.ok) return open;
  if (visit.patientDeath) return fail("patient-deceased");
  if (visit.date > today) return fail("appointment-not-open", { detail: { status: "on a later day" } });
  if (new Set(answers.identifiers).size < IDENTIFIERS_MIN)
    return fail("identity-not-verified", { field: "identifiers" });
  const { done, skippedBecause } = answers.coverageReview;
  if (!done && (skippedBecause ?? "").trim() === "") return fail("coverage-not-reviewed", { field: "coverageReview" });
  return ok();
}
