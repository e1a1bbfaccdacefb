import type { LetterChoices, LetterKind } from "@practicum/contracts/charting/letters";
import type { LocalDate } from "@practicum/kernel/local-date";

/** Letters are made of templates: text with fields in double braces. The fields are those of this file and no others. */

type Language = "en" | "es";

/** What a letter is made of, as the record has it. */
export interface LetterFacts {
  readonly patient: string;
  readonly born: LocalDate;
  readonly today: LocalDate;
  readonly practice: string;
  /** Of the visit that it is about; null where it is about none. */
  readonly visit: {
    readonly on: LocalDate;
    readonly provider: string;
    readonly diagnoses: readonly string[];
  } | null;
  readonly problems: readonly string[];
  readonly medications: readonly string[];
  readonly allergies: { readonly status: "not-asked" | "none-known" | "listed"; readonly active: readonly string[] };
}

const FIELDS = {
  "patient.name": "the patient's name",
  "patient.birth-date": "the patient's birth date",
  "visit.date": "the day of the visit",
  "visit.provider": "who saw the patient",
  "visit.diagnoses": "the diagnoses of the visit, if the writer chooses them",
  "away.from": "the first day away",
  "away.through": "the last day away",
  limits: "restrictions on return",
  recipient: "to whom it goes",
  question: "what is asked of the recipient",
  "referral.number": "the number of the plan's referral",
  "referral.from": "its first day",
  "referral.until": "its last day",
  problems: "the problem list, if chosen",
  medications: "the medication list, if chosen",
  allergies: "the allergies, if chosen",
  today: "the day of the letter",
  "practice.name": "the practice's name",
} as const;
type LetterField = keyof typeof FIELDS;

const isField = (name: string): name is LetterField => Object.hasOwn(FIELDS, name);
const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Fields that say why the patient came. */
const CLINICAL: readonly LetterField[] = ["visit.diagnoses", "problems", "medications", "allergies"];

/** What is wrong with a template, in words that say how it is mended (CHT-246). */
export function templateFaults(body: string): string[] {
  const names = [...body.matchAll(FIELD)].map(([, name = ""]) => name);
  const unknown = [...new Set(names.filter((name) => !isField(name)))];
  const left = body.replaceAll(FIELD, "");
  return [
    ...unknown.map((name) => `{{${name}}} is no field. Fields are: ${Object.keys(FIELDS).join(", ")}.`),
    ...(/\{\{|\}\}/.test(left) ? ["A field begins with {{ and ends with }}: one of the two is missing."] : []),
    ...(names.includes("patient.name") ? [] : ["{{patient.name}} is missing: the letter would be about nobody."]),
  ];
}

/** What should be thought of, and refuses nothing. */
export function templateAdvice(kind: LetterKind, body: string): string[] {
  const names = [...body.matchAll(FIELD)].map(([, name = ""]) => name);
  const clinical = CLINICAL.filter((field) => names.includes(field));
  const excuse = kind === "work-excuse" || kind === "school-excuse";
  if (!excuse || clinical.length === 0) return [];
  return [
    `An employer or a school need not know why: ${clinical.join(", ")} stands in it where the writer chooses it.`,
  ];
}

const WORDS = {
  en: {
    locale: "en-US",
    notAsked: "not asked yet",
    none: "no known allergies",
    noProblem: "none is listed",
    noMedication: "none is listed",
  },
  es: {
    locale: "es-US",
    notAsked: "todavía no se ha preguntado",
    none: "ninguna conocida",
    noProblem: "ninguno en la lista",
    noMedication: "ninguna en la lista",
  },
} as const;

/**
 * The text of a letter (CHT-247): each field as the record has it or the writer chose, and a line that has fields, all of them empty, left out.
 * What was not chosen is empty; a list that was chosen and has nothing says so: nobody asked is not none.
 */
export function letterText(body: string, facts: LetterFacts, choices: LetterChoices, language: Language): string {
  const values = valuesOf(facts, choices, language);
  const lines = body.split("\n").flatMap((line) => {
    const names = [...line.matchAll(FIELD)].flatMap(([, name = ""]) => (isField(name) ? [name] : []));
    if (names.length > 0 && names.every((name) => values[name] === "")) return [];
    return [line.replaceAll(FIELD, (whole, name: string) => (isField(name) ? values[name] : whole))];
  });
  return lines
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

/** A text that somebody wrote in, with another recipient in place of the one that it names; a name that is a part of a longer one stays. */
export function withOtherRecipient(text: string, from: string, to: string): string {
  if (from === "") return text;
  const letterOrDigit = /[\p{L}\p{N}]/u;
  const parts = text.split(from);
  return parts.reduce((before, after) => {
    const isWhole = !letterOrDigit.test(before.at(-1) ?? "") && !letterOrDigit.test(after.at(0) ?? "");
    return `${before}${isWhole ? to : from}${after}`;
  });
}

function valuesOf(
  facts: LetterFacts,
  choices: LetterChoices,
  language: Language,
): { readonly [F in LetterField]: string } {
  const say = WORDS[language];
  const { visit, allergies } = facts;
  const day = (date: LocalDate | null) =>
    date === null
      ? ""
      : new Intl.DateTimeFormat(say.locale, { dateStyle: "long", timeZone: "UTC" }).format(
          new Date(`${date}T00:00:00Z`),
        );
  const list = (chosen: boolean, items: readonly string[], none: string) =>
    chosen ? (items.length === 0 ? none : items.join("; ")) : "";
  const allergyNone = allergies.status === "not-asked" ? say.notAsked : say.none;
  return {
    "patient.name": facts.patient,
    "patient.birth-date": day(facts.born),
    "visit.date": day(visit?.on ?? null),
    "visit.provider": visit?.provider ?? "",
    "visit.diagnoses": choices.withDiagnoses ? (visit?.diagnoses.join("; ") ?? "") : "",
    "away.from": day(choices.awayFrom),
    "away.through": day(choices.awayTo),
    limits: choices.limits,
    recipient: choices.to,
    question: choices.question,
    "referral.number": choices.referral?.number ?? "",
    "referral.from": day(choices.referral?.from ?? null),
    "referral.until": day(choices.referral?.until ?? null),
    problems: list(choices.withProblems, facts.problems, say.noProblem),
    medications: list(choices.withMedications, facts.medications, say.noMedication),
    allergies: list(choices.withAllergies, allergies.active, allergyNone),
    today: day(facts.today),
    "practice.name": facts.practice,
  };
}

/** Somebody who is made up, for the preview of a template. */
export const SPECIMEN: LetterFacts = {
  patient: "Pat Example",
  born: "1990-02-03",
  today: "2026-11-23",
  practice: "Your practice",
  visit: { on: "2026-11-23", provider: "Dr. Example, MD", diagnoses: ["Acute bronchitis"] },
  problems: ["Asthma"],
  medications: ["Albuterol inhaler"],
  allergies: { status: "listed", active: ["Penicillin"] },
};

export const SPECIMEN_CHOICES: LetterChoices = {
  to: "Dr. Other, Cardiology",
  awayFrom: "2026-11-23",
  awayTo: "2026-11-25",
  limits: "No lifting over 20 pounds for a week",
  question: "Please see and advise.",
  withDiagnoses: true,
  withProblems: true,
  withMedications: true,
  withAllergies: true,
  referral: { number: "R-12345", from: "2026-11-01", until: "2027-01-31" },
};
