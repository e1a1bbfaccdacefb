import type { restrictionOperations } from "@practicum/contracts/charting/restrictions";
import type { Role } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { z } from "zod";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
export type RestrictionRow = Pick<
  ChartingTables["chart_restriction"],
  "restriction_id" | "patient_id" | "class" | "shuts" | "staff_ids" | "roles" | "reason" | "at" | "by_name"
>;

/** The restrictions that stand, of several patients: one look into an index that has no others. */
export async function standingOf(tx: T, patientIds: readonly string[]): Promise<RestrictionRow[]> {
  if (patientIds.length === 0) return [];
  return tx
    .selectFrom("chart_restriction")
    .select(["restriction_id", "patient_id", "class", "shuts", "staff_ids", "roles", "reason", "at", "by_name"])
    .where("patient_id", "in", [...patientIds])
    .where("ended_at", "is", null)
    .orderBy("class")
    .execute();
}

/** Those of these patients whose charts are restricted. */
export async function restrictedCharts(tx: T, patientIds: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await standingOf(tx, patientIds)).map((row) => row.patient_id));
}

/** The latest visits of a person with these patients: of the last year, or with a note that is not finished. */
export async function treatedBy(tx: T, staffId: string, patientIds: readonly string[], since: LocalDate) {
  const rows = await tx
    .selectFrom("encounter")
    .select(["patient_id", "service_date as on", "visit_type_name as visitTypeName"])
    .where("patient_id", "in", [...patientIds])
    .where((eb) => eb.or([eb("provider_id", "=", staffId), eb("supervisor_id", "=", staffId)]))
    .where((eb) =>
      eb.or([eb("service_date", ">=", since), eb("status", "=", "open"), eb("status", "=", "awaiting-cosign")]),
    )
    .where("source_system", "is", null)
    .orderBy("service_date")
    .execute();
  // The last one of a patient stays.
  return new Map(rows.map(({ patient_id, ...visit }) => [patient_id, visit]));
}

/** Everybody who treats a patient. */
export async function treatingStaff(tx: T, patientId: string, since: LocalDate): Promise<string[]> {
  const rows = await tx
    .selectFrom("encounter")
    .select(["provider_id", "supervisor_id"])
    .distinct()
    .where("patient_id", "=", patientId)
    .where((eb) =>
      eb.or([eb("service_date", ">=", since), eb("status", "=", "open"), eb("status", "=", "awaiting-cosign")]),
    )
    .where("source_system", "is", null)
    .execute();
  const ids = rows.flatMap((row) => [row.provider_id, row.supervisor_id]);
  return [...new Set(ids.filter((id) => id !== null))].toSorted();
}

/** Until when a person has opened these charts in spite of their restrictions. */
export async function glassOf(tx: T, staffId: string, patientIds: readonly string[], now: Instant) {
  const rows = await tx
    .selectFrom("glass_entry")
    .select(["patient_id", (eb) => eb.fn.max("until").as("until")])
    .where("patient_id", "in", [...patientIds])
    .where("staff_id", "=", staffId)
    .where("until", ">", now)
    .where("parts_only", "=", false)
    .groupBy("patient_id")
    .execute();
  return new Map(rows.map((row) => [row.patient_id, row.until]));
}

/** Who has opened a chart in spite of its restrictions. */
export async function openedNow(tx: T, patientId: string, now: Instant): Promise<string[]> {
  const rows = await tx
    .selectFrom("glass_entry")
    .select("staff_id")
    .distinct()
    .where("patient_id", "=", patientId)
    .where("until", ">", now)
    .where("parts_only", "=", false)
    .orderBy("staff_id")
    .execute();
  return rows.map((row) => row.staff_id);
}

/** Counts one more word about a chart's restrictions; whoever else changes them waits. */
export async function nextRestrictionVersion(tx: T, patientId: string): Promise<number> {
  const { version } = await tx
    .insertInto("restricted_chart")
    .values({ patient_id: patientId, version: 1 })
    .onConflict((conflict) =>
      conflict.column("patient_id").doUpdateSet({ version: sql<number>`restricted_chart.version + 1` }),
    )
    .returning("version")
    .executeTakeFirstOrThrow();
  return version;
}

export async function restrictionById(tx: T, restrictionId: string) {
  return tx
    .selectFrom("chart_restriction")
    .select(["restriction_id", "patient_id", "ended_at"])
    .where("restriction_id", "=", restrictionId)
    .executeTakeFirst();
}

export async function insertRestriction(tx: T, row: RestrictionRow): Promise<void> {
  await tx
    .insertInto("chart_restriction")
    .values({
      ...row,
      // Array parameters need their type said: PostgreSQL takes an empty one for text.
      staff_ids: sql<readonly string[]>`${row.staff_ids}::text[]`,
      roles: sql<readonly Role[]>`${row.roles}::text[]`,
      ended_at: null,
      ended_by: null,
      end_reason: null,
    })
    .execute();
}

export async function endRestriction(
  tx: T,
  restrictionId: string,
  ended: { readonly at: Instant; readonly by: string; readonly reason: string },
): Promise<void> {
  await tx
    .updateTable("chart_restriction")
    .set({ ended_at: ended.at, ended_by: ended.by, end_reason: ended.reason })
    .where("restriction_id", "=", restrictionId)
    .where("ended_at", "is", null)
    .execute();
}

/** Names of people, and who of them reads charts today. */
export async function staffNamed(tx: T, staffIds: readonly string[]) {
  if (staffIds.length === 0) return [];
  return tx
    .selectFrom("staff")
    .select(["staff_id", "display_name", "roles", "granted", "withheld", "active"])
    .where("staff_id", "in", [...staffIds])
    .execute();
}

export type GlassRow = ChartingTables["glass_entry"];

export async function glassById(tx: T, entryId: string): Promise<GlassRow | undefined> {
  return tx.selectFrom("glass_entry").selectAll().where("entry_id", "=", entryId).forUpdate().executeTakeFirst();
}

/** @returns false where the id is there already. */
export async function insertGlass(
  tx: T,
  row: Omit<GlassRow, "reviewed_at" | "reviewed_by" | "outcome" | "review_words">,
): Promise<boolean> {
  const added = await tx
    .insertInto("glass_entry")
    .values({ ...row, reviewed_at: null, reviewed_by: null, outcome: null, review_words: null })
    .onConflict((conflict) => conflict.column("entry_id").doNothing())
    .returning("entry_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function saveGlassReview(
  tx: T,
  entryId: string,
  review: Pick<GlassRow, "until" | "reviewed_at" | "reviewed_by" | "outcome" | "review_words">,
): Promise<void> {
  await tx.updateTable("glass_entry").set(review).where("entry_id", "=", entryId).execute();
}

/** Which entries are wanted: a patient's, one, those to be reviewed, the reviewed ones. */
export type WantedGlass = { readonly patientId: string } | { readonly entryId: string } | { readonly open: boolean };
type GlassPage = z.input<typeof restrictionOperations.glassEntries.output>;

const order: readonly PlaceForm[] = ["instant", "uuid"];

/** A page of entries: what waits for its review, the oldest first; all others the newest first. */
export async function glassPage(
  tx: T,
  wanted: WantedGlass,
  page: { readonly before: string | null; readonly limit: number },
): Promise<GlassPage> {
  const oldestFirst = "open" in wanted && wanted.open;
  const after = placeOf(page.before, order);
  let query = wantedGlass(tx, wanted)
    .leftJoin("patient as p", "p.patient_id", "g.patient_id")
    .select(["p.family", "p.given", "p.middle", "p.suffix", "p.mrn"])
    .selectAll("g")
    .orderBy("g.at", oldestFirst ? "asc" : "desc")
    .orderBy("g.entry_id", oldestFirst ? "asc" : "desc")
    .limit(page.limit + 1);
  if (after) {
    const at = sql`(${after[0]}::timestamptz, ${after[1]}::uuid)`;
    query = query.where(
      oldestFirst ? sql<boolean>`(g.at, g.entry_id) > ${at}` : sql<boolean>`(g.at, g.entry_id) < ${at}`,
    );
  }
  const found = await query.execute();
  const rows = found.slice(0, page.limit);
  const last = found.length > page.limit ? rows.at(-1) : undefined;
  return {
    entries: rows.map((row) => ({
      entryId: row.entry_id,
      patientId: row.patient_id,
      patientName: { family: row.family ?? "?", given: row.given ?? "?", middle: row.middle, suffix: row.suffix },
      mrn: row.mrn ?? "",
      staffId: row.staff_id,
      by: row.by_name,
      reason: row.reason,
      words: row.words,
      at: row.at,
      until: row.until,
      review:
        row.reviewed_at === null || row.outcome === null
          ? null
          : {
              outcome: row.outcome,
              words: row.review_words ?? "",
              by: row.reviewed_by ?? "",
              at: row.reviewed_at,
            },
    })),
    next: last ? placeAfter([last.at, last.entry_id]) : null,
    all: page.before === null ? { count: await countGlass(tx, wanted) } : null,
  };
}

export async function countGlass(tx: T, wanted: WantedGlass): Promise<number> {
  const { count } = await wantedGlass(tx, wanted)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

function wantedGlass(tx: T, wanted: WantedGlass) {
  const query = tx.selectFrom("glass_entry as g");
  if ("patientId" in wanted) return query.where("g.patient_id", "=", wanted.patientId);
  if ("entryId" in wanted) return query.where("g.entry_id", "=", wanted.entryId);
  return query.where("g.reviewed_at", wanted.open ? "is" : "is not", null);
}
