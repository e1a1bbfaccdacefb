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
  const identity = identityOf(patient.sex, random);
  const races = random.next() < 0.66 ? racesOf(random) : null;
  const declined = races !== null && random.next() < 0.05;
  return {
    ...NOTHING_ASKED,
    races: declined ? { chosen: [], declined } : races && { chosen: races, declined },
    interpreter: interpreterOf(patient.language, random),
    preferredName,
    formerNames: married && family !== patient.family ? [{ family, given: null }] : [],
    ...(adult ? identity : {}),
  };
}

/** Of more than half nobody has asked; a few would not say. */
function identityOf(sex: SeedPatient["sex"], random: Random): Pick<AboutPatient, "pronouns" | "genderIdentity"> {
  const said = (pronouns: Code<"pronouns">, gender: Code<"genderIdentity">) => ({
    pronouns: { code: pronouns, text: "" },
    genderIdentity: { code: gender, text: "" },
  });
  const roll = random.next();
  if (roll < 0.02) return said("they", "nonbinary");
  if (roll < 0.45) return sex === "female" ? said("she", "woman") : said("he", "man");
  return roll < 0.47 ? said("declined", "declined") : { pronouns: null, genderIdentity: null };
}

type Code<K extends "pronouns" | "genderIdentity"> = NonNullable<AboutPatient[K]>["code"];

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
