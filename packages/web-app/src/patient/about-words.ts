import type { AboutPatient, FormerName } from "@practicum/contracts/scheduling/about-patient";
import type { Choice } from "@practicum/ui/choice-match.ts";

/** How what patients say of themselves is asked for and shown. What was not asked is never shown as a no. */

type Pronouns = NonNullable<AboutPatient["pronouns"]>;
type GenderIdentity = NonNullable<AboutPatient["genderIdentity"]>;

export const pronounChoices: readonly (Choice & { readonly value: Pronouns["code"] })[] = [
  { value: "she", label: "she/her" },
  { value: "he", label: "he/him" },
  { value: "they", label: "they/them" },
  { value: "other", label: "Others, in the patient's words" },
  { value: "declined", label: "Asked, declined" },
];

export const genderChoices: readonly (Choice & { readonly value: GenderIdentity["code"] })[] = [
  { value: "woman", label: "Woman" },
  { value: "man", label: "Man" },
  { value: "nonbinary", label: "Nonbinary" },
  { value: "transgender-woman", label: "Transgender woman" },
  { value: "transgender-man", label: "Transgender man" },
  { value: "other", label: "Another, in the patient's words" },
  { value: "declined", label: "Asked, declined" },
];

export const NOT_ASKED = "Not asked";

function saidWords(choices: readonly Choice[], said: { readonly code: string; readonly text: string } | null): string {
  if (said === null) return NOT_ASKED;
  if (said.code === "other") return said.text;
  return choices.find(({ value }) => value === said.code)?.label ?? said.code;
}

export function pronounWords(about: AboutPatient | undefined): string {
  return saidWords(pronounChoices, about?.pronouns ?? null);
}

export function genderWords(about: AboutPatient | undefined): string {
  return saidWords(genderChoices, about?.genderIdentity ?? null);
}

/** " “Bea”" beside a legal name; nothing where the patient goes by that one. */
export function ifCalled(preferred: string | null | undefined): string {
  return preferred ? ` “${preferred}”` : "";
}

/** " · they/them" beside a name; nothing where they were not asked or not told. */
export function ifPronouns(about: AboutPatient | undefined): string {
  const told = about?.pronouns && about.pronouns.code !== "declined";
  return told ? ` · ${pronounWords(about)}` : "";
}

/** "Smith; Jones, Ana" */
export function formerNameWords(names: readonly FormerName[]): string {
  return names.map(({ family, given }) => (given ? `${family}, ${given}` : family)).join("; ");
}

/** "Goes by Bea. Formerly Smith." */
export function alsoCalled(about: AboutPatient | undefined): string {
  return [
    about?.preferredName ? `Goes by ${about.preferredName}.` : "",
    about && about.formerNames.length > 0 ? `Formerly ${formerNameWords(about.formerNames)}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** " · formerly Smith" in a list, where somebody is found by a name of before. */
export function ifFormerly(names: readonly FormerName[] | undefined): string {
  return names && names.length > 0 ? ` · formerly ${formerNameWords(names)}` : "";
}
