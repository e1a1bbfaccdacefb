/** What Windows-1252 has beside Latin-1: typographic quotes, dashes, and a few letters. */
const MORE = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

/**
 * The first letter of a text that the printed forms have no shape for (their fonts are Windows-1252: the languages of western Europe); null
 * where all of it can be printed.
 */
export function unprintable(text: string): string | null {
  for (const letter of text.normalize("NFC")) {
    const code = letter.codePointAt(0) ?? 0;
    const latin = (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff);
    if (!latin && letter !== "\n" && !MORE.has(letter)) return letter;
  }
  return null;
}
