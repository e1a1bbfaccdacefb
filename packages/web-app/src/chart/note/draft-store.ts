import { carriedLine, noteSection, type NoteSection } from "@practicum/contracts/charting/notes";
import { z } from "zod";
import { drop, keep, readKept } from "../../session/draft-vault.ts";
import type { SectionDraft } from "./section-sync.ts";

/**
 * What was typed and is not stored yet, in this browser, encrypted: kept at each keystroke, so that a crash of the tab loses nothing,
 * and removed as soon as the service has it. One person's drafts can't be read by another.
 */
export interface DraftKey {
  readonly encounterId: string;
  /** A section, or a field of a template: "field:<template>.<key>". */
  readonly section: string;
}

const lines = z.array(z.object({ line: z.string(), text: z.string() })).optional();
const carried = z.array(carriedLine).optional();
const stored = z.object({
  text: z.string(),
  generated: lines,
  carried,
  version: z.number(),
  savedAt: z.string().nullable(),
  savedBy: z.string().nullable(),
});
const draft = z.object({ text: z.string(), generated: lines, carried, base: stored });

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

/** What stands in a field and is no answer: a number out of its range, half a date. It is never sent, and is there again after a reload. */
export function readTyping(key: DraftKey): string | null {
  return readKept(typingOf(key));
}

export function keepTyping(key: DraftKey, text: string | null): void {
  if (text === null) drop(typingOf(key));
  else keep(typingOf(key), text, "browser");
}

/**
 * What was typed into an encounter here and never stored, by the section. The encounter is sealed: from now on nothing of it is kept.
 *
 * @param fields of its templates, as `DraftKey` names them: what was entered there is dropped.
 */
export function takeDraftsOf(
  encounterId: string,
  fields: readonly string[] = [],
): { readonly section: NoteSection; readonly text: string }[] {
  for (const section of fields) {
    dropDraft({ encounterId, section });
    keepTyping({ encounterId, section }, null);
  }
  return noteSection.options.flatMap((section) => {
    const found = readDraft({ encounterId, section });
    dropDraft({ encounterId, section });
    return found === null ? [] : [{ section, text: found.text }];
  });
}

function nameOf({ encounterId, section }: DraftKey): string {
  return `note:${encounterId}:${section}`;
}

function typingOf(key: DraftKey): string {
  return `${nameOf(key)}:typed`;
}
