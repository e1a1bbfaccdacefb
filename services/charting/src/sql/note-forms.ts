import type { NoteForm } from "@practicum/contracts/charting/note-templates";
import type { FieldAnswer } from "@practicum/contracts/charting/template-content";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { WrittenBy } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

export interface KeptAnswer {
  readonly field: string;
  readonly answer: FieldAnswer | null;
  readonly version: number;
  readonly savedAt: Instant;
  readonly savedBy: string;
  readonly savedById: string;
}

const ANSWER = [
  "field",
  "answer",
  "version",
  "saved_at as savedAt",
  "saved_by as savedBy",
  "saved_by_id as savedById",
] as const;

/** The templates in a note, in the order in which they were put there, with what was answered. */
export async function formsOf(tx: T, encounterId: string): Promise<NoteForm[]> {
  const forms = await tx
    .selectFrom("note_form as f")
    .innerJoin("note_template as t", (join) =>
      join.onRef("t.template_id", "=", "f.template_id").onRef("t.version", "=", "f.version"),
    )
    .select(["f.template_id as templateId", "f.version", "t.name", "t.content"])
    .where("f.encounter_id", "=", encounterId)
    .where("f.out_at", "is", null)
    .orderBy("f.place")
    .execute();
  if (forms.length === 0) return [];
  const answers = await tx
    .selectFrom("note_answer")
    .select(["template_id as templateId", ...ANSWER])
    .where("encounter_id", "=", encounterId)
    .orderBy("field")
    .execute();
  return forms.map((form) => ({
    ...form,
    templateId: form.templateId as NoteForm["templateId"],
    answers: answers.flatMap(({ templateId, ...answer }) => (templateId === form.templateId ? [answer] : [])),
  }));
}

/** A form of the note, also one that was taken out; the lock keeps others from putting it meanwhile. */
export async function formOf(
  tx: T,
  encounterId: string,
  templateId: string,
): Promise<{ version: number; isOut: boolean } | undefined> {
  const row = await tx
    .selectFrom("note_form")
    .select(["version", "out_at"])
    .where("encounter_id", "=", encounterId)
    .where("template_id", "=", templateId)
    .executeTakeFirst();
  return row && { version: row.version, isOut: row.out_at !== null };
}

/** Puts it behind the others; one that was taken out comes back with its version and its answers. */
export async function putForm(
  tx: T,
  f: { readonly encounterId: string; readonly templateId: string; readonly version: number; readonly place: number },
  w: WrittenBy,
): Promise<void> {
  const put = { place: f.place, put_at: w.at, put_by: w.by, out_at: null, out_by: null };
  await tx
    .insertInto("note_form")
    .values({ encounter_id: f.encounterId, template_id: f.templateId, version: f.version, ...put })
    .onConflict((conflict) => conflict.columns(["encounter_id", "template_id"]).doUpdateSet(put))
    .execute();
}

export async function takeFormOut(tx: T, encounterId: string, templateId: string, w: WrittenBy): Promise<void> {
  await tx
    .updateTable("note_form")
    .set({ out_at: w.at, out_by: w.by })
    .where("encounter_id", "=", encounterId)
    .where("template_id", "=", templateId)
    .execute();
}

interface AnswerOf {
  readonly encounterId: string;
  readonly templateId: string;
  readonly field: string;
}

export async function answerOf(tx: T, of: AnswerOf): Promise<KeptAnswer | undefined> {
  return tx
    .selectFrom("note_answer")
    .select(ANSWER)
    .where("encounter_id", "=", of.encounterId)
    .where("template_id", "=", of.templateId)
    .where("field", "=", of.field)
    .executeTakeFirst();
}

/**
 * Saves an answer over the version that was seen, and keeps that version for ever.
 * @returns the new version, or undefined when another was saved meanwhile.
 */
export async function saveAnswer(
  tx: T,
  a: AnswerOf & { readonly answer: FieldAnswer | null; readonly baseVersion: number },
  w: WrittenBy,
): Promise<number | undefined> {
  const key = { encounter_id: a.encounterId, template_id: a.templateId, field: a.field };
  const saved = {
    answer: a.answer === null ? null : json(a.answer),
    version: a.baseVersion + 1,
    saved_at: w.at,
    saved_by: w.by,
    saved_by_id: w.byId,
  };
  const kept =
    a.baseVersion === 0
      ? await tx
          .insertInto("note_answer")
          .values({ ...key, ...saved })
          .onConflict((conflict) => conflict.columns(["encounter_id", "template_id", "field"]).doNothing())
          .returning("version")
          .executeTakeFirst()
      : await tx
          .updateTable("note_answer")
          .set(saved)
          .where("encounter_id", "=", a.encounterId)
          .where("template_id", "=", a.templateId)
          .where("field", "=", a.field)
          .where("version", "=", a.baseVersion)
          .returning("version")
          .executeTakeFirst();
  if (!kept) return undefined;
  await tx
    .insertInto("note_answer_version")
    .values({ ...key, ...saved })
    .execute();
  return kept.version;
}

/** Every answer that was ever saved in a note, the newest first. */
export async function answerVersionsOf(
  tx: T,
  encounterId: string,
): Promise<(Omit<KeptAnswer, "savedById"> & { templateId: string })[]> {
  return tx
    .selectFrom("note_answer_version")
    .select(["template_id as templateId", "field", "answer", "version", "saved_at as savedAt", "saved_by as savedBy"])
    .where("encounter_id", "=", encounterId)
    .orderBy("saved_at", "desc")
    .orderBy("field")
    .orderBy("version", "desc")
    .execute();
}
