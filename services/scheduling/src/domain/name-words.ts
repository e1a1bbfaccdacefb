import type { PersonName } from "@practicum/contracts/schema";
import type { AboutPatient } from "@practicum/contracts/scheduling/about-patient";

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
  /** 0 for the last name, 1 for the given and the preferred, 2 for the middle, 3 for those of before: who is called so by family comes first. */
  readonly rank: number;
}

/** What a patient is called beside the legal name. */
export type AlsoCalled = Pick<AboutPatient, "preferredName" | "formerNames">;

/**
 * The words a name is found by (SCH-11), those of the preferred name and of names of before among them (SCH-298). A last name of several words is also found without blanks ("delacruz"), one with an
 * apostrophe also by what follows it ("Brien" for O'Brien).
 */
export function nameWords(name: PersonName, also?: AlsoCalled): NameWord[] {
  const words = new Map<string, number>();
  const add = (text: string | null, rank: number): void => {
    for (const word of nameKey(text ?? "").split(" ")) {
      if (word !== "" && !words.has(word)) words.set(word, rank);
    }
  };
  const addFamily = (family: string, rank: number): void => {
    add(family, rank);
    add(family.replaceAll(/[\s-]+/g, ""), rank);
    add(family.replaceAll(/['’`]/g, " "), rank);
  };
  addFamily(name.family, 0);
  add(name.given, 1);
  add(also?.preferredName ?? null, 1);
  add(name.middle, 2);
  for (const former of also?.formerNames ?? []) {
    addFamily(former.family, 3);
    add(former.given, 3);
  }
  return [...words].map(([word, rank]) => ({ word, rank }));
}

/** The whole name in one text, family first: sorts as a list of patients is read, and holds each searched word after a blank. */
export function fullNameKey(name: PersonName, also?: AlsoCalled): string {
  return nameWords(name, also)
    .map(({ word }) => word)
    .join(" ");
}
