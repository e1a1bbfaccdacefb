import type { noteTemplateOperations, NoteTemplate } from "@practicum/contracts/charting/note-templates";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { templateFaults } from "@practicum/note-templates/lint";
import { notePackBy, notePacks as allPacks, type NotePack } from "@practicum/note-templates/packs";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import {
  addNoteTemplate,
  noteTemplateBy,
  noteTemplatesNow,
  summaryOf,
  versionsOfTemplate,
} from "../sql/note-templates.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";

type Operations = typeof noteTemplateOperations;

export async function noteTemplates({ tx }: ChartingContext): ReplyOf<Operations["noteTemplates"]> {
  return ok((await noteTemplatesNow(tx)).map(summaryOf));
}

export async function getNoteTemplate(
  { tx }: ChartingContext,
  { templateId, version }: InputOf<Operations["getNoteTemplate"]>,
): ReplyOf<Operations["getNoteTemplate"]> {
  const template = await noteTemplateBy(tx, templateId, version ?? undefined);
  if (!template) return fail("not-found", { field: version === null ? "templateId" : "version" });
  const versions = await versionsOfTemplate(tx, templateId);
  return ok({ ...template, versions, faults: templateFaults(template.content) });
}

/** Each saved version is kept, so that a note shows what it was made with (CHT-347); what has faults is not saved (CHT-340). */
export async function saveNoteTemplate(
  context: ChartingContext,
  { baseVersion, ...template }: InputOf<Operations["saveNoteTemplate"]>,
): ReplyOf<Operations["saveNoteTemplate"]> {
  const faults = templateFaults(template.content).map((one) => ({ ...one, field: `content.${one.field}` }));
  const [fault] = faults;
  if (fault !== undefined) return fail("invalid-input", { field: fault.field, fields: faults });
  const before = await noteTemplateBy(context.tx, template.templateId);
  if ((before?.version ?? 0) !== baseVersion) return fail("stale-version", { field: "baseVersion" });
  const version = await addVersion(context, { ...template, pack: before?.pack ?? null }, baseVersion);
  return version === undefined ? fail("stale-version", { field: "baseVersion" }) : ok({ version });
}

type Head = Pick<NoteTemplate, "templateId" | "name" | "content" | "active" | "pack">;

async function addVersion(context: ChartingContext, head: Head, after: number): Promise<number | undefined> {
  const version = after + 1;
  const written = { at: context.now, by: actorName(context) };
  return (await addNoteTemplate(context.tx, { ...head, version }, written)) ? version : undefined;
}

export async function notePacks({ tx }: ChartingContext): ReplyOf<Operations["notePacks"]> {
  const inUse = new Set((await noteTemplatesNow(tx)).flatMap((one) => (one.active ? [one.templateId] : [])));
  return ok(
    allPacks.map(({ pack, name, about, templates }) => ({
      pack,
      name,
      about,
      templates: templates.map((one) => ({
        templateId: one.templateId,
        name: one.name,
        installed: inUse.has(one.templateId),
      })),
    })),
  );
}

/** What the practice changed of a template stays as it is, and comes into use again (CHT-357). */
export async function installNotePack(
  context: ChartingContext,
  input: InputOf<Operations["installNotePack"]>,
): ReplyOf<Operations["installNotePack"]> {
  const pack = notePackBy(input.pack);
  if (!pack) return fail("not-found", { field: "pack" });
  const there = await templatesOf(context, pack);
  let installed = 0;
  for (const template of pack.templates) {
    const before = there.get(template.templateId);
    if (before?.active === true) continue;
    const head = before ?? { ...template, pack: pack.pack };
    const version = await addVersion(context, { ...headOf(head), active: true }, before?.version ?? 0);
    if (version === undefined) return fail("stale-version");
    installed += 1;
  }
  return ok({ installed });
}

/** Retired, never deleted: notes that were made with them keep them (CHT-357). */
export async function removeNotePack(
  context: ChartingContext,
  input: InputOf<Operations["removeNotePack"]>,
): ReplyOf<Operations["removeNotePack"]> {
  const pack = notePackBy(input.pack);
  if (!pack) return fail("not-found", { field: "pack" });
  let removed = 0;
  for (const before of (await templatesOf(context, pack)).values()) {
    if (!before.active) continue;
    const version = await addVersion(context, { ...headOf(before), active: false }, before.version);
    if (version === undefined) return fail("stale-version");
    removed += 1;
  }
  return ok({ removed });
}

const headOf = ({ templateId, name, content, pack }: Omit<Head, "active">) => ({ templateId, name, content, pack });

async function templatesOf({ tx }: ChartingContext, pack: NotePack): Promise<Map<string, NoteTemplate>> {
  const ids = new Set<string>(pack.templates.map((one) => one.templateId));
  return new Map(
    (await noteTemplatesNow(tx)).flatMap((one) => (ids.has(one.templateId) ? [[one.templateId, one]] : [])),
  );
}
