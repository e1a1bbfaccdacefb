import type { NoteSection } from "@practicum/contracts/charting/notes";
import { z } from "zod";
import type { SectionDraft } from "./section-sync.ts";

/**
 * What was typed and is not stored yet, in this browser: written at each keystroke, so that a crash of the tab loses nothing,
 * and removed as soon as the service has it. One person's drafts are never shown to another.
 */
export interface DraftKey {
  readonly staffId: string;
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
    const kept = localStorage.getItem(nameOf(key));
    return kept === null ? null : draft.parse(JSON.parse(kept));
  } catch {
    return null;
  }
}

/** False when the browser has no room: then only the service keeps it. */
export function writeDraft(key: DraftKey, value: SectionDraft): boolean {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(key: DraftKey): void {
  localStorage.removeItem(nameOf(key));
}

/** For a practice that is gone with all of its notes, as the sandbox's is when the page is opened again. */
export function dropAllDrafts(): void {
  const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
  for (const key of keys) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

const PREFIX = "practicum.note:";

function nameOf({ staffId, encounterId, section }: DraftKey): string {
  return `${PREFIX}${staffId}:${encounterId}:${section}`;
}
