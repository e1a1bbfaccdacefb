import type { TelephoneNote } from "@practicum/contracts/charting/telephone-notes";
import type { Tx } from "@practicum/db/db";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
type Row = ChartingTables["telephone_note"];

/** The latest call first; struck ones among them. */
export async function telephoneNotesOf(tx: T, patientId: string): Promise<TelephoneNote[]> {
  const rows = await tx
    .selectFrom("telephone_note as n")
    .leftJoin("struck_telephone_note as x", "x.note_id", "n.note_id")
    .select([
      "n.note_id",
      "n.call_id",
      "n.called_at",
      "n.spoke_with",
      "n.reason",
      "n.text",
      "n.signed_at",
      "n.by_name",
      "n.by_id",
    ])
    .select(["x.at as struck_at", "x.by_name as struck_by", "x.reason as struck_reason"])
    .where("n.patient_id", "=", patientId)
    .orderBy("n.called_at", "desc")
    .orderBy("n.note_id")
    .execute();
  return rows.map((row) => ({
    noteId: row.note_id,
    callId: row.call_id,
    calledAt: row.called_at,
    spokeWith: row.spoke_with,
    reason: row.reason,
    text: row.text,
    signedAt: row.signed_at,
    by: row.by_name,
    byId: row.by_id,
    struck:
      row.struck_at === null ? null : { at: row.struck_at, by: row.struck_by ?? "", reason: row.struck_reason ?? "" },
  }));
}

export async function insertTelephoneNote(tx: T, note: Row): Promise<WroteOnce> {
  const written = await tx
    .insertInto("telephone_note")
    .values(note)
    .onConflict((conflict) => conflict.column("note_id").doNothing())
    .returning("note_id")
    .executeTakeFirst();
  if (written) return "written";
  const { note_id, patient_id, text, by_id } = note;
  const same = await tx
    .selectFrom("telephone_note")
    .select("note_id")
    .where("note_id", "=", note_id)
    .where((eb) => isSame(eb, { patient_id, text, by_id }))
    .executeTakeFirst();
  return same ? "same" : "other";
}

export async function telephoneNote(tx: T, noteId: string, patientId: string): Promise<Row | undefined> {
  return tx
    .selectFrom("telephone_note")
    .select(["note_id", "patient_id", "call_id", "called_at", "spoke_with", "reason", "text", "signed_at"])
    .select(["by_name", "by_id"])
    .where("note_id", "=", noteId)
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
}

/** @returns false when it was struck already. */
export async function strikeNote(tx: T, strike: ChartingTables["struck_telephone_note"]): Promise<boolean> {
  const added = await tx
    .insertInto("struck_telephone_note")
    .values(strike)
    .onConflict((conflict) => conflict.column("note_id").doNothing())
    .returning("note_id")
    .executeTakeFirst();
  return added !== undefined;
}
