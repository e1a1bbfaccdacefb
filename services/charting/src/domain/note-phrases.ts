import type { NotePhrase } from "@practicum/contracts/charting/note-phrases";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { phraseTextFault, sameName } from "@practicum/note-templates/phrase-faults";
import { sectionLabels } from "./note-sections.ts";

type Saved = Omit<NotePhrase, "savedAt" | "savedBy">;

/** A phrase that somebody saves, over the version that was seen. */
export type PhraseToSave = Omit<Saved, "version"> & { readonly baseVersion: number };

/**
 * Whether a phrase is saved, and as which version (CHT-367 to CHT-369).
 *
 * @param seen the practice's phrases and the person's own, as they are now.
 */
export function decidePhrase(
  { baseVersion, ...asked }: PhraseToSave,
  seen: readonly NotePhrase[],
): Result<Saved, DomainError> {
  const before = seen.find((one) => one.phraseId === asked.phraseId);
  // A phrase is the practice's or one's own for good: as the other it would be gone for those who had it.
  if (before && before.scope !== asked.scope) return fail("not-found", { field: "phraseId" });
  if ((before?.version ?? 0) !== baseVersion) return fail("stale-version", { field: "baseVersion" });
  const sections = [...new Set(asked.sections)];
  const fault = phraseTextFault(asked.text);
  if (fault !== null) return fail("invalid-input", { field: "text", fields: [{ field: "text", message: fault }] });
  const same = sameName({ ...asked, sections }, seen);
  if (same) {
    const where = same.sections.filter((one) => sections.includes(one)).map((one) => sectionLabels[one]);
    const whose = same.scope === "own" ? "You have" : "The practice has";
    const message = `${whose} a phrase “${same.name}” already in ${where.join(", ")}. Choose another name, or change that one.`;
    return fail("invalid-input", { field: "name", fields: [{ field: "name", message }] });
  }
  return ok({ ...asked, sections, version: baseVersion + 1 });
}
