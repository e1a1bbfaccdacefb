import type { Appointment, AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import type { EncounterSummary } from "../../chart/chart-types.ts";

/** A line of a provider's day: a visit, and its note once the patient has come. */
export interface DayRow {
  readonly key: string;
  readonly visit: Appointment | null;
  readonly note: EncounterSummary | null;
}

/** The provider's visits of the day by time, each with its note; notes without a visit come after. */
export function dayRows(visits: readonly Appointment[], notes: readonly EncounterSummary[], staffId: string): DayRow[] {
  const own = visits
    .filter((visit) => visit.providerStaffId === staffId && visit.status !== "cancelled")
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const noteOf = (visit: Appointment): EncounterSummary | null =>
    notes.find((note) => note.appointmentId === visit.appointmentId) ?? null;
  const alone = notes.filter((note) => !own.some((visit) => visit.appointmentId === note.appointmentId));
  return [
    ...own.map((visit) => ({ key: visit.appointmentId, visit, note: noteOf(visit) })),
    ...alone.map((note) => ({ key: note.encounterId, visit: null, note })),
  ];
}

/** What a note waits for, in a word. Until the patient is seen it is not the provider's yet. */
export function noteWord(note: EncounterSummary | null, visit: AppointmentStatus): string {
  switch (note?.status) {
    case undefined:
      return "";
    case "open":
      return ["booked", "arrived", "rooming", "ready"].includes(visit) ? "Not started" : "In progress";
    case "signed":
      return "Signed";
    case "awaiting-cosign":
      return "Awaiting co-signature";
    case "cosigned":
      return "Co-signed";
  }
}
