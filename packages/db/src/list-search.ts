/** A word as it may stand in a `like` pattern: what people type is no pattern, so its own % and _ stand for themselves. */
export function plainPattern(word: string): string {
  return word.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
