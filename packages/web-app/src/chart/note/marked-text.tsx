import { markedPieces } from "./mark-groups.ts";
import type { Marked } from "@practicum/note-templates/carried";

/** A text to be read, on the screen and on paper; beside what was taken over it says from where. */
export function MarkedText(marked: Marked) {
  if (marked.carried.length === 0) return marked.text;
  return markedPieces(marked).map(({ text, words }, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a text that is read has no other order
    <span key={index} className="n-piece">
      <span>{text}</span>
      {words !== null && <small className="n-from">{words}</small>}
    </span>
  ));
}
