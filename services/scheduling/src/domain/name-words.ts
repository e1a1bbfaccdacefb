import type { PersonName } from "@practicum/contracts/schema";

/** A name as search compares it: lower case, without accents and apostrophes, other marks read as blanks. */
export function nameKey(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/[\p{M}'’`]/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export interface NameWord {
  readonly word: string;
  /** 0 for the last name, 1 for the given, 2 for the middle: who is called so by family comes first. */
  readonly rank: number;
}

/**
 * The words a name is found by (SCH-11). A last name of several words is also found without blanks ("delacruz"), one with an
 * apostrophe also by what follows it ("Brien" for O'Brien).
 */
export function nameWords(name: PersonName): NameWord[] {
  const words = new Map<string, number>();
  const add = (text: string | null, rank: number): void => {
    for (const word of nameKey(text ?? "").split(" ")) {
      if (word !== "" && !words.has(word)) words.set(word, rank);
    }
  };
  add(name.family, 0);
  add(name.family.replaceAll(/[\s-]+/g, ""), 0);
  add(name.family.replaceAll(/['’`]/g, " "), 0);
  add(name.given, 1);
  add(name.middle, 2);
  return [...words].map(([word, rank]) => ({ word, rank }));
}

/** The whole name in one text, family first: sorts as a list of patients is read, and holds each searched word after a blank. */
export function fullNameKey(name: PersonName): string {
  return nameWords(name)
    .map(({ word }) => word)
    .join(" ");
}
