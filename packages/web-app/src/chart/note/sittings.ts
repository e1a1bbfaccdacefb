import type { noteOperations } from "@practicum/contracts/charting/notes";
import type { Instant } from "@practicum/kernel/instant";
import { diffWordsWithSpace } from "diff";
import type { z } from "zod";

export type NoteVersion = z.output<typeof noteOperations.noteVersions.output>[number];

/** What one person saved of a section without a pause: a note saves itself with every few words, and nobody reads those one by one. */
export interface Sitting {
  /** Of its last save: that is its text. */
  readonly version: number;
  readonly text: string;
  /** What stood there before it. */
  readonly before: string;
  readonly by: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly saves: number;
}

const PAUSE_MS = 5 * 60_000;

/** Versions as they are stored, the newest first, as sittings in the same order. */
export function sittingsOf(versions: readonly NoteVersion[]): Sitting[] {
  const sittings: Sitting[] = [];
  for (const { version, text, savedAt, savedBy } of versions.toReversed()) {
    const last = sittings.at(-1);
    const goesOn = last?.by === savedBy && Date.parse(savedAt) - Date.parse(last.to) <= PAUSE_MS;
    if (last && goesOn) sittings[sittings.length - 1] = { ...last, version, text, to: savedAt, saves: last.saves + 1 };
    else sittings.push({ version, text, before: last?.text ?? "", by: savedBy, from: savedAt, to: savedAt, saves: 1 });
  }
  return sittings.toReversed();
}

export interface Piece {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** So long a person waits for a comparison; texts that have hardly a word in common take longer. */
const COMPARE_MS = 400;

/** The change from one text to another, word by word; null where the two have too little in common to be compared. */
export function changeOf(before: string, after: string): Piece[] | null {
  const found = diffWordsWithSpace(before, after, { timeout: COMPARE_MS });
  return found
    ? found.map(({ added, removed, value }) => ({ kind: added ? "added" : removed ? "removed" : "same", text: value }))
    : null;
}
