import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { MessagingSchema, StaffMailTable } from "./tables.ts";

/** Puts mail up to be sent; what is there already stays as it is. */
export async function insertMail(tx: Tx<MessagingSchema>, mail: StaffMailTable): Promise<void> {
  await tx
    .insertInto("staff_mail")
    .values(mail)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Mail whose moment has come, the longest waiting first. */
export async function selectDueMail(tx: Tx<MessagingSchema>, now: Instant, limit: number): Promise<StaffMailTable[]> {
  return (
    tx
      .selectFrom("staff_mail")
      .selectAll()
      .where("status", "=", "due")
      .where("not_before", "<=", now)
      .orderBy("not_before")
      .orderBy("mail_key")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

export async function updateMail(
  tx: Tx<MessagingSchema>,
  mailKey: string,
  changed: Partial<Omit<StaffMailTable, "mail_key">>,
): Promise<void> {
  await tx.updateTable("staff_mail").set(changed).where("mail_key", "=", mailKey).execute();
}
