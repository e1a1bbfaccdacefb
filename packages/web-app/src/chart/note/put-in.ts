import { carryOver, takeBack, type CarrySource, type Marked, type SourceLine } from "@practicum/note-templates/carried";

/** What another part of the page puts into a section; each is taken once. */
export interface PutIn {
  readonly id: number;
  readonly text: string;
  /** Lines of an earlier note, which are put below the text with their marks, or taken back again. */
  readonly carry?: Carry;
}

export interface Carry {
  readonly from: CarrySource;
  readonly lines: readonly SourceLine[];
  readonly back: boolean;
}

export function carried(marked: Marked, { from, lines, back }: Carry): Marked {
  return back ? takeBack(marked, from, lines) : carryOver(marked, from, lines);
}
