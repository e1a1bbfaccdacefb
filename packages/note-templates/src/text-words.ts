/** The words of a text as they are said, not as they are written: letters and digits in lower case. */
export function textWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
