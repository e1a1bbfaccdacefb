import type { Choice } from "@practicum/ui/choice-match.ts";

const names = new Intl.DisplayNames("en", { type: "language" });

/** Where people here say another name, or the browser knows none. */
const ours: { readonly [code: string]: string } = { mix: "Mixtec", tl: "Tagalog", zh: "Chinese" };
/** What else finds a language in the list. */
const also: { readonly [code: string]: readonly string[] } = {
  bn: ["Bengali"],
  fa: ["Farsi"],
  tl: ["Filipino"],
  zh: ["Mandarin"],
};

const choiceOf = (value: string): Choice => ({ value, label: languageName(value), words: also[value] ?? [] });

/** "Vietnamese" of "vi"; a code that nobody has named as it is. */
export function languageName(code: string): string {
  return ours[code] ?? names.of(code) ?? code;
}

/** What is spoken most in American practices, after the two that have screens, by name. */
const others =
  "am ar bn yue fa fr de gu ht hi hmn hy it ja km ko lo mix ne pa pl ps pt prs ru so sw ta te th ti tl uk ur vi zh ase";

const choices: readonly Choice[] = [
  ...["en", "es"].map(choiceOf),
  ...others
    .split(" ")
    .map(choiceOf)
    .toSorted((a, b) => (a.label < b.label ? -1 : 1)),
];

/** The languages to choose from, and the one that stands, whatever it is. */
export function languageChoices(standing: string): readonly Choice[] {
  return choices.some(({ value }) => value === standing) ? choices : [...choices, choiceOf(standing)];
}
