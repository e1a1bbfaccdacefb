/**
 * Text as search compares it: lower case, without accents and punctuation, words parted by one blank. The database column
 * `search_text`, the in-memory search and the typed question all pass through here, so they agree by construction.
 */
export function searchKey(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/[̀-ͯ'’]/g, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/** The distinct words of a text, in order. */
export function searchWords(text: string): string[] {
  const key = searchKey(text);
  return key === "" ? [] : [...new Set(key.split(" "))];
}
