import type { Choice } from "@practicum/ui/choice-match.ts";

const names = new Intl.DisplayNames("en", { type: "language" });

/** "Vietnamese" of "vi"; a code that nobody has named as it is. */
export function languageName(code: string): string {
  return names.of(code) ?? code;
}

/** What is spoken most in American practices, after the two that have screens, by name. */
const others =
  "am ar bn yue cmn fa fr de gu ht hi hmn hy it ja km ko lo ne pa pl ps pt prs ru so sw ta te th ti tl uk ur vi zh ase";

const choices: readonly Choice[] = [
  ...["en", "es"].map((value) => ({ value, label: languageName(value) })),
  ...others
    .split(" ")
    .map((value) => ({ value, label: languageName(value) }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1)),
];

/** The languages to choose from, and the one that stands, whatever it is. */
export function languageChoices(standing: string): readonly Choice[] {
  return choices.some(({ value }) => value === standing)
    ? choices
    : [...choices, { value: standing, label: languageName(standing) }];
}
