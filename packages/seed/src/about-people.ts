import { NOTHING_ASKED, type AboutPatient } from "@practicum/contracts/scheduling/about-patient";
import { ageInYears, type LocalDate } from "@practicum/kernel/local-date";
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
  patient: Pick<SeedPatient, "key" | "given" | "family" | "sex" | "birthDate">,
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
  return {
    ...NOTHING_ASKED,
    preferredName,
    formerNames: married && family !== patient.family ? [{ family, given: null }] : [],
    pronouns: adult && code ? { code, text: "" } : null,
    genderIdentity: adult && gender ? { code: gender, text: "" } : null,
  };
}
