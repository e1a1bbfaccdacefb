import { NOTHING_ASKED, type AboutPatient } from "@practicum/contracts/scheduling/about-patient";
import { ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import type { Random } from "@practicum/kernel/ports";
import { pick, seededRandom } from "@practicum/kernel/random";
import { familyNames } from "./names.ts";
import type { SeedPatient } from "./patients.ts";

/** Short forms that people go by. */
const shortForms: { readonly [given: string]: string } = {
  Elizabeth: "Beth",
  Margaret: "Peggy",
  Patricia: "Patty",
  Leticia: "Letty",
  Francisco: "Paco",
  Jose: "Pepe",
  Robert: "Bob",
  William: "Bill",
  Eduardo: "Eddie",
  Victoria: "Vicky",
  Cynthia: "Cindy",
  Beatriz: "Bea",
  Isabel: "Isa",
  Susana: "Susy",
  Daniela: "Dani",
  Ricardo: "Rick",
  Christian: "Chris",
  Thomas: "Tom",
};

/** What a patient of the demonstration says of themselves, by a course of its own: of some nothing was asked. */
export function aboutOf(
  seed: string,
  patient: Pick<SeedPatient, "key" | "given" | "family" | "sex" | "birthDate" | "language">,
  today: LocalDate,
): AboutPatient {
  const random = seededRandom(`${seed}/${patient.key}/about`);
  const adult = ageInYears(patient.birthDate, today) >= 18;
  const preferredName = random.next() < 0.7 ? (shortForms[patient.given] ?? null) : null;
  const married = adult && patient.sex === "female" && random.next() < 0.12;
  const family = pick(random, familyNames);
  const roll = random.next();
  const usual = patient.sex === "female" ? ("she" as const) : ("he" as const);
  const code = roll < 0.02 ? ("they" as const) : roll < 0.45 ? usual : roll < 0.47 ? ("declined" as const) : null;
  const usualGender = patient.sex === "female" ? ("woman" as const) : ("man" as const);
  const gender = code === "they" ? ("nonbinary" as const) : code === usual ? usualGender : code;
  const races = random.next() < 0.66 ? racesOf(random) : null;
  const declined = races !== null && random.next() < 0.05;
  return {
    ...NOTHING_ASKED,
    races: declined ? { chosen: [], declined } : races && { chosen: races, declined },
    interpreter: interpreterOf(patient.language, random),
    preferredName,
    formerNames: married && family !== patient.family ? [{ family, given: null }] : [],
    pronouns: adult && code ? { code, text: "" } : null,
    genderIdentity: adult && gender ? { code: gender, text: "" } : null,
  };
}

type Race = NonNullable<AboutPatient["races"]>["chosen"][number];

/** As a county by the border answers: most give one answer, some two. A name says nothing of it. */
const answers: readonly (readonly [part: number, chosen: readonly Race[]])[] = [
  [0.36, ["white"]],
  [0.62, ["hispanic"]],
  [0.7, ["hispanic", "white"]],
  [0.82, ["asian"]],
  [0.84, ["asian", "white"]],
  [0.85, ["asian", "pacific-islander"]],
  [0.93, ["black"]],
  [0.97, ["middle-eastern"]],
  [1, ["american-indian", "hispanic"]],
];

function racesOf(random: Random): Race[] {
  const roll = random.next();
  return [...(answers.find(([part]) => roll < part)?.[1] ?? [])];
}

/** Some who speak Spanish want an interpreter, whoever speaks English does not but for a few who sign; of others nobody has asked yet. */
function interpreterOf(language: string, random: Random): AboutPatient["interpreter"] {
  const roll = random.next();
  if (language === "es") return roll < 0.25 ? "language" : roll < 0.7 ? "none" : null;
  return roll < 0.015 ? "asl" : roll < 0.5 ? "none" : null;
}
