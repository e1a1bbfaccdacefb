const WORDS_MAX = 6;

/** What was typed to search a list, as words in lower case: each of them must fit. */
export function searchWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean)
    .slice(0, WORDS_MAX);
}
