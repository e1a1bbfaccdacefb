import type { NotePhrase } from "@practicum/contracts/charting/note-phrases";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import { packPhrases } from "./packs/phrases.ts";
import { phraseFields } from "./phrase-fields.ts";

/** A digit takes an answer, so there are no more of them than digits. */
const ANSWERS_MAX = 9;

/**
 * What is wrong with the text of a phrase, in words; null where nothing is. A mark that is no pair would be put into notes as it stands, and
 * nobody would be asked for anything (CHT-367).
 */
export function phraseTextFault(text: string): string | null {
  const fields = phraseFields(text);
  const prose = fields.toReversed().reduce((left, { from, to }) => `${left.slice(0, from)}${left.slice(to)}`, text);
  const stray = /[‹›]/.exec(prose);
  if (stray) {
    const line = prose.slice(0, stray.index).split("\n").length;
    return `Line ${line}: “${stray[0]}” is no pair. Write what is asked for as “‹since when›”, in one line and with at most 120 characters.`;
  }
  const many = fields.find(({ choices }) => choices.length > ANSWERS_MAX);
  if (many)
    return `“‹${many.choices.slice(0, 2).join(" | ")} | …›” has ${many.choices.length} answers. Give ${ANSWERS_MAX} at most: a digit takes one.`;
  return null;
}

type Named = Pick<NotePhrase, "phraseId" | "name" | "sections" | "language" | "active" | "scope">;

/** "Return" and "return " are one name. */
const nameKey = (name: string) => name.trim().toLowerCase().replaceAll(/\s+/g, " ");

function sharedSections(one: Pick<Named, "sections">, other: Pick<Named, "sections">): NoteSection[] {
  return one.sections.filter((section) => other.sections.includes(section));
}

const isNamed = (one: Pick<Named, "name" | "language">, other: Pick<Named, "name" | "language">) =>
  nameKey(one.name) === nameKey(other.name) && one.language === other.language;

/** Another phrase of the same people that would stand in the same menu under the same name (CHT-368): the two could not be told apart. */
export function sameName<P extends Named>(phrase: Named, others: readonly P[]): P | null {
  if (!phrase.active) return null;
  const found = others.find(
    (one) =>
      one.active &&
      one.phraseId !== phrase.phraseId &&
      one.scope === phrase.scope &&
      isNamed(one, phrase) &&
      sharedSections(one, phrase).length > 0,
  );
  return found ?? null;
}

/** Whose phrase of the same name stands in the same menu too, behind or before this one; no fault, as each says whose it is. */
export function alsoNamed(phrase: Named, others: readonly Named[]): "own" | "practice" | "packs" | null {
  const other = others.find(
    (one) => one.active && one.scope !== phrase.scope && isNamed(one, phrase) && sharedSections(one, phrase).length > 0,
  );
  if (other) return other.scope;
  const packs = phrase.sections.some((section) =>
    packPhrases[section].some(({ name }) => isNamed({ name, language: "en" }, phrase)),
  );
  return packs ? "packs" : null;
}

/** What is offered in a section: one's own first, then the practice's, then those of the packs; by name (CHT-366). */
export function offeredPhrases(
  section: NoteSection,
  phrases: readonly NotePhrase[],
): {
  readonly name: string;
  readonly text: string;
  readonly of: "own" | "practice" | "packs";
  readonly language: NotePhrase["language"];
}[] {
  const of = (scope: NotePhrase["scope"]) =>
    phrases
      .filter((one) => one.active && one.scope === scope && one.sections.includes(section))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }))
      .map(({ name, text, language }) => ({ name, text, language, of: scope }));
  const packs = packPhrases[section].map((one) => ({ ...one, of: "packs" as const, language: "en" as const }));
  return [...of("own"), ...of("practice"), ...packs];
}
