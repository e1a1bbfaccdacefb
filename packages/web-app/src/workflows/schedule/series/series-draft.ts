import { SERIES_VISITS_MAX, SERIES_VISITS_MIN, type SeriesRule } from "@practicum/contracts/scheduling/series";
import { dayOfWeek, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import { emptyBooking, type BookingDraft, type ChosenSlot } from "../booking/booking-draft.ts";

/** What becomes of a visit that can't be where the rule puts it, or that is not wanted there. */
export type Choice = "skip" | ChosenSlot;

/** What is typed of a series until it is booked. */
export interface SeriesDraft extends BookingDraft {
  /** A number, or what is typed of one. */
  readonly every: number | string;
  readonly unit: SeriesRule["unit"];
  /** Empty is the first visit's weekday. */
  readonly weekdays: readonly number[];
  readonly monthly: SeriesRule["monthly"];
  readonly endsBy: SeriesRule["ends"]["by"];
  readonly count: number | string;
  readonly until: LocalDate | null;
  /** By the day on which the rule puts the visit. */
  readonly choices: { readonly [on: string]: Choice };
}

export function emptySeries(
  patientId: string | null,
  given: { readonly slot: ChosenSlot; readonly visitTypeId: string | null } | null,
  from: LocalDate,
): SeriesDraft {
  return {
    ...emptyBooking(patientId, given?.slot ?? null, from),
    visitTypeId: given?.visitTypeId ?? null,
    every: 1,
    unit: "week",
    weekdays: [],
    monthly: "date",
    endsBy: "count",
    count: 6,
    until: null,
    choices: {},
  };
}

/** The rule that is typed; null while it is none yet. */
export function ruleOf(draft: SeriesDraft): SeriesRule | null {
  const every = wholeNumber(draft.every, 1, 12);
  const count = wholeNumber(draft.count, SERIES_VISITS_MIN, SERIES_VISITS_MAX);
  const ends =
    draft.endsBy === "count"
      ? count !== null && { by: "count" as const, count }
      : draft.until !== null && { by: "until" as const, until: draft.until };
  if (every === null || !ends) return null;
  return {
    every,
    unit: draft.unit,
    weekdays: draft.unit === "month" ? [] : [...draft.weekdays],
    monthly: draft.unit === "month" ? draft.monthly : "date",
    ends,
  };
}

export function wholeNumber(typed: number | string, min: number, max: number): number | null {
  const number = typeof typed === "number" ? typed : typed.trim() === "" ? Number.NaN : Number(typed);
  return Number.isInteger(number) && number >= min && number <= max ? number : null;
}

/** The weekdays that the rule names: the first visit's where none was chosen. */
export function weekdaysOf(draft: SeriesDraft): readonly number[] {
  if (draft.weekdays.length > 0 || draft.unit !== "week" || !draft.slot) return draft.weekdays;
  return [dayOfWeek(draft.slot.date)];
}

/** Where the booking hands over what was chosen there: the time, and the kind of visit. */
export const seriesAddress = (slot: ChosenSlot, visitTypeId: string | null): string =>
  `${slot.date}T${slot.start}@${slot.providerResourceId}${visitTypeId ? `~${visitTypeId}` : ""}`;

export function readSeriesAddress(
  text: string | null,
): { readonly slot: ChosenSlot; readonly visitTypeId: string | null } | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)@([0-9a-f-]{36})(?:~([0-9a-f-]{36}))?$/.exec(text ?? "");
  const [, date, start, providerResourceId, visitTypeId] = match ?? [];
  if (!date || !start || !providerResourceId) return null;
  const time: LocalTime = start;
  return { slot: { date, start: time, providerResourceId }, visitTypeId: visitTypeId ?? null };
}
