import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { DeskFact } from "@practicum/contracts/billing/desk";
import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";

/** The first coverage of a day as the desk sees it (BIL-160). An answer about another day says nothing about this one. */
export function deskFactOf(
  day: LocalDate,
  patientId: Id<"patient">,
  first: Coverage | null,
  latest: Eligibility | null,
): Omit<DeskFact, "patientDue" | "selfPay"> {
  if (first === null) return { patientId, coverage: null };
  const answer = latest?.serviceDate === day ? latest : null;
  const { coverageId, payerName, payerKind } = first;
  return {
    patientId,
    coverage: {
      coverageId,
      payerName,
      payerKind,
      eligibility: answer?.status ?? null,
      copay: answer?.copay ?? first.copay,
    },
  };
}
