import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { MessagingSchema, OfferNoticeTable } from "./tables.ts";

type MessagingTx = Tx<MessagingSchema>;
type Key = Pick<OfferNoticeTable, "offer_id" | "what">;

/** Puts a notice up; what is there already stays as it is. */
export async function insertNotice(tx: MessagingTx, notice: OfferNoticeTable): Promise<void> {
  await tx
    .insertInto("offer_notice")
    .values(notice)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A notice, kept from others until the transaction ends. */
export async function lockNotice(tx: MessagingTx, key: Key): Promise<OfferNoticeTable | null> {
  const row = await tx
    .selectFrom("offer_notice")
    .selectAll()
    .where("offer_id", "=", key.offer_id)
    .where("what", "=", key.what)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Notices whose moment has come, the longest waiting first. */
export async function selectDueNotices(tx: MessagingTx, now: Instant, limit: number): Promise<OfferNoticeTable[]> {
  return (
    tx
      .selectFrom("offer_notice")
      .selectAll()
      .where("status", "=", "due")
      .where("not_before", "<=", now)
      .orderBy("not_before")
      .orderBy("offer_id")
      .orderBy("what")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

export async function updateNotice(
  tx: MessagingTx,
  key: Key,
  changed: Partial<Omit<OfferNoticeTable, "offer_id" | "what">>,
): Promise<void> {
  await tx
    .updateTable("offer_notice")
    .set(changed)
    .where("offer_id", "=", key.offer_id)
    .where("what", "=", key.what)
    .execute();
}
