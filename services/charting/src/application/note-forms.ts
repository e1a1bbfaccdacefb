import { actorId } from "@practicum/contracts/actor";
import { FORMS_MAX, type noteTemplateOperations } from "@practicum/contracts/charting/note-templates";
import { noteChanged, noteStarted } from "@practicum/contracts/charting/notes";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { answerFault } from "@practicum/note-templates/answer-fault";
import { answerText } from "@practicum/note-templates/answer-text";
import { isProposed } from "@practicum/note-templates/propose";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { answerOf, answerVersionsOf, formOf, formsOf, putForm, saveAnswer, takeFormOut } from "../sql/note-forms.ts";
import { noteTemplateBy, noteTemplatesNow } from "../sql/note-templates.ts";
import { actorMay, actorName, type ChartingContext } from "./charting-context.ts";

type Operations = typeof noteTemplateOperations;

/** Those in use, what fits the visit and the age first (CHT-345). */
export async function templatesForNote(
  context: ChartingContext,
  { encounterId }: InputOf<Operations["templatesForNote"]>,
): ReplyOf<Operations["templatesForNote"]> {
  const encounter = await encounterById(context.tx, encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  const offered = (await noteTemplatesNow(context.tx)).flatMap(({ templateId, name, pack, active, content }) =>
    active ? [{ templateId, name, pack, proposed: isProposed(content, encounter) }] : [],
  );
  return ok([...offered.filter((one) => one.proposed), ...offered.filter((one) => !one.proposed)]);
}

/** Puts it there in its version of now; one that was taken out comes back as it was (CHT-348). */
export async function putNoteTemplate(
  context: ChartingContext,
  { encounterId, templateId }: InputOf<Operations["putNoteTemplate"]>,
): ReplyOf<Operations["putNoteTemplate"]> {
  const { tx } = context;
  // Two people who put the last one at once would make it one too many: one after the other.
  const opened = await openNote(context, encounterId, "update");
  if (!opened.ok) return opened;
  const there = await formOf(tx, encounterId, templateId);
  if (there && !there.isOut) return ok({ version: there.version });
  const forms = await formsOf(tx, encounterId);
  if (forms.length >= FORMS_MAX) return fail("too-many-templates");
  const template = await noteTemplateBy(tx, templateId, there?.version);
  if (!template || (!there && !template.active)) return fail("not-found", { field: "templateId" });
  const { version } = template;
  await putForm(tx, { encounterId, templateId, version, place: forms.length }, writer(context));
  tellChanged(context, opened.value, version);
  return ok({ version });
}

export async function takeOutNoteTemplate(
  context: ChartingContext,
  { encounterId, templateId }: InputOf<Operations["takeOutNoteTemplate"]>,
): ReplyOf<Operations["takeOutNoteTemplate"]> {
  const opened = await openNote(context, encounterId, "share");
  if (!opened.ok) return opened;
  const there = await formOf(context.tx, encounterId, templateId);
  if (!there) return fail("not-found", { field: "templateId" });
  if (!there.isOut) {
    await takeFormOut(context.tx, encounterId, templateId, writer(context));
    tellChanged(context, opened.value, there.version);
  }
  return ok({});
}

/** Saves one field over the version that was seen, as a section is saved (CHT-349). */
export async function saveNoteAnswer(
  context: ChartingContext,
  input: InputOf<Operations["saveNoteAnswer"]>,
): ReplyOf<Operations["saveNoteAnswer"]> {
  const { tx, now } = context;
  const { encounterId, templateId, answer } = input;
  const opened = await openNote(context, encounterId, "share");
  if (!opened.ok) return opened;
  const there = await formOf(tx, encounterId, templateId);
  const template = there && (await noteTemplateBy(tx, templateId, there.version));
  const field = template?.content.fields.find((one) => one.key === input.field);
  if (!there || there.isOut || !field) return fail("not-found", { field: field ? "templateId" : "field" });
  // Who rooms the patient fills in what the template leaves to them; all else is the provider's (CHT-31).
  if (!field.rooming && !actorMay(context, "note.write")) return fail("not-allowed");
  const fault = answer === null ? null : answerFault(field, answer);
  if (fault !== null) return fail("invalid-input", { field: "answer", fields: [{ field: "answer", message: fault }] });
  const version = await saveAnswer(tx, input, writer(context));
  if (version === undefined) {
    // A retry whose first answer was lost: it is stored already.
    const stored = await answerOf(tx, input);
    return stored && answerText(stored.answer) === answerText(answer)
      ? ok({ version: stored.version, savedAt: stored.savedAt })
      : fail("stale-version");
  }
  const { patientId } = opened.value;
  if (version === 1 && !field.rooming) context.emit(noteStarted, { encounterId, patientId, at: now });
  tellChanged(context, opened.value, version);
  return ok({ version, savedAt: now });
}

/** All that was ever saved, with who and when (CHT-351). */
export async function noteAnswerVersions(
  context: ChartingContext,
  { encounterId }: InputOf<Operations["noteAnswerVersions"]>,
): ReplyOf<Operations["noteAnswerVersions"]> {
  const encounter = await encounterById(context.tx, encounterId);
  if (encounter) context.auditPatient(encounter.patientId);
  return ok(await answerVersionsOf(context.tx, encounterId));
}

async function openNote(
  context: ChartingContext,
  encounterId: EncounterRow["encounterId"],
  lock: "share" | "update",
): Promise<Result<EncounterRow, DomainError>> {
  const encounter = await encounterById(context.tx, encounterId, lock);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  return encounter.status === "open" ? ok(encounter) : fail("encounter-sealed");
}

const writer = (context: ChartingContext) => ({
  at: context.now,
  by: actorName(context),
  byId: actorId(context.actor),
});

function tellChanged(context: ChartingContext, { encounterId, patientId }: EncounterRow, version: number): void {
  context.emit(noteChanged, { encounterId, patientId, part: "fields", version });
}
