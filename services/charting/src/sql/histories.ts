import type { HistoryContent, HistoryFact, HistorySource } from "@practicum/contracts/charting/histories";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { sql } from "kysely";
import { aboutOf, subjectOf, type HistorySubject } from "../domain/histories.ts";
import type { WrittenBy } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import type { WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
type KeptHistory = Omit<HistoryFact, "standing"> & { readonly patientId: string };

/** What was said of these patients, the newest first; errors among it. */
export async function keptHistories(
  tx: T,
  patientIds: readonly string[],
  subjects?: readonly HistorySubject[],
): Promise<KeptHistory[]> {
  if (patientIds.length === 0) return [];
  let query = tx
    .selectFrom("history_fact as h")
    .leftJoin("struck_history as x", "x.history_id", "h.history_id")
    .select(["h.history_id", "h.patient_id", "h.content", "h.source", "h.recorded_at", "h.recorded_by"])
    .select(["x.at as struck_at", "x.by_name as struck_by", "x.reason as struck_reason"])
    .where("h.patient_id", "in", [...patientIds])
    .orderBy("h.place", "desc");
  if (subjects) query = query.where("h.subject", "in", [...subjects]);
  const rows = await query.execute();
  return rows.map((row) => ({
    historyId: row.history_id as KeptHistory["historyId"],
    patientId: row.patient_id,
    content: row.content,
    source: row.source,
    at: row.recorded_at,
    by: row.recorded_by,
    struck:
      row.struck_at === null ? null : { at: row.struck_at, by: row.struck_by ?? "", reason: row.struck_reason ?? "" },
  }));
}

/** Says whether it was new, the same again, or another under the same id. */
export async function insertHistory(
  tx: T,
  one: {
    readonly historyId: string;
    readonly patientId: string;
    readonly content: HistoryContent;
    readonly source: HistorySource;
  },
  w: WrittenBy,
): Promise<WroteOnce> {
  const { historyId, patientId, content, source } = one;
  const written = await tx
    .insertInto("history_fact")
    .values({
      history_id: historyId,
      patient_id: patientId,
      subject: subjectOf(content),
      content: json(content),
      ...aboutOf(content),
      source,
      recorded_at: w.at,
      recorded_by: w.by,
      recorded_by_id: w.byId,
    })
    .onConflict((conflict) => conflict.column("history_id").doNothing())
    .returning("history_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("history_fact")
    .select("history_id")
    .where("history_id", "=", historyId)
    .where("patient_id", "=", patientId)
    .where("source", "=", source)
    // The builder does not compare JSON.
    .where(sql<boolean>`content = ${JSON.stringify(content)}::jsonb`)
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** What became of it: struck now or before, or nothing of this patient's. */
export async function strikeHistoryFact(
  tx: T,
  one: { readonly historyId: string; readonly patientId: string; readonly reason: string },
  w: Omit<WrittenBy, "byId">,
): Promise<"struck" | "before" | "none"> {
  const there = await tx
    .selectFrom("history_fact")
    .select("history_id")
    .where("history_id", "=", one.historyId)
    .where("patient_id", "=", one.patientId)
    .executeTakeFirst();
  if (!there) return "none";
  const struck = await tx
    .insertInto("struck_history")
    .values({ history_id: one.historyId, at: w.at, by_name: w.by, reason: one.reason })
    .onConflict((conflict) => conflict.column("history_id").doNothing())
    .returning("history_id")
    .executeTakeFirst();
  return struck ? "struck" : "before";
}
