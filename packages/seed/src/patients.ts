import { addDays, ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import type { Random } from "@practicum/kernel/ports";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { payers } from "@practicum/simulators/payer/payers";
import { planFor } from "@practicum/simulators/payer/member";
import { memberNumber } from "./member-number.ts";
import { cities, familyNames, givenNames, streets } from "./names.ts";
import { payerId } from "./practice.ts";
import { seededId } from "./seeded-ids.ts";

export interface SeedPatient {
  readonly key: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: LocalDate;
  readonly sex: "female" | "male";
  readonly phone: string;
  readonly email: string | null;
  readonly language: string;
  readonly address: { line1: string; line2: string | null; city: string; state: string; zip: string };
  /** Of a child: the parent who is the subscriber and the guarantor. */
  readonly parent: { family: string; given: string; birthDate: LocalDate; sex: "female" | "male" } | null;
  readonly coverage: SeedCoverage | null;
}

export interface SeedCoverage {
  readonly coverageId: ReturnType<typeof seededId<"coverage">>;
  readonly electronicId: string;
  readonly payerId: ReturnType<typeof payerId>;
  readonly memberId: string;
  readonly planName: string;
  readonly copay: number;
  readonly needsPcp: boolean;
}

/** How the practice's patients are insured, in parts of a thousand, below 65. */
const mix: readonly (readonly [electronicId: string | null, parts: number])[] = [
  ["CFHP1", 110],
  ["MOLCA", 110],
  ["CHGSD", 80],
  ["HNET1", 80],
  ["SHARP", 100],
  ["60054", 70],
  ["62308", 60],
  ["BSCAH", 70],
  ["BSCAP", 100],
  ["60055", 80],
  ["MCALS", 70],
  [null, 70],
];

/** Patients of every age, each with a name of their own, insured as in San Diego. */
export function seedPatients(seed: string, count: number, today: LocalDate): SeedPatient[] {
  const used = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const random = seededRandom(`${seed}/patient/${index}`);
    return onePatient(seed, `patient/${index}`, random, today, used);
  });
}

function onePatient(seed: string, key: string, random: Random, today: LocalDate, used: Set<string>): SeedPatient {
  const sex = random.next() < 0.55 ? "female" : "male";
  let family = pick(random, familyNames);
  let given: string = pick(random, givenNames[sex]);
  while (used.has(`${family} ${given}`)) {
    family = pick(random, familyNames);
    given = pick(random, givenNames[sex]);
  }
  used.add(`${family} ${given}`);
  const birthDate = addDays(today, -Math.floor(ageDays(random)));
  const age = ageInYears(birthDate, today);
  const [city, zip] = pick(random, cities);
  const parentSex = random.next() < 0.6 ? "female" : "male";
  return {
    key,
    family,
    given,
    birthDate,
    sex,
    // 555-0100 to 0199 are kept for fiction; the middle gives enough of them.
    phone: `619${randomInt(random, 200, 998)}01${String(randomInt(random, 0, 99)).padStart(2, "0")}`,
    email:
      random.next() < 0.6 && age >= 18
        ? `${given}.${family}.${randomInt(random, 1, 99)}@mail.example`.toLowerCase()
        : null,
    language: random.next() < 0.28 ? "es" : "en",
    address: {
      line1: `${randomInt(random, 100, 4999)} ${pick(random, streets)} St`,
      line2: random.next() < 0.25 ? `Apt ${randomInt(random, 1, 40)}` : null,
      city,
      state: "CA",
      zip: `${zip}${randomInt(random, 1000, 9899)}`,
    },
    parent:
      age < 18
        ? {
            family,
            given: pick(random, givenNames[parentSex]),
            birthDate: addDays(birthDate, -randomInt(random, 22, 38) * 365),
            sex: parentSex,
          }
        : null,
    coverage: coverageOf(seed, key, random, age),
  };
}

/** A family practice's ages: a fifth children, a fifth past 65. */
function ageDays(random: Random): number {
  const roll = random.next();
  if (roll < 0.2) return random.next() * 17 * 365 + 60;
  if (roll < 0.8) return (18 + random.next() * 46) * 365.25;
  return (65.1 + random.next() * 26) * 365.25;
}

function coverageOf(seed: string, key: string, random: Random, age: number): SeedCoverage | null {
  const electronicId = age >= 65 ? "MCRSD" : weighted(random);
  if (electronicId === null) return null;
  const payer = payers.find((one) => one.electronicId === electronicId);
  if (!payer) throw new Error(`the simulators know no payer ${electronicId}`);
  const roll = random.next();
  const memberId = memberNumber(
    random,
    electronicId,
    roll < 0.02 ? "97" : roll < 0.045 ? "98" : roll < 0.055 ? "99" : "ordinary",
  );
  const plan = planFor(payer, memberId);
  return {
    coverageId: seededId<"coverage">(seed, `${key}/coverage`),
    electronicId,
    payerId: payerId(electronicId),
    memberId,
    planName: plan.name,
    copay: plan.officeCopay,
    needsPcp: plan.primaryCareRequired,
  };
}

function weighted(random: Random): string | null {
  let roll = random.next() * mix.reduce((sum, [, parts]) => sum + parts, 0);
  for (const [electronicId, parts] of mix) {
    roll -= parts;
    if (roll < 0) return electronicId;
  }
  return null;
}
