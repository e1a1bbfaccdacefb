import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
export type PrivateNoteRow = ChartingTables["private_note"];

/** The notes of a visit that a person wrote or is let read; no query has others. */
export async function privateNotesFor(tx: T, encounterId: string, staffId: string): Promise<PrivateNoteRow[]> {
  return tx
    .selectFrom("private_note")
    .selectAll()
    .where("encounter_id", "=", encounterId)
    .where((eb) => eb.or([eb("author_id", "=", staffId), eb(eb.val(staffId), "=", eb.fn.any("reader_ids"))]))
    .orderBy("saved_at")
    .orderBy("note_id")
    .execute();
}

/** The own note of a visit, kept from others until the transaction ends. */
export async function lockOwnNote(tx: T, encounterId: string, authorId: string): Promise<PrivateNoteRow | undefined> {
  return tx
    .selectFrom("private_note")
    .selectAll()
    .where("encounter_id", "=", encounterId)
    .where("author_id", "=", authorId)
    .forUpdate()
    .executeTakeFirst();
}

/** @returns false where somebody else's note has the id, or the own one was begun meanwhile. */
export async function writePrivateNote(
  tx: T,
  note: Omit<PrivateNoteRow, "reader_ids">,
  before: PrivateNoteRow | undefined,
): Promise<boolean> {
  const { text, version, saved_at } = note;
  if (before) {
    const changed = { text, version, saved_at };
    await tx.updateTable("private_note").set(changed).where("note_id", "=", before.note_id).execute();
  } else {
    const added = await tx
      .insertInto("private_note")
      .values({ ...note, reader_ids: sql<readonly string[]>`'{}'::text[]` })
      .onConflict((conflict) => conflict.doNothing())
      .returning("note_id")
      .executeTakeFirst();
    if (!added) return false;
  }
  await tx.insertInto("private_note_version").values({ note_id: note.note_id, version, text, saved_at }).execute();
  return true;
}

export async function setReaders(tx: T, noteId: string, staffIds: readonly string[]): Promise<void> {
  await tx
    .updateTable("private_note")
    .set({ reader_ids: sql<readonly string[]>`${staffIds}::text[]` })
    .where("note_id", "=", noteId)
    .execute();
}
