import { foldText } from "@practicum/x12/core/text";

/** Upper case in the letters that every payer reads (X12 005010, appendix B). */
export function plain(text: string): string {
  return foldText(text)
    .toUpperCase()
    .replaceAll(/[*~:^\s]+/g, " ")
    .trim();
}

/** Whether a name has letters that would be lost (Arabic, Chinese, Cyrillic): nothing is put in their place. */
export function unreadableLetters(text: string): boolean {
  return plain(text) === "" || [...text.normalize("NFC")].some((one) => /\p{L}/u.test(one) && plain(one) === "");
}
