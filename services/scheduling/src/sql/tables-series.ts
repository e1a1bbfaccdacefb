import type { SeriesRule, SeriesSlot } from "@practicum/contracts/scheduling/series";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";

/** A visit before several of its series were changed. */
export interface VisitBefore {
  readonly appointmentId: string;
  /** Of after the change; what has another one was changed since. */
  readonly version: number;
  /** False where the visit kept its own time, and only its place in the series moved. */
  readonly changed: boolean;
  readonly at: SeriesSlot;
  readonly planned: SeriesSlot;
}

export interface SeriesTables {
  readonly visit_series: {
    readonly series_id: string;
    readonly rule: SeriesRule;
    readonly visits: number;
    readonly made_at: Instant;
  };
  readonly series_change: {
    readonly change_id: string;
    readonly series_id: string;
    readonly kind: "moved" | "cancelled";
    readonly asked: string;
    readonly before: readonly VisitBefore[];
    readonly changed_at: Instant;
    readonly undone_at: Instant | null;
  };
}

/** The columns of an appointment that say which one of its series it is. */
export interface SeriesColumns {
  readonly series_id: string | null;
  readonly series_place: number | null;
  readonly series_date: LocalDate | null;
  readonly series_start: LocalTime | null;
  readonly series_resource_id: string | null;
}
