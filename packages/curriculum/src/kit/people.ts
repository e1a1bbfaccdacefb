import type { Demographics } from "@practicum/contracts/scheduling/patients";
import type { Id } from "@practicum/kernel/brand";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { cities, givenNames, streets } from "@practicum/seed/names";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, staffByKey } from "@practicum/seed/practice";

/** None of them is a patient's or a colleague's of the practice: who is told a lesson's name finds nobody else by it. */
export const familyNames = (
  "Abbott Acosta Albright Amador Archer Arellano Ashford Baldwin Barajas Barlow Barrera Beltran Benitez Blackwell Bowman Bradford Calderon Camacho Cardenas " +
  "Carver Casillas Chandler Cisneros Cordova Crawford Dalton Dawson Duarte Duong Duran Eaton Elliott Escobar Farrell Figueroa Franco Frazier Galvan Garrison " +
  "Goodwin Granados Griffin Hale Hendricks Hinojosa Holloway Huynh Ingram Jacobs Jarvis Kaur Kimball Lara Larkin Leal Lockhart Lozano Maldonado Manning Merritt " +
  "Montes Nolan Orozco Osborne Pacheco Palacios Pruitt Quinn Rangel Rasmussen Saldana Serrano Shelton Sheridan Tovar Truong Upton Velez Whitaker Winslow Zavala Zepeda"
).split(" ");

/** A made-up person of a lesson. */
export interface Person {
  readonly given: string;
  readonly family: string;
  readonly birthDate: LocalDate;
  readonly sex: "female" | "male";
  readonly phone: string;
  readonly address: NonNullable<Demographics["address"]>;
}

/**
 * A person whom the seed decides, the same for the same key.
 *
 * @param today whose ages count from.
 * @param ages years, from and to.
 */
export function person(seed: string, key: string, today: LocalDate, ages: readonly [from: number, to: number]): Person {
  const random = seededRandom(`${seed}/${key}`);
  const sex = pick(random, ["female", "male"] as const);
  const [city, zip] = pick(random, cities);
  return {
    sex,
    given: pick(random, givenNames[sex]),
    family: pick(random, familyNames),
    birthDate: addDays(today, -randomInt(random, ages[0] * 365 + 90, ages[1] * 365 - 90)),
    // 555-0100 to 0199 are kept for fiction.
    phone: `${pick(random, ["619", "858", "760"])}55501${randomInt(random, 10, 99)}`,
    address: {
      line1: `${randomInt(random, 100, 4999)} ${pick(random, streets)} St`,
      line2: null,
      city,
      state: "CA",
      zip,
    },
  };
}

export function fullName({ given, family }: Pick<Person, "given" | "family">): string {
  return `${given} ${family}`;
}

/** What the register holds of a person who comes by himself. */
export function demographics(of: Person): Demographics {
  return {
    name: { family: of.family, given: of.given, middle: null, suffix: null },
    birthDate: of.birthDate,
    sex: of.sex,
    phone: of.phone,
    email: null,
    address: of.address,
    language: "en",
    guarantor: null,
    emergencyContact: null,
  };
}

/** Registers somebody before the learner comes. */
export async function alreadyRegistered(port: PracticePort, of: Person, lesson: string): Promise<Id<"patient">> {
  const { patientId } = await port.run(
    "scheduling",
    "registerPatient",
    { ...demographics(of), notDuplicateOf: [], source: { system: `lesson ${lesson}`, value: fullName(of) } },
    actorOf(staffByKey("haddad")),
  );
  return patientId;
}
