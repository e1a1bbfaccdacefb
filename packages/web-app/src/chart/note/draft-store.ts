import { noteSection, type NoteSection } from "@practicum/contracts/charting/notes";
import { z } from "zod";
import { drop, keep, readKept } from "../../session/draft-vault.ts";
import type { SectionDraft } from "./section-sync.ts";

/**
 * What was typed and is not stored yet, in this browser, encrypted: kept at each keystroke, so that a crash of the tab loses nothing,
 * and removed as soon as the service has it. One person's drafts can't be read by another.
 */
export interface DraftKey {
  readonly encounterId: string;
  readonly section: NoteSection;
}

const stored = z.object({
  text: z.string(),
  version: z.number(),
  savedAt: z.string().nullable(),
  savedBy: z.string().nullable(),
});
const draft = z.object({ text: z.string(), base: stored });

export function readDraft(key: DraftKey): SectionDraft | null {
  try {
    const kept = readKept(nameOf(key));
    return kept === null ? null : draft.parse(JSON.parse(kept));
  } catch {
    return null;
  }
}

export function writeDraft(key: DraftKey, value: SectionDraft): void {
  keep(nameOf(key), JSON.stringify(value), "browser");
}

export function dropDraft(key: DraftKey): void {
  drop(nameOf(key));
}

/** What was typed into an encounter here and never stored, by the section. The encounter is sealed: from now on nothing of it is kept. */
export function takeDraftsOf(encounterId: string): { readonly section: NoteSection; readonly text: string }[] {
  return noteSection.options.flatMap((section) => {
    const found = readDraft({ encounterId, section });
    dropDraft({ encounterId, section });
    return found === null ? [] : [{ section, text: found.text }];
  });
}

function nameOf({ encounterId, section }: DraftKey): string {
  return `note:${encounterId}:${section}`;
}
