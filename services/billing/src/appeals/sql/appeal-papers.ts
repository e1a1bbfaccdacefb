import type { Tx } from "@practicum/db/db";
import type { Insertable, Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type PaperRow = Selectable<BillingSchema["appeal_paper"]>;

/** What is attached now, in the order in which it was attached. */
export async function papersOf(tx: BillingTx, appealId: string): Promise<PaperRow[]> {
  return tx
    .selectFrom("appeal_paper")
    .selectAll()
    .where("appeal_id", "=", appealId)
    .where("removed_at", "is", null)
    .orderBy("sequence")
    .execute();
}

/** The same without what is in them. */
export async function paperNames(tx: BillingTx, appealId: string) {
  return tx
    .selectFrom("appeal_paper")
    .select(["paper_id", "kind", "name", "size"])
    .where("appeal_id", "=", appealId)
    .where("removed_at", "is", null)
    .orderBy("sequence")
    .execute();
}

export async function insertPaper(tx: BillingTx, row: Insertable<BillingSchema["appeal_paper"]>): Promise<boolean> {
  const written = await tx
    .insertInto("appeal_paper")
    .values(row)
    .onConflict((conflict) => conflict.column("paper_id").doNothing())
    .returning("paper_id")
    .executeTakeFirst();
  return written !== undefined;
}

/** @returns whether there was such a one. */
export async function removePaper(
  tx: BillingTx,
  which: { readonly appealId: string } & ({ readonly paperId: string } | { readonly kind: "note" }),
  at: string,
): Promise<boolean> {
  const query = tx
    .updateTable("appeal_paper")
    .set({ removed_at: at })
    .where("appeal_id", "=", which.appealId)
    .where("removed_at", "is", null);
  const removed = await (
    "paperId" in which ? query.where("paper_id", "=", which.paperId) : query.where("kind", "=", which.kind)
  )
    .returning("paper_id")
    .execute();
  return removed.length > 0;
}
