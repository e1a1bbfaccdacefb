import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { RecallMessageTable } from "./tables.ts";

type T = Tx<MessagingSchema>;

export async function insertMessage(tx: T, message: RecallMessageTable): Promise<void> {
  await tx.insertInto("recall_message").values(message).execute();
}

/** Messages whose moment has come, the longest waiting first. */
export async function selectDueMessages(tx: T, now: Instant, limit: number): Promise<RecallMessageTable[]> {
  return (
    tx
      .selectFrom("recall_message")
      .selectAll()
      .where("status", "=", "due")
      .where("not_before", "<=", now)
      .orderBy("not_before")
      .orderBy("message_id")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

/** The message, if it still waits; kept from others until the transaction ends. */
export async function lockDueMessage(tx: T, messageId: Id<"recall-message">): Promise<RecallMessageTable | null> {
  const row = await tx
    .selectFrom("recall_message")
    .selectAll()
    .where("message_id", "=", messageId)
    .where("status", "=", "due")
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function updateMessage(
  tx: T,
  messageId: Id<"recall-message">,
  changed: Partial<Omit<RecallMessageTable, "message_id" | "recall_id">>,
): Promise<void> {
  await tx.updateTable("recall_message").set(changed).where("message_id", "=", messageId).execute();
}
