import { EMPTY_WORKSHEET, type EmSupport, type EmWorksheet } from "@practicum/contracts/charting/em-level";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { WrittenBy } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

export interface KeptWorksheet {
  readonly worksheet: EmWorksheet;
  readonly version: number;
  /** Of a signed note. */
  readonly support: EmSupport | null;
  readonly savedBy: string | null;
  readonly savedById: string | null;
  readonly savedAt: Instant | null;
}

/** An empty one where nobody has filled anything in. */
export async function worksheetOf(tx: T, encounterId: string): Promise<KeptWorksheet> {
  const row = await tx
    .selectFrom("em_worksheet")
    .select(["content", "version", "support", "saved_by", "saved_by_id", "saved_at"])
    .where("encounter_id", "=", encounterId)
    .executeTakeFirst();
  if (!row) {
    return { worksheet: EMPTY_WORKSHEET, version: 0, support: null, savedBy: null, savedById: null, savedAt: null };
  }
  const { content, version, support, saved_by: savedBy, saved_by_id: savedById, saved_at: savedAt } = row;
  return { worksheet: content, version, support, savedBy, savedById, savedAt };
}

/** Keeps it over the version that was seen. @returns the version it has now; undefined where it is another one. */
export async function saveWorksheet(
  tx: T,
  one: { readonly encounterId: string; readonly baseVersion: number; readonly worksheet: EmWorksheet },
  w: WrittenBy,
): Promise<number | undefined> {
  const saved = {
    content: json(one.worksheet),
    version: one.baseVersion + 1,
    saved_at: w.at,
    saved_by: w.by,
    saved_by_id: w.byId,
  };
  if (one.baseVersion === 0) {
    const added = await tx
      .insertInto("em_worksheet")
      .values({ encounter_id: one.encounterId, ...saved, support: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning("version")
      .executeTakeFirst();
    return added?.version;
  }
  const changed = await tx
    .updateTable("em_worksheet")
    .set(saved)
    .where("encounter_id", "=", one.encounterId)
    .where("version", "=", one.baseVersion)
    .returning("version")
    .executeTakeFirst();
  return changed?.version;
}

/** What was counted when the note was signed. Before the seal, which keeps it from then on. */
export async function keepSupport(tx: T, encounterId: string, support: EmSupport, w: WrittenBy): Promise<void> {
  await tx
    .insertInto("em_worksheet")
    .values({
      encounter_id: encounterId,
      content: json(EMPTY_WORKSHEET),
      version: 0,
      support: json(support),
      saved_at: w.at,
      saved_by: w.by,
      saved_by_id: w.byId,
    })
    .onConflict((conflict) => conflict.column("encounter_id").doUpdateSet({ support: json(support) }))
    .execute();
}
