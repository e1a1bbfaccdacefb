import { formatDate, type LocalDate } from "@practicum/kernel/local-date";

interface Visit {
  readonly encounterId: string;
  readonly serviceDate: LocalDate;
  readonly visitTypeName: string;
}

/** "11/23/2026 Follow-up": the newest first. */
export function visitChoices(visits: readonly Visit[]): { readonly value: string; readonly label: string }[] {
  return visits
    .toSorted((a, b) => (a.serviceDate < b.serviceDate ? 1 : -1))
    .map((one) => ({ value: one.encounterId, label: `${formatDate(one.serviceDate)} ${one.visitTypeName}` }));
}
