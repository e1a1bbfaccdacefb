import type { CarriedLine } from "@practicum/contracts/charting/notes";
import { formatDate } from "@practicum/kernel/local-date";
import { carriedState, earnedMarks, type Marked } from "@practicum/note-templates/carried";

/** Lines below each other of which one mark says the same. */
export interface MarkGroup {
  readonly from: number;
  /** The last one. */
  readonly to: number;
  /** "from 10/03/2026, Chen, MD" */
  readonly words: string;
}

/** What the margin says of a text, by lines that belong together. */
export function markGroups(marked: Marked): MarkGroup[] {
  const lines = marked.text.split("\n");
  const groups: MarkGroup[] = [];
  for (const mark of earnedMarks(marked)) {
    const words = markWords(mark, lines[mark.at] ?? "");
    const last = groups.at(-1);
    if (last && last.to === mark.at - 1 && last.words === words) groups[groups.length - 1] = { ...last, to: mark.at };
    else groups.push({ from: mark.at, to: mark.at, words });
  }
  return groups;
}

function markWords(mark: CarriedLine, line: string): string {
  const from = carriedState(mark, line) === "carried" ? "from" : "changed from";
  return `${from} ${formatDate(mark.serviceDate)}, ${mark.author}`;
}

/** "line 2", "lines 2 to 4" */
export function linesText({ from, to }: MarkGroup): string {
  return from === to ? `line ${from + 1}` : `lines ${from + 1} to ${to + 1}`;
}

/** A text in the pieces that its marks make of it. */
export function markedPieces(marked: Marked): { readonly text: string; readonly words: string | null }[] {
  const lines = marked.text.split("\n");
  const pieces: { text: string; words: string | null }[] = [];
  let next = 0;
  const piece = (from: number, to: number, words: string | null) => {
    if (to > from) pieces.push({ text: lines.slice(from, to).join("\n"), words });
  };
  for (const { from, to, words } of markGroups(marked)) {
    piece(next, from, null);
    piece(from, to + 1, words);
    next = to + 1;
  }
  piece(next, lines.length, null);
  return pieces;
}
