import type { NotePhrase } from "@practicum/contracts/charting/note-phrases";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Selectable } from "kysely";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
type Row = Selectable<ChartingTables["note_phrase"]>;

/** The practice's phrases and this person's own as they are now, by name. */
export async function phrasesFor(tx: T, ownerId: string): Promise<NotePhrase[]> {
  const rows = await tx
    .selectFrom("note_phrase")
    .distinctOn("phrase_id")
    .selectAll()
    .where((eb) => eb.or([eb("owner_id", "is", null), eb("owner_id", "=", ownerId)]))
    .orderBy("phrase_id")
    .orderBy("version", "desc")
    .execute();
  return rows.map(phraseOf).toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

/** The newest first; none of a phrase of somebody else's own. */
export async function versionsOfPhrase(tx: T, phraseId: string, ownerId: string): Promise<NotePhrase[]> {
  const rows = await tx
    .selectFrom("note_phrase")
    .selectAll()
    .where("phrase_id", "=", phraseId)
    .where((eb) => eb.or([eb("owner_id", "is", null), eb("owner_id", "=", ownerId)]))
    .orderBy("version", "desc")
    .execute();
  return rows.map(phraseOf);
}

export async function isPhraseOfOthers(tx: T, phraseId: string, ownerId: string): Promise<boolean> {
  const found = await tx
    .selectFrom("note_phrase")
    .select("phrase_id")
    .where("phrase_id", "=", phraseId)
    .where("owner_id", "is not", null)
    .where("owner_id", "<>", ownerId)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** False where another version has come meanwhile. */
export async function addPhrase(
  tx: T,
  { phraseId, scope, sections, ...phrase }: Omit<NotePhrase, "savedAt" | "savedBy">,
  ownerId: string,
  w: Written,
): Promise<boolean> {
  const owner = scope === "own" ? ownerId : null;
  const written = await tx
    .insertInto("note_phrase")
    .values({
      phrase_id: phraseId,
      owner_id: owner,
      sections: json(sections),
      ...phrase,
      saved_at: w.at,
      saved_by: w.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("version")
    .executeTakeFirst();
  return written !== undefined;
}

function phraseOf({ phrase_id, owner_id, sections, saved_at, saved_by, ...row }: Row): NotePhrase {
  return {
    ...row,
    phraseId: phrase_id as NotePhrase["phraseId"],
    scope: owner_id === null ? "practice" : "own",
    sections: [...sections],
    savedAt: saved_at,
    savedBy: saved_by,
  };
}
