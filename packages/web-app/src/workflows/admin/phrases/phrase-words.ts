import type { NotePhrase } from "@practicum/contracts/charting/note-phrases";
import { sectionLabels } from "../note-templates/field-model.ts";

export type PhraseContent = Pick<NotePhrase, "name" | "text" | "sections" | "language" | "active">;

export const blankPhrase: PhraseContent = { name: "", text: "", sections: ["hpi"], language: "en", active: true };

export const languages = { en: "English", es: "Spanish" } as const;

export const scopes: { readonly [S in NotePhrase["scope"]]: string } = { own: "Yours", practice: "Practice" };

/** That another phrase has the name too is no fault: each is told apart by whose it is. */
export function alsoNamedWords(also: NotePhrase["scope"] | "packs", scope: NotePhrase["scope"]): string {
  if (also === "packs") return "One that comes with Practicum has this name too: this one stands before it.";
  return scope === "own"
    ? "The practice has one of this name too: yours stands first."
    : "You have one of this name too: for you it stands first.";
}

/** Each word is somewhere in the phrase. */
export function isSought(phrase: Pick<NotePhrase, "name" | "text" | "sections">, sought: string): boolean {
  const words = [phrase.name, phrase.text, ...phrase.sections.map((one) => sectionLabels[one])].join(" ").toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}
