import type { NoteTemplate, NoteTemplateSummary } from "@practicum/contracts/charting/note-templates";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { Selectable } from "kysely";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
type Row = Selectable<ChartingTables["note_template"]>;

/** The templates as they are now, by name, those for a child from the youngest on. */
export async function noteTemplatesNow(tx: T): Promise<NoteTemplate[]> {
  const rows = await tx
    .selectFrom("note_template")
    .distinctOn("template_id")
    .selectAll()
    .orderBy("template_id")
    .orderBy("version", "desc")
    .execute();
  return rows.map(templateOf).toSorted(byNameAndAge);
}

/** "Well child, 2 months" stands before "Well child, 2 years": a name's words, then the age, then its numbers. */
function byNameAndAge(a: NoteTemplate, b: NoteTemplate): number {
  const words = ({ name }: NoteTemplate) => name.split(/\d/, 1)[0] ?? "";
  const months = ({ content }: NoteTemplate) => content.ages?.fromMonths ?? 0;
  return (
    words(a).localeCompare(words(b), "en") ||
    months(a) - months(b) ||
    a.name.localeCompare(b.name, "en", { numeric: true })
  );
}

export function summaryOf({ content, ...head }: NoteTemplate): NoteTemplateSummary {
  return { ...head, fields: content.fields.length, visitTypes: content.visitTypes };
}

/** A template as it is now, or as it was. */
export async function noteTemplateBy(tx: T, templateId: string, version?: number): Promise<NoteTemplate | undefined> {
  const row = await tx
    .selectFrom("note_template")
    .selectAll()
    .where("template_id", "=", templateId)
    .$if(version !== undefined, (query) => query.where("version", "=", version ?? 0))
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && templateOf(row);
}

interface VersionHead {
  readonly version: number;
  readonly active: boolean;
  readonly savedAt: Instant;
  readonly savedBy: string;
}

/** The newest first. */
export async function versionsOfTemplate(tx: T, templateId: string): Promise<VersionHead[]> {
  return tx
    .selectFrom("note_template")
    .select(["version", "active", "saved_at as savedAt", "saved_by as savedBy"])
    .where("template_id", "=", templateId)
    .orderBy("version", "desc")
    .execute();
}

/** False where another version has come meanwhile. */
export async function addNoteTemplate(
  tx: T,
  { templateId: template_id, content, ...head }: Omit<NoteTemplate, "savedAt" | "savedBy">,
  w: Written,
): Promise<boolean> {
  const written = await tx
    .insertInto("note_template")
    .values({ template_id, content: json(content), ...head, saved_at: w.at, saved_by: w.by })
    .onConflict((conflict) => conflict.doNothing())
    .returning("version")
    .executeTakeFirst();
  return written !== undefined;
}

function templateOf({ template_id, saved_at, saved_by, ...row }: Row): NoteTemplate {
  return { ...row, templateId: template_id as NoteTemplate["templateId"], savedAt: saved_at, savedBy: saved_by };
}
