import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";

/** The time that is being booked. */
export interface ChosenSlot {
  readonly providerResourceId: string;
  readonly date: LocalDate;
  readonly start: LocalTime;
}

/** What a booking holds while it is made. It survives closing the dock, until it is booked. */
export interface BookingDraft {
  readonly patientId: string | null;
  readonly visitTypeId: string | null;
  readonly slot: ChosenSlot | null;
  readonly provider: string | null;
  readonly from: LocalDate;
  readonly reason: string;
  readonly overbookReason: string | null;
}

/** The day of the visit, as far as it is chosen. */
export function dayOf(draft: BookingDraft): LocalDate {
  return draft.slot?.date ?? draft.from;
}

export function emptyBooking(patientId: string | null, slot: ChosenSlot | null, from: LocalDate): BookingDraft {
  return { patientId, visitTypeId: null, slot, provider: null, from, reason: "", overbookReason: null };
}
