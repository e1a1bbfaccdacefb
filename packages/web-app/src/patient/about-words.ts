import type { AboutPatient, FormerName, raceEthnicity } from "@practicum/contracts/scheduling/about-patient";
import type { Choice } from "@practicum/ui/choice-match.ts";
import type { z } from "zod";
import { languageName } from "./languages.ts";

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

/** OMB's seven, in its own order. */
export const raceChoices: readonly { readonly value: z.output<typeof raceEthnicity>; readonly label: string }[] = [
  { value: "american-indian", label: "American Indian or Alaska Native" },
  { value: "asian", label: "Asian" },
  { value: "black", label: "Black or African American" },
  { value: "hispanic", label: "Hispanic or Latino" },
  { value: "middle-eastern", label: "Middle Eastern or North African" },
  { value: "pacific-islander", label: "Native Hawaiian or Pacific Islander" },
  { value: "white", label: "White" },
];

export const interpreterChoices: readonly (Choice & { readonly value: NonNullable<AboutPatient["interpreter"]> })[] = [
  { value: "none", label: "Not needed" },
  { value: "language", label: "Needed, for the language" },
  { value: "asl", label: "Needed, American Sign Language" },
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

/** "Asian, White" */
export function raceWords(about: AboutPatient | undefined): string {
  const said = about?.races ?? null;
  if (said === null) return NOT_ASKED;
  if (said.declined) return "Asked, declined";
  return raceChoices
    .filter(({ value }) => said.chosen.includes(value))
    .map(({ label }) => label)
    .join(", ");
}

/** "Vietnamese" of who interprets; null where nobody has to, or nobody asked. */
export function interpretedIn(kind: string | null | undefined, language: string): string | null {
  if (kind === "asl") return "American Sign Language";
  return kind === "language" ? languageName(language) : null;
}

/** The answer to whether one is needed, of a record. */
export function interpreterWords(about: AboutPatient | undefined, language: string): string {
  const need = about?.interpreter ?? null;
  return interpretedIn(need, language) ?? (need === "none" ? "Not needed" : NOT_ASKED);
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
