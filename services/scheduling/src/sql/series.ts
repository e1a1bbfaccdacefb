import type { SeriesRule, SeriesSlot } from "@practicum/contracts/scheduling/series";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { SeriesVisit } from "../domain/series.ts";
import type { SchedulingTables } from "./tables.ts";
import type { VisitBefore } from "./tables-series.ts";

type T = Tx<SchedulingTables>;

export interface Series {
  readonly seriesId: string;
  readonly rule: SeriesRule;
  readonly visits: number;
}

/** @returns false when there is one of that id. */
export async function insertSeries(tx: T, series: Series, at: Instant): Promise<boolean> {
  const row = await tx
    .insertInto("visit_series")
    .values({ series_id: series.seriesId, rule: json(series.rule), visits: series.visits, made_at: at })
    .onConflict((oc) => oc.column("series_id").doNothing())
    .returning("series_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function seriesById(tx: T, seriesId: string): Promise<Series | undefined> {
  const row = await tx
    .selectFrom("visit_series")
    .select(["series_id", "rule", "visits"])
    .where("series_id", "=", seriesId)
    .executeTakeFirst();
  return row && { seriesId: row.series_id, rule: row.rule, visits: row.visits };
}

/** Keeps others from changing several visits of a series at the same moment. @returns false when there is none. */
export async function lockSeries(tx: T, seriesId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("visit_series")
    .select("series_id")
    .where("series_id", "=", seriesId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** What a decision about several visits of a series rests on, and what a visit is to a move. */
export interface SeriesVisitRow extends SeriesVisit {
  readonly patientId: string;
  readonly visitTypeId: string;
  readonly minutes: number;
}

/** The visits of a series, in the order of their places. */
export async function seriesVisits(tx: T, seriesId: string): Promise<SeriesVisitRow[]> {
  const { rows } = await sql<SeriesVisitRow>`
    select appointment_id as "appointmentId", patient_id as "patientId", visit_type_id as "visitTypeId", minutes, version, status,
      starts_at as "startsAt", series_place as place,
      json_build_object('providerResourceId', provider_resource_id, 'date', date, 'start', to_char(start_time, 'HH24:MI')) as at,
      json_build_object('providerResourceId', series_resource_id, 'date', series_date,
        'start', to_char(series_start, 'HH24:MI')) as planned
    from appointment where series_id = ${seriesId} order by series_place`.execute(tx);
  return rows;
}

/** Where the series puts a visit from now on. The visit itself stays: its version too. */
export async function setPlanned(tx: T, appointmentId: string, planned: SeriesSlot): Promise<void> {
  await tx
    .updateTable("appointment")
    .set({ series_date: planned.date, series_start: planned.start, series_resource_id: planned.providerResourceId })
    .where("appointment_id", "=", appointmentId)
    .execute();
}

/** Days of booked visits of a kind that a patient has ahead. */
export async function bookedDays(
  tx: T,
  q: { readonly patientId: string; readonly visitTypeId: string; readonly after: Instant },
): Promise<LocalDate[]> {
  const rows = await tx
    .selectFrom("appointment")
    .select("date")
    .where("patient_id", "=", q.patientId)
    .where("visit_type_id", "=", q.visitTypeId)
    .where("status", "=", "booked")
    .where("starts_at", ">", q.after)
    .orderBy("starts_at")
    .execute();
  return rows.map((row) => row.date);
}

export interface SeriesChange {
  readonly changeId: string;
  readonly seriesId: string;
  readonly kind: "moved" | "cancelled";
  /** What was asked for, so that the same is known again. */
  readonly asked: string;
  readonly before: readonly VisitBefore[];
}

export async function insertSeriesChange(tx: T, change: SeriesChange, at: Instant): Promise<void> {
  await tx
    .insertInto("series_change")
    .values({
      change_id: change.changeId,
      series_id: change.seriesId,
      kind: change.kind,
      asked: change.asked,
      before: json(change.before),
      changed_at: at,
      undone_at: null,
    })
    .execute();
}

type StoredChange = SeriesChange & { readonly changedAt: Instant; readonly undoneAt: Instant | null };

export async function seriesChange(tx: T, changeId: string): Promise<StoredChange | undefined> {
  const row = await tx.selectFrom("series_change").selectAll().where("change_id", "=", changeId).executeTakeFirst();
  return row && changeOf(row);
}

/** The last change of a series that was not taken back. */
export async function lastSeriesChange(tx: T, seriesId: string): Promise<StoredChange | undefined> {
  const row = await tx
    .selectFrom("series_change")
    .selectAll()
    .where("series_id", "=", seriesId)
    .where("undone_at", "is", null)
    .orderBy("changed_at", "desc")
    .orderBy("change_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && changeOf(row);
}

export async function markChangeUndone(tx: T, changeId: string, at: Instant): Promise<void> {
  await tx.updateTable("series_change").set({ undone_at: at }).where("change_id", "=", changeId).execute();
}

function changeOf(row: {
  readonly change_id: string;
  readonly series_id: string;
  readonly kind: "moved" | "cancelled";
  readonly asked: string;
  readonly before: readonly VisitBefore[];
  readonly changed_at: Instant;
  readonly undone_at: Instant | null;
}): StoredChange {
  return {
    changeId: row.change_id,
    seriesId: row.series_id,
    kind: row.kind,
    asked: row.asked,
    before: row.before,
    changedAt: row.changed_at,
    undoneAt: row.undone_at,
  };
}
