import { actorId } from "@practicum/contracts/actor";
import {
  carriedLine,
  generatedLines,
  noteChanged,
  noteStarted,
  type CarriedLine,
  type noteOperations,
} from "@practicum/contracts/charting/notes";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { earnedMarks, followMarks } from "@practicum/note-templates/carried";
import { z } from "zod";
import { decideCarried, newSources, type CarrySourceNote } from "../domain/carried-lines.ts";
import { isIntakeSection, noteSections } from "../domain/note-sections.ts";
import { idsIn } from "../domain/leave-out.ts";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { saveSection, sectionOf, sectionsOf, versionOf } from "../sql/notes.ts";
import { mayReadNote } from "./being-billed.ts";
import { actorMay, actorName, type ChartingContext } from "./charting-context.ts";
import { hiddenAmong, seesAllParts } from "./sensitive-parts.ts";

/** Saves a section over the version that was seen (CHT-30 to CHT-34); nothing is stored over another's text. */
export async function saveNoteSection(
  context: ChartingContext,
  input: z.output<typeof noteOperations.saveNoteSection.input>,
): Promise<Result<{ version: number; savedAt: Instant }, DomainError>> {
  const writing = await writable(context, input);
  if (!writing.ok) return writing;
  const encounter = writing.value;
  const carried = await carriedOf(context, encounter, input);
  if (!carried.ok) return carried;
  return storeSection(context, encounter, { ...input, carried: carried.value });
}

/** Makes an earlier version the text again, with the marks that it had: those are the section's own, so nothing is asked of them anew (CHT-35). */
export async function restoreNoteSection(
  context: ChartingContext,
  input: InputOf<typeof noteOperations.restoreNoteSection>,
): ReplyOf<typeof noteOperations.restoreNoteSection> {
  const writing = await writable(context, input);
  if (!writing.ok) return writing;
  const earlier = await versionOf(context.tx, input);
  if (!earlier) return fail("not-found", { field: "version" });
  const { encounterId, section, baseVersion } = input;
  return storeSection(context, writing.value, { ...earlier, encounterId, section, baseVersion });
}

/** The note, where this person may write in that section now. */
async function writable(
  context: ChartingContext,
  { encounterId, section }: Pick<Input, "encounterId" | "section">,
): Promise<Result<EncounterRow, DomainError>> {
  const encounter = await encounterById(context.tx, encounterId, "share");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  if (!isIntakeSection(section) && !actorMay(context, "note.write")) return fail("not-allowed");
  return encounter.status === "open" ? ok(encounter) : fail("encounter-sealed");
}

async function storeSection(
  context: ChartingContext,
  { encounterId, patientId }: EncounterRow,
  saved: Parameters<typeof saveSection>[1],
): Promise<Result<{ version: number; savedAt: Instant }, DomainError>> {
  const { tx, now } = context;
  const { section } = saved;
  const version = await saveSection(tx, saved, { at: now, by: actorName(context), byId: actorId(context.actor) });
  if (version === undefined) {
    // A retry whose first answer was lost, perhaps from a restarted tab: the text is stored already.
    const stored = await sectionOf(tx, encounterId, section);
    return stored?.text === saved.text &&
      sameLines(stored.generated, saved.generated) &&
      sameMarks(stored.carried, saved.carried)
      ? ok({ version: stored.version, savedAt: stored.savedAt })
      : fail("stale-version");
  }
  if (version === 1 && !isIntakeSection(section)) context.emit(noteStarted, { encounterId, patientId, at: now });
  context.emit(noteChanged, { encounterId, patientId, part: section, version });
  return ok({ version, savedAt: now });
}

type Input = z.output<typeof noteOperations.saveNoteSection.input>;

/** What is said to come from earlier notes, looked up there (CHT-360, CHT-362); notes that this person does not see are not found. */
async function carriedOf(
  context: ChartingContext,
  target: EncounterRow,
  { section, text, carried }: Input,
): Promise<Result<CarriedLine[], DomainError>> {
  const { tx } = context;
  const stored = await sectionOf(tx, target.encounterId, section);
  const kept = stored?.carried ?? [];
  const sources: CarrySourceNote[] = [];
  for (const encounterId of new Set(newSources(carried, kept).map((one) => one.encounterId))) {
    const source = await encounterById(tx, encounterId);
    if (!source || !(await mayReadNote(context, source))) continue;
    context.auditPatient(source.patientId);
    const sections = await sectionsOf(tx, encounterId);
    const texts = Object.fromEntries(noteSections.map((of) => [of, sections[of].text]));
    sources.push({ ...source, texts });
  }
  const decided = decideCarried({ text, carried }, target, kept, sources);
  if (!decided.ok || !stored) return decided;
  // Marks that this person is not shown are not this person's to take away: they follow the text.
  const unseen = { text: stored.text, carried: await unseenMarks(context, kept) };
  return ok(earnedMarks({ text, carried: [...decided.value, ...followMarks(unseen, text)] }));
}

async function unseenMarks(context: ChartingContext, kept: readonly CarriedLine[]): Promise<CarriedLine[]> {
  if (kept.length === 0 || (await seesAllParts(context))) return [];
  const { ids } = await hiddenAmong(context, idsIn(kept));
  return kept.filter((mark) => ids.has(mark.encounterId));
}

const marksOf = z.array(carriedLine);

function sameMarks(stored: readonly CarriedLine[], sent: readonly CarriedLine[]): boolean {
  return JSON.stringify(marksOf.parse(stored)) === JSON.stringify(marksOf.parse(sent));
}

/** The contract puts the keys in one order, whatever the database made of them. */
function sameLines(stored: readonly object[], sent: readonly object[]): boolean {
  return JSON.stringify(generatedLines.parse(stored)) === JSON.stringify(generatedLines.parse(sent));
}
