/** So many words in a row that are the same are no accident. */
const RUN_WORDS = 6;
/** A shorter note repeats itself honestly: "No change, continue." */
const COMPARED_WORDS_MIN = 40;

/**
 * Which part of a note, from 0 to 1, stands word by word in an earlier one (CHT-54): the share of its words that lie in a run
 * of six or more that the earlier note has too. Null when the note is too short to say.
 */
export function cloneShare(note: string, earlier: string): number | null {
  const words = wordsOf(note);
  if (words.length < COMPARED_WORDS_MIN) return null;
  const runs = new Set<string>();
  const before = wordsOf(earlier);
  for (let i = 0; i + RUN_WORDS <= before.length; i += 1) runs.add(before.slice(i, i + RUN_WORDS).join(" "));
  const copied = Array.from({ length: words.length }, () => false);
  for (let i = 0; i + RUN_WORDS <= words.length; i += 1) {
    if (runs.has(words.slice(i, i + RUN_WORDS).join(" "))) copied.fill(true, i, i + RUN_WORDS);
  }
  return copied.filter(Boolean).length / words.length;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
