/** Comparisons as a sensible colleague makes them: nobody fails by spelling. */

/** Names and words: letters and digits alone count, without accents and case. */
export function sameText(a: string | null, b: string | null): boolean {
  return plain(a) === plain(b);
}

/** Phone, member and tax numbers: a sign between the digits says nothing, a country's 1 before ten digits neither. */
export function sameNumber(a: string | null, b: string | null): boolean {
  return bare(a) === bare(b);
}

function bare(text: string | null): string {
  return plain(text).replace(/^1(?=\d{10}$)/, "");
}

/** Whether a text speaks of something, by any of these words. */
export function mentions(text: string, words: readonly string[]): boolean {
  const all = plain(text);
  return words.some((word) => all.includes(plain(word)));
}

function plain(text: string | null): string {
  return (text ?? "")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}
