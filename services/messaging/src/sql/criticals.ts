import type { Tx } from "@practicum/db/db";
import type { CriticalTable, MessagingSchema } from "./tables.ts";

/** What is known of a set of critical vital signs, as a row to be locked: made where nothing was heard of it yet. */
export async function lockCritical(tx: Tx<MessagingSchema>, key: string): Promise<CriticalTable> {
  await tx
    .insertInto("critical")
    .values({ vitals_id: key, task_id: null, settled: false })
    .onConflict((conflict) => conflict.column("vitals_id").doNothing())
    .execute();
  return tx
    .selectFrom("critical")
    .select(["vitals_id", "task_id", "settled"])
    .where("vitals_id", "=", key)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateCritical(
  tx: Tx<MessagingSchema>,
  key: string,
  changed: Partial<Omit<CriticalTable, "vitals_id">>,
): Promise<void> {
  await tx.updateTable("critical").set(changed).where("vitals_id", "=", key).execute();
}
