import type { visitSummary, visitSummaryOperations } from "@practicum/contracts/charting/visit-summaries";
import type { Tx } from "@practicum/db/db";
import type { z } from "zod";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;

/** The newest first. */
export async function summariesOf(tx: T, encounterId: string): Promise<z.output<typeof visitSummary>[]> {
  return tx
    .selectFrom("visit_summary")
    .select(["summary_id as summaryId", "language", "instructions", "text", "at", "by_name as by"])
    .where("encounter_id", "=", encounterId)
    .orderBy("at", "desc")
    .orderBy("summary_id")
    .execute();
}

export async function insertSummary(
  tx: T,
  s: z.output<typeof visitSummaryOperations.giveVisitSummary.input>,
  w: Written,
): Promise<WroteOnce> {
  const content = {
    encounter_id: s.encounterId,
    language: s.language,
    instructions: s.instructions,
    text: s.text,
    by_name: w.by,
  };
  const written = await tx
    .insertInto("visit_summary")
    .values({ summary_id: s.summaryId, at: w.at, ...content })
    .onConflict((conflict) => conflict.column("summary_id").doNothing())
    .returning("summary_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("visit_summary")
    .select("summary_id")
    .where("summary_id", "=", s.summaryId)
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}
