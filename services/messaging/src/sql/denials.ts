import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { DenialTable, MessagingSchema } from "./tables.ts";

/** What is known of a denial, as a row to be locked: made where nothing was heard of it yet. */
export async function lockDenial(tx: Tx<MessagingSchema>, denialId: Id<"denial">): Promise<DenialTable> {
  await tx
    .insertInto("denial")
    .values({ denial_id: denialId, task_id: null, resolved: false })
    .onConflict((conflict) => conflict.column("denial_id").doNothing())
    .execute();
  return tx
    .selectFrom("denial")
    .select(["denial_id", "task_id", "resolved"])
    .where("denial_id", "=", denialId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateDenial(
  tx: Tx<MessagingSchema>,
  denialId: Id<"denial">,
  changed: Partial<Omit<DenialTable, "denial_id">>,
): Promise<void> {
  await tx.updateTable("denial").set(changed).where("denial_id", "=", denialId).execute();
}
