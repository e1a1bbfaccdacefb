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
import { earnedMarks, followMarks } from "@practicum/note-templates/carried";
import { z } from "zod";
import { decideCarried, newSources, type CarrySourceNote } from "../domain/carried-lines.ts";
import { isIntakeSection, noteSections } from "../domain/note-sections.ts";
import { idsIn } from "../domain/leave-out.ts";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { saveSection, sectionOf, sectionsOf } from "../sql/notes.ts";
import { mayReadNote } from "./being-billed.ts";
import { actorMay, actorName, type ChartingContext } from "./charting-context.ts";
import { hiddenAmong, seesAllParts } from "./sensitive-parts.ts";

/** Saves a section over the version that was seen (CHT-30 to CHT-34); nothing is stored over another's text. */
export async function saveNoteSection(
  context: ChartingContext,
  input: z.output<typeof noteOperations.saveNoteSection.input>,
): Promise<Result<{ version: number; savedAt: Instant }, DomainError>> {
  const { tx, now } = context;
  const { encounterId, section } = input;
  const encounter = await encounterById(tx, encounterId, "share");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  if (!isIntakeSection(section) && !actorMay(context, "note.write")) return fail("not-allowed");
  if (encounter.status !== "open") return fail("encounter-sealed");
  const carried = await carriedOf(context, encounter, input);
  if (!carried.ok) return carried;
  const saved = { ...input, carried: carried.value };
  const version = await saveSection(tx, saved, { at: now, by: actorName(context), byId: actorId(context.actor) });
  if (version === undefined) {
    // A retry whose first answer was lost, perhaps from a restarted tab: the text is stored already.
    const stored = await sectionOf(tx, encounterId, section);
    return stored?.text === input.text &&
      sameLines(stored.generated, input.generated) &&
      sameMarks(stored.carried, carried.value)
      ? ok({ version: stored.version, savedAt: stored.savedAt })
      : fail("stale-version");
  }
  const { patientId } = encounter;
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
