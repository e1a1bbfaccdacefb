import type { Tx } from "@practicum/db/db";
import type { MessagingSchema, PrivacyTaskTable } from "./tables.ts";

/** The task of a privacy request, and how late the news is that was heard of it: news may come in any order, and twice. */
export const privacyTasks = [
  `create table privacy_task (request_id uuid primary key, task_id uuid, heard bigint not null)`,
];

/** As a row to be locked: made where nothing was heard of the request yet. */
export async function lockPrivacyTask(tx: Tx<MessagingSchema>, requestId: string): Promise<PrivacyTaskTable> {
  await tx
    .insertInto("privacy_task")
    .values({ request_id: requestId, task_id: null, heard: 0 })
    .onConflict((conflict) => conflict.column("request_id").doNothing())
    .execute();
  return tx
    .selectFrom("privacy_task")
    .select(["request_id", "task_id", "heard"])
    .where("request_id", "=", requestId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updatePrivacyTask(
  tx: Tx<MessagingSchema>,
  requestId: string,
  changed: Partial<Omit<PrivacyTaskTable, "request_id">>,
): Promise<void> {
  await tx.updateTable("privacy_task").set(changed).where("request_id", "=", requestId).execute();
}
