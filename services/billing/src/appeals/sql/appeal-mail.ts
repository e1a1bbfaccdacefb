import type { Tx } from "@practicum/db/db";
import { sql, type Insertable, type Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

/** Letters and answers: each is added, none is changed; only that a letter has left the house is noted on it. */

type BillingTx = Tx<BillingSchema>;
export type AnswerRow = Selectable<BillingSchema["appeal_answer"]>;

export async function insertLetter(tx: BillingTx, row: Insertable<BillingSchema["appeal_letter"]>): Promise<void> {
  await tx.insertInto("appeal_letter").values(row).execute();
}

const LETTER = [
  "l.letter_id",
  "l.kind",
  "l.way",
  "l.fax",
  "l.because",
  "l.pages",
  "l.sent_on",
  "l.made_at",
  "l.made_by",
] as const;

/** The newest first, without their PDFs. One that goes by the clearinghouse has left when its file has. */
export async function lettersOf(tx: BillingTx, appealId: string) {
  return tx
    .selectFrom("appeal_letter as l")
    .leftJoin("exchange_file as f", "f.file_id", "l.file_id")
    .select(LETTER)
    .select(sql<"queued" | "sent">`case when f.status = 'queued' then 'queued' else l.status end`.as("status"))
    .where("l.appeal_id", "=", appealId)
    .orderBy("l.sequence", "desc")
    .execute();
}

export async function findLetter(tx: BillingTx, letterId: string) {
  return (
    (await tx
      .selectFrom("appeal_letter")
      .select(["appeal_id", "patient_id", "pdf", "pages"])
      .where("letter_id", "=", letterId)
      .executeTakeFirst()) ?? null
  );
}

/** Faxes that wait to go out, the oldest first. */
export async function queuedFaxes(tx: BillingTx, limit: number) {
  return (
    tx
      .selectFrom("appeal_letter")
      .select(["letter_id", "fax", "pdf"])
      .where("status", "=", "queued")
      .where("way", "=", "fax")
      .orderBy("sequence")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

export async function markFaxSent(tx: BillingTx, letterId: string): Promise<void> {
  await tx.updateTable("appeal_letter").set({ status: "sent" }).where("letter_id", "=", letterId).execute();
}

export async function insertAnswer(tx: BillingTx, row: Insertable<BillingSchema["appeal_answer"]>): Promise<boolean> {
  const written = await tx
    .insertInto("appeal_answer")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("answer_id")
    .executeTakeFirst();
  return written !== undefined;
}

/** The oldest first, those that were taken back and what took them back included. */
export async function answersOf(tx: BillingTx, appealId: string): Promise<AnswerRow[]> {
  return tx.selectFrom("appeal_answer").selectAll().where("appeal_id", "=", appealId).orderBy("sequence").execute();
}

/** The day of the last answer that stands, of each of some appeals. */
export async function answeredOn(tx: BillingTx, appealIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (appealIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("appeal_answer as x")
    .leftJoin("appeal_answer as t", "t.takes_back", "x.answer_id")
    .select(["x.appeal_id", "x.answered_on"])
    .where("x.appeal_id", "in", appealIds)
    .where("x.takes_back", "is", null)
    .where("t.answer_id", "is", null)
    .orderBy("x.sequence")
    .execute();
  return new Map(rows.map((row) => [row.appeal_id, row.answered_on]));
}
