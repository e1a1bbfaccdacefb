import { textWords } from "@practicum/note-templates/text-words";

/** So many words in a row that are the same are no accident. */
const RUN_WORDS = 6;
/** A shorter note repeats itself honestly: "No change, continue." */
const COMPARED_WORDS_MIN = 40;
const NONE: ReadonlySet<number> = new Set();

/**
 * Which part of a note, from 0 to 1, stands word by word in an earlier one (CHT-54): the share of its words that lie in a run
 * of six or more that the earlier note has too, or in a line that was taken over and that nobody changed (CHT-363). Null when the note is too
 * short to say.
 *
 * @param carried the lines of the note that were taken over, counted from 0.
 */
export function cloneShare(note: string, earlier: string, carried: ReadonlySet<number> = NONE): number | null {
  const said = note.split("\n").flatMap((line, at) => textWords(line).map((word) => ({ word, of: at })));
  if (said.length < COMPARED_WORDS_MIN) return null;
  const words = said.map(({ word }) => word);
  const runs = new Set<string>();
  const before = textWords(earlier);
  for (let i = 0; i + RUN_WORDS <= before.length; i += 1) runs.add(before.slice(i, i + RUN_WORDS).join(" "));
  const copied = said.map(({ of }) => carried.has(of));
  for (let i = 0; i + RUN_WORDS <= words.length; i += 1) {
    if (runs.has(words.slice(i, i + RUN_WORDS).join(" "))) copied.fill(true, i, i + RUN_WORDS);
  }
  return copied.filter(Boolean).length / words.length;
}
