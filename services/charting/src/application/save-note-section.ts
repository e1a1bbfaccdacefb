import { actorId } from "@practicum/contracts/actor";
import { generatedLines, noteChanged, noteStarted, type noteOperations } from "@practicum/contracts/charting/notes";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { isIntakeSection } from "../domain/note-sections.ts";
import { encounterById } from "../sql/encounters.ts";
import { saveSection, sectionOf } from "../sql/notes.ts";
import { actorMay, actorName, type ChartingContext } from "./charting-context.ts";

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
  const version = await saveSection(tx, input, { at: now, by: actorName(context), byId: actorId(context.actor) });
  if (version === undefined) {
    // A retry whose first answer was lost, perhaps from a restarted tab: the text is stored already.
    const stored = await sectionOf(tx, encounterId, section);
    return stored?.text === input.text && sameLines(stored.generated, input.generated)
      ? ok({ version: stored.version, savedAt: stored.savedAt })
      : fail("stale-version");
  }
  const { patientId } = encounter;
  if (version === 1 && !isIntakeSection(section)) context.emit(noteStarted, { encounterId, patientId, at: now });
  context.emit(noteChanged, { encounterId, patientId, part: section, version });
  return ok({ version, savedAt: now });
}

/** The contract puts the keys in one order, whatever the database made of them. */
function sameLines(stored: readonly object[], sent: readonly object[]): boolean {
  return JSON.stringify(generatedLines.parse(stored)) === JSON.stringify(generatedLines.parse(sent));
}
