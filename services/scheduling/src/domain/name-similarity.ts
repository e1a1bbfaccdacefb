/**
 * Jaro-Winkler similarity of two keys, 0 to 1: shared letters in nearly the same places, a shared beginning counting extra
 * (Winkler 1990). Made for names, where people err in one letter or swap two.
 */
export function nameSimilarity(a: string, b: string): number {
  if (a === b) return a === "" ? 0 : 1;
  const jaro = jaroSimilarity(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
  if (a === "" || b === "") return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const fromA: string[] = [];
  for (let i = 0; i < a.length; i += 1) {
    const at = matchAt(a[i], b, Math.max(0, i - reach), Math.min(b.length - 1, i + reach), taken);
    if (at === -1) continue;
    taken.add(at);
    fromA.push(b[at] ?? "");
  }
  const matches = fromA.length;
  if (matches === 0) return 0;
  const fromB = [...taken].sort((x, y) => x - y).map((at) => b[at]);
  const outOfPlace = fromA.filter((letter, i) => letter !== fromB[i]).length / 2;
  return (matches / a.length + matches / b.length + (matches - outOfPlace) / matches) / 3;
}

function matchAt(
  letter: string | undefined,
  text: string,
  from: number,
  to: number,
  taken: ReadonlySet<number>,
): number {
  for (let at = from; at <= to; at += 1) if (text[at] === letter && !taken.has(at)) return at;
  return -1;
}

/** Shorter words are one slip away from too many others. */
export const SLIP_LETTERS_MIN = 3;

/**
 * What is left of a word when one letter is left out, and the word itself. Two words that are one slip of the keyboard apart
 * share one of these: a letter more, less or another, or two neighbours swapped (Garbe's symmetric deletes).
 */
export function slipsOf(word: string): string[] {
  const letters = [...word];
  if (letters.length < SLIP_LETTERS_MIN) return [];
  return [...new Set([word, ...letters.map((_, i) => letters.toSpliced(i, 1).join(""))])];
}

/**
 * Of a word of three letters the patterns (`_` is any letter) of those of three that are one slip away: another letter, or two
 * neighbours swapped. Longer words have none, for there a shared key says enough.
 */
export function nearPatternsOf(word: string): string[] {
  const letters = [...word];
  if (letters.length !== SLIP_LETTERS_MIN) return [];
  const swapped = letters.slice(1).map((letter, i) => letters.toSpliced(i, 2, letter, letters[i] ?? "").join(""));
  return [...letters.map((_, i) => letters.with(i, "_").join("")), ...swapped];
}
