import type { Arrangement } from "@practicum/contracts/scheduling/visits-together";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";

/** A visit of an offered time. */
export interface PlannedVisit {
  readonly patientId: string;
  readonly visitTypeId: string;
  readonly providerResourceId: string;
  readonly providerName: string;
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly minutes: number;
}

/** What is typed of visits that belong together, until they are booked. */
export interface TogetherDraft {
  readonly arrangement: Arrangement;
  /** Null: everybody of the family. */
  readonly members: readonly string[] | null;
  /** By patient; absent is the usual kind. */
  readonly types: { readonly [patientId: string]: string };
  readonly firstType: string | null;
  readonly secondType: string | null;
  readonly leadMinutes: number;
  readonly provider: string | null;
  readonly from: LocalDate;
  readonly reason: string;
  readonly chosen: readonly PlannedVisit[] | null;
}

export function emptyTogether(from: LocalDate): TogetherDraft {
  return {
    arrangement: "in-a-row",
    members: null,
    types: {},
    firstType: null,
    secondType: null,
    leadMinutes: 24 * 60,
    provider: null,
    from,
    reason: "",
    chosen: null,
  };
}
