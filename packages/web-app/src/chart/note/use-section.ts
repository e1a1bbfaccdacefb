import type { NoteSection } from "@practicum/contracts/charting/notes";
import { useCallback } from "react";
import { useCommand } from "../../api/use-command.ts";
import type { StoredSection } from "./section-sync.ts";
import { useSavedText, type SavedText, type Saving } from "./use-saved-text.ts";

/** A section of the note that saves itself. */
export function useSection(encounterId: string, section: NoteSection, stored: StoredSection): SavedText {
  const { run, refresh } = useCommand("charting", "saveNoteSection", { quiet: true });
  const save: Saving["save"] = useCallback(
    async (text, { generated, carried }, baseVersion) =>
      run({
        encounterId,
        section,
        text,
        generated: generated.map((one) => ({ ...one })),
        // The service knows by itself what stands in that line, and who wrote it when.
        carried: carried.map(({ at, encounterId: from, section: of, line }) => ({
          at,
          encounterId: from,
          section: of,
          line,
        })),
        baseVersion,
      }),
    [run, encounterId, section],
  );
  return useSavedText({ key: { encounterId, section }, stored, save, refresh });
}
